"""Context managers of the project whose folder or file goes when their block ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.names import last_name, qualified
from codemods.model.scopes import tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

_MANAGERS = ("contextlib.contextmanager", "contextlib.asynccontextmanager")
_REMOVES = frozenset(("rmtree", "unlink", "remove", "rmdir", "removedirs", "cleanup"))
_EXITS = ("__exit__", "__aexit__")


def is_removed_after(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call in a `with` makes a context of the project that removes at its end what it has handed out."""
    return any(_removes(thing.file, thing.node) for thing in evaluate(file, call.func))


def _removes(file: SourceFile, node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            managed = any(qualified(file, each) in _MANAGERS for each in node.decorator_list)
            return managed and any(_takes_away(statement) for statement in _after_yield(node))
        case ast.ClassDef():
            exits = [each.node for name in _EXITS for each in tables(file)[node].names.get(name, ())]
            return any(_takes_away(each) for each in exits)
    return False


def _after_yield(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.stmt]:
    """What runs when the block has ended: a `finally` around the yield, and what stands below it."""
    for each in ast.walk(function):
        if isinstance(each, ast.Try) and any(
            isinstance(part, ast.Yield) for one in each.body for part in ast.walk(one)
        ):
            yield from each.finalbody
    yielded = False
    for statement in function.body:
        if yielded:
            yield statement
        yielded = yielded or any(isinstance(each, ast.Yield) for each in ast.walk(statement))


def _takes_away(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and last_name(each.func) in _REMOVES for each in ast.walk(node))
