"""Switches of an object that nothing but tests turns on, and what stands behind them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.runtime.phases import phases
from codemods.model.functions import FUNCTIONS
from codemods.project.source_file import SourceFile


def is_switched_on_by_tests(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands under `if self.recording:`, which begins false and which only tests set.

    Nothing of the service runs what sets it, and a test names that. Raises Unreadable.
    """
    child = node
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            return False
        if isinstance(each, ast.If) and child in each.body:
            match each.test:
                case ast.Attribute(value=ast.Name(id="self"), attr=name) if _is_of_tests(file, node, name):
                    return True
        child = each
    return False


def _is_of_tests(file: SourceFile, node: ast.AST, name: str) -> bool:
    owner = file.enclosing_class(node)
    holding = file.project.words.holding(name.encode(), whole=True)
    if owner is None or any(each is not file and not file.project.is_test(each.path) for each in holding):
        return False
    setting = list(_sets(file, name))
    begins = [each for each, value in setting if isinstance(value, ast.Constant) and value.value is False]
    later = [each for each, _ in setting if each not in begins]
    return bool(begins) and bool(later) and all(_is_run_by_tests(file, each) for each in later)


def _sets(file: SourceFile, name: str) -> Iterator[tuple[ast.stmt, ast.expr | None]]:
    """The statements of the file that give an attribute of this name a value, of whatever object."""
    found: list[ast.Assign | ast.AnnAssign | ast.AugAssign] = []
    found += (*file.nodes(ast.Assign), *file.nodes(ast.AnnAssign), *file.nodes(ast.AugAssign))
    for each in found:
        targets = each.targets if isinstance(each, ast.Assign) else [each.target]
        if any(isinstance(target, ast.Attribute) and target.attr == name for target in targets):
            yield each, each.value


def _is_run_by_tests(file: SourceFile, statement: ast.stmt) -> bool:
    function = file.function(statement)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or phases(file, statement):
        return False
    named = file.project.words.holding(function.name.encode(), whole=True)
    return any(file.project.is_test(each.path) for each in named)
