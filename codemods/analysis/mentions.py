"""The files that can be parsed, and those of them that hold a name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable


def mentioning(project: Project, name: str, among: Container[str] | None = None) -> list[SourceFile]:
    """The files (among those of some paths) that hold the whole name, that are no tests and that can be parsed."""
    cache: dict[str, list[SourceFile]] = project.__dict__.setdefault("_mentioning", {})
    if name not in cache:
        cache[name] = [
            file for file in project.words.holding(name.encode(), whole=True) if not project.is_test(file.path)
        ]  # fmt: skip
    return list(readable(cache[name] if among is None else (file for file in cache[name] if file.path in among)))


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The files that can be parsed."""
    for file in files:
        try:
            _ = file.tree
        except (Unreadable, RecursionError):
            continue
        yield file
