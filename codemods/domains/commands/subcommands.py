"""Programs of several commands, `manage.py serve`, `manage.py report`: which of them a command line runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from codemods.model.strings import keyword, literal
from codemods.project.source_file import SourceFile

# The decorators of click, typer, Flask-Script, invoke and their like.
_MAKES = frozenset(("command", "task"))


def is_of_another_command(file: SourceFile, node: ast.AST, words: Iterable[str]) -> bool:
    """Whether a node stands in one command of a program, and a command line names another one."""
    function = file.function(node)
    own = _names(function) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else set()
    said = {each for word in words for each in word.strip("\"'").split()}
    if not own or not own.isdisjoint(said):
        return False
    others: list[ast.FunctionDef | ast.AsyncFunctionDef] = [
        *file.nodes(ast.FunctionDef), *file.nodes(ast.AsyncFunctionDef),
    ]  # fmt: skip
    return any(not _names(each).isdisjoint(said) for each in others if each is not function)


def _names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """What a command line may call a function that is decorated as a command; nothing for another function."""
    found: set[str] = set()
    for each in function.decorator_list:
        target = each.func if isinstance(each, ast.Call) else each
        if not isinstance(target, ast.Attribute | ast.Name):
            continue
        if (target.attr if isinstance(target, ast.Attribute) else target.id) not in _MAKES:
            continue
        said = literal(each.args[0]) if isinstance(each, ast.Call) and each.args else None
        given = keyword(each, "name") if isinstance(each, ast.Call) else None
        name = said or (literal(given.value) if given is not None else None) or function.name
        found |= {name, name.replace("_", "-")}
    return found
