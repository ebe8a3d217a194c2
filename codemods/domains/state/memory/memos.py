"""Values that a process loads once, for the first request that asks, of nothing that the request brought."""

from __future__ import annotations

import ast

from codemods.libraries.frameworks.web import OF_REQUESTS
from codemods.model.functions import FUNCTIONS
from codemods.model.names import awaited, called, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile

_EMPTY = ("builtins.dict", "builtins.list", "builtins.set", "builtins.tuple")


def is_memo(file: SourceFile, change: ast.AST, name: str) -> bool:
    """Whether the change stands below `if x == {}` or the like, and loads the same in each process: `x = load()`."""
    match change:
        case ast.Assign(value=value):
            given = [value]
        case ast.Call(func=ast.Attribute(attr="update" | "extend"), args=given, keywords=[]):
            pass
        case _:
            return False
    child: ast.AST = change
    for each in file.ancestors(change):
        if isinstance(each, FUNCTIONS):
            return False
        if isinstance(each, ast.If) and child not in each.orelse and _asks_if_empty(file, each.test, name):
            return all(isinstance(awaited(one), ast.Call) and takes_nothing(file, one) for one in given)
        child = each
    return False


def takes_nothing(file: SourceFile, value: ast.expr) -> bool:
    """Whether an expression is made of what the module has alone: of no argument, no local name and no request."""
    at_top = tables(file)[file.tree].names
    for each in ast.walk(value):
        if isinstance(each, ast.Name | ast.Attribute) and OF_REQUESTS.match(qualified(file, each)):
            return False
        if isinstance(each, ast.Name) and (found := lookup(file, each, each.id)) and found is not at_top.get(each.id):
            return False
    return True


def _asks_if_empty(file: SourceFile, test: ast.expr, name: str) -> bool:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return any(_asks_if_empty(file, each, name) for each in values)
        case ast.UnaryOp(op=ast.Not(), operand=asked):
            return _is_name(asked, name) or _is_length(file, asked, name)
        case ast.Compare(left=asked, ops=[ast.Eq() | ast.Is()], comparators=[empty]):
            if _is_length(file, asked, name):
                return isinstance(empty, ast.Constant) and empty.value == 0
            return _is_name(asked, name) and _is_empty(file, empty)
        case ast.Compare(left=asked, ops=[ast.Lt()], comparators=[ast.Constant(value=1)]):
            return _is_length(file, asked, name)
    return False


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_length(file: SourceFile, node: ast.expr, name: str) -> bool:
    match node:
        case ast.Call(args=[only]) if called(file, node) == "builtins.len":
            return _is_name(only, name)
    return False


def _is_empty(file: SourceFile, node: ast.expr) -> bool:
    match node:
        case ast.Dict(keys=[]) | ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Constant(value=None):
            return True
        case ast.Call(args=[], keywords=[]):
            return called(file, node) in _EMPTY
    return literal(node) == ""
