"""Which Compose files are taken up by others: by `extends` of a service, by `include` of the whole."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

# Compose's `include` lists paths, or mappings whose `path` is one or several.
_INCLUDE = re.compile(r"^include:[ \t]*(?:#.*)?\r?\n((?:[ \t-].*(?:\r?\n|$)|[ \t]*(?:#.*)?\r?\n)+)", re.MULTILINE)
_PATH = re.compile(r"^[ \t-]*(?:path:[ \t]*)?[\"']?([^\s\"'#:]+\.ya?ml)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


def extended(file: SourceFile, service: dict[str, Any]) -> tuple[str, str] | None:
    """The file and the service in it that a service of a Compose file extends; None for none of another file."""
    found = service.get("extends")
    if not isinstance(found, dict) or "file" not in found:
        return None
    said = found["file"], found.get("service", "")
    return (_beside(file.path, said[0]), str(said[1])) if isinstance(said[0], str) else None


@once
def takers(project: Project, path: str) -> tuple[SourceFile, ...]:
    """The Compose files that take up the one at `path`."""
    composing = (each for each in project.files.values() if each.kind == "compose" and each.path != path)
    return tuple(each for each in composing if path in _taken(each))


@fact
def _taken(file: SourceFile) -> frozenset[str]:
    if b"extends" not in file.spelled and b"include" not in file.spelled:
        return frozenset()
    found = {said[0] for service in composed(file).values() if (said := extended(file, service)) is not None}
    listed = (each for block in _INCLUDE.findall(file.text) for each in _PATH.findall(block))
    return frozenset(found.union(_beside(file.path, each) for each in listed))


def _beside(path: str, named: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), named))
