"""Names that got a variable's value and that nothing uses, while the same value is written once more below."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.environment_reads import environment_read
from codemods.model.import_graph import importers
from codemods.project.source_file import SourceFile

_CONVERTS = frozenset(("int", "str", "float"))


def read_but_unused(file: SourceFile, value: ast.Constant) -> str:
    """The name that the file gives a variable of the environment, by default this literal, and never uses; or ''."""
    return next((name for name, text in _unused(file) if text == str(value.value)), "")


def _unused(file: SourceFile) -> Iterator[tuple[str, str]]:
    for statement in file.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=given):
                default = _default(file, given)
                if isinstance(default, ast.Constant) and not _is_used(file, name):
                    yield name, str(default.value)


def _default(file: SourceFile, given: ast.expr) -> ast.expr | None:
    match given:
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name in _CONVERTS:
            given = inner
    read = environment_read(file, given)
    return read[1] if read is not None else None


def _is_used(file: SourceFile, name: str) -> bool:
    """Whether code has the name, or an import could take it."""
    used = any(each.id == name and isinstance(each.ctx, ast.Load) for each in file.nodes(ast.Name))
    return used or bool(importers(file))
