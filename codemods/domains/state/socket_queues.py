"""What Flask-SocketIO's message queue takes besides its address: without it the service would not start with one."""

from __future__ import annotations

import ast
import re

from codemods.domains.dependencies.declared import Declared, declared
from codemods.domains.dependencies.distributions import brought
from codemods.libraries.caches import QUEUE_CLIENTS
from codemods.model.strings import keyword, literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

# The modes that Flask-SocketIO takes by itself where the library is there, the first one first.
_GREEN = ("eventlet", "gevent")
# Code that patches itself, and the servers whose workers do.
_PATCHED = re.compile(
    rb"\bmonkey_patch\b|\bpatch_all\b|\bgevent[-_]monkey[-_]patch\b|geventwebsocket|GeventWebSocketWorker"
    rb"|(?:(?<![\w-])-k|worker[-_]class\b)[\"',\s=:]*(?:eventlet|gevent)"
)


def lacks_for_queue(file: SourceFile, call: ast.Call) -> str:
    """What has to come before `SocketIO(…)` can be given a queue, as far as files tell; '' for nothing."""
    project = file.project
    known = declared(project, project.service_root(file.path))
    if known is not None and _names(known).isdisjoint(QUEUE_CLIENTS):
        return "add redis to the requirements first: the queue is asked by it"
    mode = _mode(known, call)
    if mode in _GREEN and not _is_patched(project):
        return f"patch the standard library for {mode} before all other imports first: the queue's client asks for it"
    return ""


def _names(known: Declared) -> frozenset[str]:
    return known.names if known.locked else known.names | brought(known.names)[0]


def _mode(known: Declared | None, call: ast.Call) -> str:
    """How the sockets are served: as the call says, else by the first library that is there."""
    if given := keyword(call, "async_mode"):
        return literal(given.value) or ""
    return next((each for each in _GREEN if known is not None and each in known.names), "")


@once
def _is_patched(project: Project) -> bool:
    return any(map(_patches, project.files.values()))


@fact
def _patches(file: SourceFile) -> bool:
    return _PATCHED.search(file.data) is not None
