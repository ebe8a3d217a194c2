"""The variables that containers and pods get because a service of the repository has a name: REDIS_PORT=tcp://….

Kubernetes sets them for each Service of a namespace, Docker for each link, also of the first Compose files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

# What a link sets beside the names that nobody else uses (REDIS_PORT_6379_TCP_ADDR).
_ALWAYS = ("PORT",)
_LINKED = ("PORT", "NAME")
_KIND = re.compile(r"^kind:[ \t]*[\"']?Service[\"']?[ \t]*$", re.MULTILINE)
_NAME = re.compile(
    r"^(?:[ \t]+|metadata:[ \t]*\{(?:.*[,{])?[ \t]*)name:[ \t]*[\"']?([\w.-]+)[\"']?[ \t]*([,}#].*)?$", re.MULTILINE
)
# `docker run --link mysql:db`, in a script or in what a person is told to type.
_LINK = re.compile(rb"\bdocker\b[^\n]*(?:\\\n[^\n]*)*?--link[ =]([\w.-]+)(?::([\w.-]+))?")
# Code that reads what a link alone sets knows of the link: `os.environ["REDIS_PORT_6379_TCP_ADDR"]`.
_READ = re.compile(rb"[\"'$\{]([A-Z][A-Z0-9_]*)_PORT_\d+_(?:TCP|UDP)(?:_ADDR|_PORT|_PROTO)?\b")
_DOCUMENT = re.compile(r"^---.*$", re.MULTILINE)


def link(project: Project, name: str) -> tuple[str, str] | None:
    """The service, and the file that names it, because of which the variable holds an address; None without one."""
    return _links(project).get(name)


@once
def _links(project: Project) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for path, service, endings in _services(project):
        for ending in endings:
            prefix = re.sub(r"[-.]", "_", service).upper()
            found.setdefault(f"{prefix}_{ending}", (service, path))
    return found


@fact
def _may_name_one(file: SourceFile) -> bool:
    return file.kind != "python" or b"_PORT_" in file.spelled or b"--link" in file.spelled


def _services(project: Project) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for path, file in sorted(project.files.items()):
        if not _may_name_one(file):
            continue
        if file.kind == "compose":
            for name, description in composed(file).items():
                yield path, name, _ALWAYS
                for alias in _aliases(description):
                    yield path, alias, _LINKED
        elif file.kind in ("yaml", "plain") and b"Service" in file.spelled:
            for document in _DOCUMENT.split(file.spelled.decode("utf-8", "replace")):
                found = _NAME.search(document) if _KIND.search(document) else None
                if found is not None:
                    yield path, found[1], _ALWAYS
        for match in _READ.finditer(file.spelled) if b"_PORT_" in file.spelled else ():
            yield path, match[1].decode().lower(), _LINKED
        if b"--link" in file.spelled:
            for match in _LINK.finditer(file.spelled):
                yield path, (match[2] or match[1]).decode(), _LINKED


def _aliases(description: dict[str, Any]) -> Iterator[str]:
    """What a service of Compose calls those that it is linked with: `db:database` is called database."""
    for key in ("links", "external_links"):
        for each in description.get(key) or ():
            yield str(each).rpartition(":")[2]
