"""Places that change a collection between requests, and whether all they do is to fill a cache."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.state.memory.memos import is_memo
from codemods.libraries.standard import CHANGERS, ONCE
from codemods.model.call_graph import Code, code_at
from codemods.model.functions import FUNCTIONS
from codemods.model.names import awaited, qualified
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Change:
    """A place that changes a collection, or gives a global another value."""

    file: SourceFile
    node: ast.AST

    @property
    def code(self) -> Code:
        """The function that it stands in."""
        return code_at(self.file, self.node)


def changed(node: ast.AST) -> Iterator[ast.expr]:
    """The collections that a statement or a call changes."""
    match node:
        case ast.Call(func=ast.Attribute(attr=method, value=value)) if method in CHANGERS:
            yield value
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            yield from (each.value for each in targets if isinstance(each, ast.Subscript))
        case ast.AugAssign(target=target):
            yield target


def is_filled(changes: list[Change], name: str) -> bool:
    """Whether all that is put in is put there by what fills a cache; to let entries go is part of that."""
    put = [each for each in changes if not _lets_go(each)]
    return bool(put) and all(_fills(each, name) for each in put)


def _lets_go(change: Change) -> bool:
    """Whether entries are thrown away, and nobody gets them: `del`, `clear()`, a `pop()` of which nothing is used."""
    match change.node:
        case ast.Delete():
            return True
        case ast.Call(func=ast.Attribute(attr="clear" | "pop" | "popitem" | "discard" | "remove")):
            return isinstance(change.file.parents.get(change.node), ast.Expr)
    return False


def _fills(change: Change, name: str) -> bool:
    """Whether the change keeps a value that is missing, for the function to return: a cache written by hand."""
    function = change.file.function(change.node)
    assert function is not None
    if is_memo(change.file, change.node, name):
        return True
    if not isinstance(change.node, ast.Assign) or isinstance(function, ast.Lambda):
        return _fills_and_gives(change)
    if _loads(change, function, name):
        return True
    if any(qualified(change.file, each) in ONCE for each in function.decorator_list):
        return True
    for each in change.file.ancestors(change.node):
        if isinstance(each, FUNCTIONS):
            return False
        if isinstance(each, ast.ExceptHandler) or (isinstance(each, ast.If) and _mentions(each.test, name)):
            break
    returned = [each.value for each in ast.walk(function) if isinstance(each, ast.Return) and each.value is not None]
    return any(_mentions(each, name) for each in returned)


def _fills_and_gives(change: Change) -> bool:
    """Whether the change is `return models.setdefault(name, load(name))`: what is made of the key alone."""
    match change.node:
        case ast.Call(func=ast.Attribute(attr="setdefault"), args=[key, ast.Call() as made]):
            returned = isinstance(change.file.parents.get(change.node), ast.Return)
            return returned and any(ast.dump(each) == ast.dump(key) for each in made.args)
    return False


def _loads(change: Change, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    """Whether the function asks for the entry, makes it of its key where it is missing, keeps it and returns it.

    `model = models.get(name)`, `if model is None: model = load(name)`, `models[name] = model`, `return model`.
    """
    match change.node:
        case ast.Assign(targets=[ast.Subscript(slice=key)], value=ast.Name(id=kept)):
            pass
        case _:
            return False
    nodes = [each for each in ast.walk(function) if each is not change.node]
    asked = any(
        (isinstance(each, ast.Compare) and isinstance(each.ops[0], ast.In | ast.NotIn)
         and _mentions(each.comparators[0], name))
        or (isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "get"
            and _mentions(each.func.value, name))
        for each in nodes
    )  # fmt: skip
    made = any(
        isinstance(each, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == kept for target in each.targets)
        and isinstance(value := awaited(each.value), ast.Call)
        and any(ast.dump(given) == ast.dump(key) for given in value.args)
        and not _mentions(value, name)
        for each in nodes
    )
    returned = any(
        isinstance(each, ast.Return) and isinstance(each.value, ast.Name) and each.value.id == kept for each in nodes
    )
    return asked and made and returned


def _mentions(node: ast.AST, name: str) -> bool:
    return any(
        (isinstance(each, ast.Name) and each.id == name)
        or (isinstance(each, ast.Attribute) and each.attr == name)
        or (isinstance(each, ast.Subscript) and literal(each.slice) == name)
        for each in ast.walk(node)
    )
