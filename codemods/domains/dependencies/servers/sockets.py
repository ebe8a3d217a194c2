"""With which server Flask-SocketIO serves: eventlet's or gevent's where one of them is installed, else Werkzeug's."""

from __future__ import annotations

import ast
import re

from codemods.domains.dependencies.declared import declared, named
from codemods.libraries.servers import SOCKET_SERVERS
from codemods.model.names import called
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_RUNS = re.compile(r"flask_socketio\b.*\.run$")
_HOLDER = re.compile(r"(?:^|_)(?:socket_?io|sio)$", re.IGNORECASE)
# The other ways to serve, of which Werkzeug's is one.
_MODE = re.compile(rb"async_mode[\"']?\s*[=:]\s*[\"'](\w+)[\"']")


def serves_by_socket_server(file: SourceFile, node: ast.Call) -> bool:
    """Whether a call is Flask-SocketIO's `run`, and the service has eventlet or gevent: production may be served so."""
    return _is_its_run(file, node) and _has_server(file.project, file.project.service_root(file.path))


def _is_its_run(file: SourceFile, node: ast.Call) -> bool:
    match node.func:
        case ast.Attribute(attr="run", value=ast.Name(id=name) | ast.Attribute(attr=name)):
            # One that comes out of another module, of which no type is known, is told by its name and its application.
            return _RUNS.match(called(file, node)) is not None or (_HOLDER.search(name) is not None and bool(node.args))
    return False


@once
def _has_server(project: Project, root: str) -> bool:
    modes = {each[1].decode() for file in project.mentioning(b"async_mode") if not project.is_test(file.path)
             for each in _MODE.finditer(file.spelled)}  # fmt: skip
    needs = declared(project, root)
    names = named(project, root) if needs is None else needs.names
    return not names.isdisjoint(SOCKET_SERVERS) and modes <= SOCKET_SERVERS
