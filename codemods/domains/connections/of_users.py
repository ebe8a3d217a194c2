"""Engines for a database that a user of the service names: made for each call, by what a record says of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.targets import words
from codemods.project.source_file import SourceFile

_Function = ast.FunctionDef | ast.AsyncFunctionDef
# What a service's own settings are called, and what holds them.
_OWN = frozenset((
    "settings", "setting", "config", "configs", "configuration", "conf", "cfg", "env", "environ", "environment", "app",
    "application", "secrets", "getenv",
))  # fmt: skip
# What is done to a URL makes no record of it.
_OF_TEXT = frozenset(dir(str))
# A URL whose server is written in the code.
_ADDRESSED = re.compile(r"(?:://|@)[A-Za-z0-9]")


def is_for_users_connection(file: SourceFile, node: ast.Call, url: ast.expr | None) -> bool:
    """Whether a function gives a new engine at each call, its URL made of a record's fields and of no setting."""
    function = file.function(node)
    if url is None or not isinstance(function, _Function) or not isinstance(file.statement(node), ast.Return):
        return False
    if any(isinstance(each.caller.node, ast.Module | ast.If) for each in callers(Code(file, function))):
        return False
    making = [(part, each) for part in _making(file, function, url) for each in ast.walk(part)]
    derived = {part: _derived(part) for part, _ in making}
    return any(_is_field(each, part) for part, each in making) and not any(
        _is_own(each) for part, each in making if not (isinstance(each, ast.Name) and each.id in derived[part])
    )


def _making(file: SourceFile, function: _Function, url: ast.expr) -> Iterator[_Function]:
    """The code that the URL comes from: the function, the methods of its class that it asks, and the functions of the
    module that it hands its own record to.
    """
    yield function
    given = {each.arg for each in _parameters(function)}
    handed = {
        call.func.id for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        and any(isinstance(each, ast.Name) and each.id in given for each in call.args)
    }  # fmt: skip
    for each in file.tree.body:
        if isinstance(each, _Function) and each is not function and each.name in handed:
            yield each
    owner = file.enclosing_class(function)
    asked = {
        each.attr for each in ast.walk(url)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in ("self", "cls")
    }  # fmt: skip
    for each in owner.body if owner is not None else ():
        if isinstance(each, _Function) and each.name in asked:
            yield each


def _parameters(function: _Function) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _derived(function: _Function) -> set[str]:
    """The local names of a function that come of its parameters alone, such as what it goes through."""
    known = {each.arg for each in _parameters(function)} - {"self", "cls"}
    parameters = frozenset(known)
    while True:
        found = {
            name.id
            for target, value in _bindings(function)
            if any(isinstance(each, ast.Name) and each.id in known for each in ast.walk(value))
            and not any(_is_own(each) for each in ast.walk(value) if getattr(each, "id", "") not in known)
            for name in ast.walk(target) if isinstance(name, ast.Name)
        }  # fmt: skip
        if found <= known:
            return known - parameters
        known |= found


def _bindings(function: _Function) -> Iterator[tuple[ast.expr, ast.expr]]:
    for each in ast.walk(function):
        match each:
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield target, value
            case ast.Assign(targets=[target], value=value):
                yield target, value


def _is_field(node: ast.AST, function: _Function) -> bool:
    """Whether it is a field of a record that the object holds, or that the function is given."""
    match node:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="self"))):
            return True
        case ast.Attribute(attr=attr) if attr in _OF_TEXT:
            return False
        case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name), ctx=ast.Load()):
            return name not in ("self", "cls") and any(each.arg == name for each in _parameters(function))
    return False


def _is_own(node: ast.AST) -> bool:
    """Whether it is of the service itself: a setting, a constant, an address in the code."""
    match node:
        case ast.Constant(value=str(value)):
            return _ADDRESSED.search(value) is not None
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return not _OWN.isdisjoint(words(name)) or (name.isupper() and len(name) > 1)
    return False
