"""Attributes of a class that each object has bound anew: what is changed through `self` is not the class's."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.frameworks.web import PREPARES
from codemods.model.names import awaited, last_name
from codemods.model.singletons import has_singleton
from codemods.model.types import ancestry
from codemods.project.source_file import SourceFile, begin

_Method = ast.FunctionDef | ast.AsyncFunctionDef


def is_shadowed(file: SourceFile, owner: ast.ClassDef, used: ast.Attribute) -> bool:
    """Whether the object has bound the attribute that is used through `self`, and is none that a module keeps.

    Earlier in the method, in one that it has called, in all that call it, or in one that each request begins with.
    """
    method = _method(file, owner, used)
    if method is None or not isinstance(used.value, ast.Name) or used.value.id != "self" or has_singleton(file, owner):
        return False
    methods = [each for _, base in ancestry(file, owner) for each in base.body if isinstance(each, _Method)]
    binding = {each.name for each in methods if _binds(each.body, used.attr)}
    if _is_bound(method, used, binding) or not binding.isdisjoint(PREPARES):
        return True
    calls = [(each, call) for each in methods for call in _calls(each) if _called(call) == method.name]
    return bool(calls) and all(_is_bound(each, call, binding, used.attr) for each, call in calls)


def _is_bound(method: _Method, at: ast.expr, binding: set[str], name: str = "") -> bool:
    """Whether a statement of the method's own block binds the attribute before, or calls a method that does."""
    attribute = name or (at.attr if isinstance(at, ast.Attribute) else "")
    above = [each for each in _block(method.body) if begin(each) < begin(at) and not _holds(each, at)]
    if _binds(above, attribute):
        return True
    return any(isinstance(each, ast.Expr) and _called(awaited(each.value)) in binding for each in above)


def _binds(statements: list[ast.stmt], name: str) -> bool:
    for each in _block(statements):
        match each:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        # `self.x = self.x` stays the class's.
        kept = any(isinstance(inner, ast.Attribute) and inner.attr == name for inner in ast.walk(value))
        if not kept and any(_is_own(target, name) for target in targets):
            return True
    return False


def _block(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of those that every way through it passes."""
    for each in statements:
        yield each
        if isinstance(each, ast.With | ast.AsyncWith):
            yield from _block(each.body)


def _method(file: SourceFile, owner: ast.ClassDef, node: ast.AST) -> _Method | None:
    function = file.function(node)
    return function if isinstance(function, _Method) and file.parents.get(function) is owner else None


def _is_own(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == name and last_name(target.value) == "self"


def _calls(method: _Method) -> Iterator[ast.Call]:
    return (each for each in ast.walk(method) if isinstance(each, ast.Call))


def _called(node: ast.expr) -> str:
    """The method of the object itself, or of its base, that is called; '' for anything else."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="self") | ast.Call(func=ast.Name(id="super")))):
            return name
    return ""


def _holds(statement: ast.stmt, node: ast.AST) -> bool:
    return not isinstance(statement, ast.With | ast.AsyncWith) and any(each is node for each in ast.walk(statement))
