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
# A URL whose server is written in the code.
_ADDRESSED = re.compile(r"(?:://|@)[A-Za-z0-9]")


def is_for_users_connection(file: SourceFile, node: ast.Call, url: ast.expr | None) -> bool:
    """Whether a function gives a new engine at each call, its URL made of a record's fields and of no setting."""
    function = file.function(node)
    if url is None or not isinstance(function, _Function) or not isinstance(file.statement(node), ast.Return):
        return False
    if any(isinstance(each.caller.node, ast.Module | ast.If) for each in callers(Code(file, function))):
        return False
    making = [each for part in _making(file, function, url) for each in ast.walk(part)]
    return any(_is_field(each, function) for each in making) and not any(map(_is_own, making))


def _making(file: SourceFile, function: _Function, url: ast.expr) -> Iterator[ast.AST]:
    """The code that the URL comes from: the function, and the methods of its class that it asks."""
    yield function
    owner = file.enclosing_class(function)
    asked = {
        each.attr for each in ast.walk(url)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in ("self", "cls")
    }  # fmt: skip
    for each in owner.body if owner is not None else ():
        if isinstance(each, _Function) and each.name in asked:
            yield each


def _is_field(node: ast.AST, function: _Function) -> bool:
    """Whether it is a field of a record that the object holds, or that the function is given."""
    match node:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="self"))):
            return True
        case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name), ctx=ast.Load()):
            given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            return name not in ("self", "cls") and any(each.arg == name for each in given)
    return False


def _is_own(node: ast.AST) -> bool:
    """Whether it is of the service itself: a setting, a constant, an address in the code."""
    match node:
        case ast.Constant(value=str(value)):
            return _ADDRESSED.search(value) is not None
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return not _OWN.isdisjoint(words(name)) or (name.isupper() and len(name) > 1)
    return False
