"""The files that can be parsed, and those of them that hold a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterable, Iterator

from codemods.model.import_graph import imports
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable


def mentioning(project: Project, name: str, among: Container[str] | None = None) -> list[SourceFile]:
    """The files (among those of some paths) that hold the whole name, that are no tests and that can be parsed."""
    cache: dict[str, list[SourceFile]] = project.__dict__.setdefault("_mentioning", {})
    if name not in cache:
        cache[name] = [
            file for file in project.words.holding(name.encode(), whole=True) if not project.is_test(file.path)
        ]  # fmt: skip
    return list(readable(cache[name] if among is None else (file for file in cache[name] if file.path in among)))


def is_unread(file: SourceFile, name: str) -> bool:
    """Whether nothing reads a constant of a module that does something itself: one of settings is read as a whole."""
    doing = ast.FunctionDef | ast.AsyncFunctionDef | ast.For | ast.While
    if not any(isinstance(each, doing) for each in file.tree.body):
        return False
    if re.search(rb"from_object|globals\(|locals\(|__all__|__dict__", file.spelled):
        return False
    read = re.compile(rf"\b{name}\b(?!\s*(?::[^=\n]*)?=(?!=))".encode())
    others = (each for each in mentioning(file.project, name) if any(one.file is file for one in imports(each)))
    return not any(read.search(each.spelled) for each in (file, *others))


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The files that can be parsed."""
    for file in files:
        try:
            _ = file.tree
        except (Unreadable, RecursionError):
            continue
        yield file


def is_left_over(file: SourceFile, function: ast.AST | None) -> bool:
    """Whether nothing in the project names a function of a module again."""
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or function.decorator_list:
        return False
    if file.parents[function] is not file.tree:
        return False
    name = re.compile(rb"\b%s\b" % function.name.encode())
    holding = file.project.words.holding(function.name.encode(), whole=True)
    return sum(len(name.findall(each.spelled)) for each in holding) == 1
