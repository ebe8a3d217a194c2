"""Functions that give the process an environment for developers or tests: nobody of production calls them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.project.source_file import SourceFile
from codemods.project.test_code import DEVELOPS, Use, parts, use_of_path
from codemods.vocabulary.unreadable import Unreadable

# What the callers are called after: what only developers and tests do.
_THEIRS = DEVELOPS | {
    "test", "tests", "testing", "unittest", "unittests", "pytest", "coverage", "cov", "debug", "locally",
}  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_developers_function(file: SourceFile, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function of a module sets variables of the environment, and all that name it are for developers or
    tests by their own names: `run_dev_server`, `run_test`, files of tests.
    """
    if node.decorator_list or file.parents.get(node) is not file.tree or not any(map(_sets, ast.walk(node))):
        return False
    try:
        callers = list(_callers(file, node))
    except Unreadable:
        return False
    return bool(callers) and all(callers)


def _sets(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(value=ast.Name(id="os"), attr="environ"))]):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="os"), attr="environ"), attr=attr)):
            return attr in ("update", "setdefault")
    return False


def _callers(file: SourceFile, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[bool]:
    """Of each place that names the function, whether it is for developers or tests."""
    project, name = file.project, node.name
    for other in project.words.holding(name.encode(), whole=True):
        if use_of_path(other.path, project.told.test_folders) is not Use.TEST:
            named = [*other.nodes(ast.Name), *other.nodes(ast.Attribute)]
            yield from (_is_theirs(other, each) for each in named if _name_of(each) == name)
            yield from (False for each in other.nodes(ast.Constant) if each.value == name)


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_theirs(file: SourceFile, node: ast.expr) -> bool:
    around = (each for each in file.ancestors(node) if isinstance(each, _FUNCTIONS))
    return any(not _THEIRS.isdisjoint(parts(each.name)) for each in around)
