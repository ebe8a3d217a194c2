"""Attributes of a class that each object has bound anew: what is changed through `self` is not the class's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from codemods.libraries.frameworks.web import PREPARES
from codemods.model.names import awaited, last_name
from codemods.model.singletons import has_singleton
from codemods.model.types import ancestry
from codemods.project.source_file import SourceFile, begin, walk
from codemods.vocabulary.kept import fact

_Method = ast.FunctionDef | ast.AsyncFunctionDef


def is_shadowed(file: SourceFile, owner: ast.ClassDef, used: ast.Attribute) -> bool:
    """Whether the object has bound the attribute that is used through `self`, and is none that a module keeps.

    Earlier in the method, in one that it has called, in all that call it, or in one that each request begins with.
    """
    method = _method(file, owner, used)
    if method is None or not isinstance(used.value, ast.Name) or used.value.id != "self" or has_singleton(file, owner):
        return False
    family = ancestry(file, owner)
    binding = {name for home, each in family for name in _binding(home, each).get(used.attr, ())}
    if _is_bound(file, method, used, used.attr, binding) or not binding.isdisjoint(PREPARES):
        return True
    calls = [(home, *each) for home, base in family for each in _calls(home, base).get(method.name, ())]
    return bool(calls) and all(_is_bound(home, each, call, used.attr, binding) for home, each, call in calls)


def _is_bound(file: SourceFile, method: _Method, at: ast.expr, name: str, binding: set[str]) -> bool:
    """Whether a statement of the method's own block binds the attribute before, or calls a method that does."""
    around = {each for each in file.ancestors(at) if not isinstance(each, ast.With | ast.AsyncWith)}
    above = [each for each in _block(method.body) if begin(each) < begin(at) and each not in around]
    if name in _bound(above):
        return True
    return any(isinstance(each, ast.Expr) and _called(awaited(each.value)) in binding for each in above)


def _methods(owner: ast.ClassDef) -> list[_Method]:
    return [each for each in owner.body if isinstance(each, _Method)]


@fact
def _binding(file: SourceFile, owner: ast.ClassDef) -> dict[str, set[str]]:
    """By the attributes that methods of a class bind, the names of those methods."""
    found: dict[str, set[str]] = {}
    for method in _methods(owner):
        for name in _bound(method.body):
            found.setdefault(name, set()).add(method.name)
    return found


def _bound(statements: list[ast.stmt]) -> set[str]:
    """The attributes of the object that statements bind to something else."""
    found: set[str] = set()
    for each in _block(statements):
        match each:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        if names := {target.attr for target in targets if _is_own(target)}:
            # `self.x = self.x` stays the class's.
            found |= names - {inner.attr for inner in walk(value) if isinstance(inner, ast.Attribute)}
    return found


def _block(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of those that every way through it passes."""
    for each in statements:
        yield each
        if isinstance(each, ast.With | ast.AsyncWith):
            yield from _block(each.body)


def _method(file: SourceFile, owner: ast.ClassDef, node: ast.AST) -> _Method | None:
    function = file.function(node)
    return function if isinstance(function, _Method) and file.parents.get(function) is owner else None


def _is_own(target: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(target, ast.Attribute) and last_name(target.value) == "self"


@fact
def _calls(file: SourceFile, owner: ast.ClassDef) -> dict[str, list[tuple[_Method, ast.Call]]]:
    """By the methods of the object itself that methods of a class call, where they do."""
    found: dict[str, list[tuple[_Method, ast.Call]]] = {}
    for method in _methods(owner):
        for each in walk(method):
            if isinstance(each, ast.Call) and (name := _called(each)):
                found.setdefault(name, []).append((method, each))
    return found


def _called(node: ast.expr) -> str:
    """The method of the object itself, or of its base, that is called; '' for anything else."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="self") | ast.Call(func=ast.Name(id="super")))):
            return name
    return ""
