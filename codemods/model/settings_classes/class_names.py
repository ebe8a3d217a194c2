"""Where code names a class so that something may take it: by its name, as an attribute, by its path in a string."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.project.source_file import SourceFile


def mentions(file: SourceFile, name: str) -> Iterator[ast.expr]:
    """The mentions of a class in a file; neither imports, nor what is only told, nor what stands in the class itself.

    Raises Unreadable.
    """
    path = re.compile(rf"(?:[\w.]+[.:])?{re.escape(name)}")
    named: list[ast.expr] = [each for each in file.nodes(ast.Name) if each.id == name]
    named += [each for each in file.nodes(ast.Attribute) if each.attr == name]
    yield from (each for each in named if not _is_inside(file, each, name))
    for each in file.nodes(ast.Constant):
        if isinstance(each.value, str) and path.fullmatch(each.value) and not _is_told(file, each):
            yield each


def _is_inside(file: SourceFile, node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.ClassDef) and each.name == name for each in file.ancestors(node))


def _is_told(file: SourceFile, node: ast.AST) -> bool:
    """Whether a string is a text of its own, or one of `__all__`."""
    statement = file.statement(node)
    if isinstance(statement, ast.Assign):
        return any(isinstance(each, ast.Name) and each.id == "__all__" for each in statement.targets)
    return isinstance(statement, ast.Expr) and statement.value is node
