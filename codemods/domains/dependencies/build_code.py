"""Which code a build runs, and no process of the service: setup.py, the hooks of hatch."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Iterator

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_BY_NAME = ("setup.py", "hatch_build.py")


def is_build_code(project: Project, path: str) -> bool:
    """Whether a build runs the file, by its name or because a pyproject.toml names it as hatch's own hook."""
    return posixpath.basename(path) in _BY_NAME or path in _hooks(project)


@once
def _hooks(project: Project) -> frozenset[str]:
    found = (
        posixpath.normpath(posixpath.join(posixpath.dirname(path), hook))
        for path, file in project.files.items()
        if posixpath.basename(path) == "pyproject.toml" and b"hooks" in file.data
        for hook in _named(file)
    )
    return frozenset(found)


def _named(file: SourceFile) -> Iterator[str]:
    """The paths of hatch's own hooks, of the whole build and of its targets."""
    try:
        build = tomllib.loads(file.text)["tool"]["hatch"]["build"]
        tables = [build, *build.get("targets", {}).values()]
        for table in tables:
            yield str(table.get("hooks", {}).get("custom", {}).get("path", "hatch_build.py"))
    except (Unreadable, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError):
        return
