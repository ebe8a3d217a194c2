"""What git and Docker leave out of a repository and of an image, as far as the project's own files say so."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from pathspec import GitIgnoreSpec

from codemods.project.project import Project


def git_verdict(project: Project, path: str, changed: dict[str, str] | None = None) -> bool | None:
    """Whether .gitignore files leave the path out (True), keep it by a negation (False), or don't speak of it (None).

    The innermost that says something decides. `changed` maps a .gitignore to the text that it is to have.
    """
    found = None
    parts = posixpath.dirname(path).split("/") if "/" in path else []
    for depth in range(len(parts) + 1):
        folder = "/".join(parts[:depth])
        said = _said(_lines(project, posixpath.join(folder, ".gitignore"), changed or {}), path[len(folder) :])
        found = said if said is not None else found
    return found


def docker_verdict(lines: Iterable[str], path: str) -> bool | None:
    """The same for the lines of a .dockerignore and a path in the build's context, where patterns begin at its root."""
    return _said([_anchored(each.strip()) for each in lines], path)


def _anchored(line: str) -> str:
    if not line or line.startswith("#"):
        return line
    negated, pattern = ("!", line[1:]) if line.startswith("!") else ("", line)
    return f"{negated}/{pattern.removeprefix('./').lstrip('/')}"


def _said(lines: list[str], path: str) -> bool | None:
    spec = _spec(tuple(lines))
    return spec.check_file(path.lstrip("/")).include if spec else None


@lru_cache(maxsize=1000)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec | None:
    """The patterns, which are asked of many paths; None where one of them means nothing."""
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return None


def _lines(project: Project, path: str, changed: dict[str, str]) -> list[str]:
    return (changed[path] if path in changed else project.text_on_disk(path)).splitlines()
