"""Constants of a module of settings that only some of its classes read: what they are for, the constants are for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from codemods.project.source_file import SourceFile


def only_read_where(file: SourceFile, holds: Callable[[ast.Name], bool]) -> Iterator[tuple[ast.Assign, list[ast.Name]]]:
    """The module's constants whose readers all stand where a question holds, with these; nothing else names them."""
    readers: dict[str, list[ast.Name]] = {}
    bound: dict[str, int] = {}
    for each in file.nodes(ast.Name):
        if isinstance(each.ctx, ast.Load):
            readers.setdefault(each.id, []).append(each)
        else:
            bound[each.id] = bound.get(each.id, 0) + 1
    for statement in file.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and bound[name] == 1:
                found = readers.get(name, [])
                if found and all(map(holds, found)) and not _is_named_elsewhere(file, name):
                    yield statement, found


def _is_named_elsewhere(file: SourceFile, name: str) -> bool:
    others = file.project.words.holding(name.encode(), whole=True)
    return any(each is not file and not file.project.is_test(each.path) for each in others)
