"""Requirements that give an old library its version, and none to what it brings along, which has gone on since."""

from __future__ import annotations

import posixpath
import re

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.pythons import oldest_python, told_of_python_2
from codemods.formats import requirements
from codemods.libraries.distributions import BREAKS
from codemods.project.source_file import SourceFile

LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "constraints.txt")
_INDEX = re.compile(r"(?:-i|--(?:no-)?index)\b")


def half_pinned(file: SourceFile, document: requirements.Document) -> tuple[requirements.Line, str] | None:
    """The first line whose library does not start with today's release of what it brings along, and the name of that,
    which nothing gives a version; None without one, or where what the file asks for could give it one.
    """
    if document.hashed or _is_given_elsewhere(file, document) or _is_locked(file):
        return None
    if told_of_python_2(file.project, file.project.service_root(file.path)):
        return None
    named = {each.name for each in document.requirements}
    python = oldest_python(file.project, file.path)
    for line in document.requirements:
        broken = BREAKS.get(line.name)
        if broken is None or broken.brought in named or not line.version or _numbers(line.version) >= broken.below:
            continue
        # An older Python gets an older release, with which it starts.
        if python is None or python >= broken.python:
            return line, broken.brought
    return None


def is_locked_in(file: SourceFile, folder: str, *names: str) -> bool:
    """Whether one of the locks lies in a folder, or what lies there cannot be told."""
    try:
        return any(file.project.on_disk(posixpath.join(folder, each)) is not None for each in names)
    except OSError:
        return True


def _is_given_elsewhere(file: SourceFile, document: requirements.Document) -> bool:
    """Whether other lines could give versions that are not seen here: other files, an index of somebody's own, a source
    whose own requirements nobody knows before it is fetched.
    """
    return any(manifests.includers(file)) or any(
        each.kind in ("include", "constraint", "vcs", "url", "editable", "path")
        or (each.kind == "option" and _INDEX.match(each.text))
        for each in document.lines
    )


def _is_locked(file: SourceFile) -> bool:
    return manifests.is_compiled(file) or is_locked_in(file, posixpath.dirname(file.path), *LOCKS)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", version)[:3])
