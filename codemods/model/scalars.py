"""Expressions that are scalars for sure (strings, numbers, booleans, None), that are strings, that a request gives."""

from __future__ import annotations

import ast
import re

from codemods.libraries.frameworks.web import KEEPERS, REQUEST, ROUTES
from codemods.libraries.standard import NUMBERS, STRINGS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile

_DEPTH = Limit(6, "a value")
# What comes before a name in a URL rule whose part is a string.
_TEXT = r"(string(\([^)]*\))?:)?"
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)


def is_string(file: SourceFile, node: ast.expr) -> bool:
    """Whether the expression is a string."""
    return _is_string(file, node, 0)


def is_scalar(file: SourceFile, node: ast.expr) -> bool:
    """Whether the expression is a string, a number, a boolean or None."""
    return _is_scalar(file, node, 0)


def is_fresh(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the expression is made of constants, the request and what libraries say: no state of the project's."""
    if _DEPTH.is_passed(file, depth):
        return False
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            value = _local(file, each)
            if value is not None:
                if not is_fresh(file, value, depth + 1):
                    return False
            elif not _is_part_of_url(file, each, "") and not _is_library(file, each):
                return False
    return True


def _is_library(file: SourceFile, node: ast.Name) -> bool:
    """Whether a name is a builtin, or imported from outside of the project, and keeps nothing for the project."""
    for each in lookup(file, node, node.id):
        match each.node:
            case ast.ImportFrom(level=0, module=str(module)):
                pass
            case ast.alias(name=module):
                pass
            case _:
                return False
        if file.project.module(module, file.path) is not None:
            return False
    name = qualified(file, node)
    return bool(name) and name not in KEEPERS


def _is_scalar(file: SourceFile, node: ast.expr, depth: int) -> bool:
    if _DEPTH.is_passed(file, depth):
        return False
    if _is_string(file, node, depth):
        return True
    depth += 1
    match node:
        case ast.Constant(value=value):
            return value is None or isinstance(value, int | float)
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BinOp(op=operator, left=left, right=right):
            return isinstance(operator, _ARITHMETIC) and all(_is_scalar(file, each, depth) for each in (left, right))
        case ast.IfExp(body=body, orelse=orelse):
            return all(_is_scalar(file, each, depth) for each in (body, orelse))
        case ast.Call(args=[_], keywords=[]) if _is_request(file, node):
            return True
        case ast.Call():
            return called(file, node) in NUMBERS
        case ast.Name():
            local = _local(file, node)
            return local is not None and _is_scalar(file, local, depth)
    return False


def _is_string(file: SourceFile, node: ast.expr, depth: int) -> bool:
    if _DEPTH.is_passed(file, depth):
        return False
    depth += 1
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return all(_is_string(file, each, depth) for each in (left, right))
        case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str())):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return all(_is_string(file, each, depth) for each in (body, orelse))
        case ast.Subscript(value=mapping):
            return qualified(file, mapping) in REQUEST
        case ast.Attribute(attr="sid"):
            return qualified(file, node) == "flask.request.sid"
        case ast.Call(args=[_, default], keywords=[]) if _is_request(file, node):
            return _is_string(file, default, depth)
        case ast.Call():
            return called(file, node) in STRINGS
        case ast.Name():
            value = _local(file, node)
            return _is_string(file, value, depth) if value is not None else _is_part_of_url(file, node, _TEXT)
    return False


def _is_request(file: SourceFile, node: ast.Call) -> bool:
    """Whether a call is `request.form.get(…)` or the like."""
    match node.func:
        case ast.Attribute(attr="get", value=mapping):
            return qualified(file, mapping) in REQUEST
    return False


def _local(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """The only value of a variable of the function around."""
    if isinstance(node, ast.Name):
        match lookup(file, node, node.id):
            case [binding] if binding.kind == "value" and isinstance(binding.node, ast.Assign):
                return binding.value if file.function(binding.node) is file.function(node) is not None else None
    return None


def _is_part_of_url(file: SourceFile, node: ast.Name, converter: str) -> bool:
    """Whether a name is the parameter of a view that its routes, and nothing else, give a value (of a kind) to."""
    match lookup(file, node, node.id):
        case [binding] if binding.kind == "param":
            function = next((each for each in file.ancestors(binding.node) if isinstance(each, FUNCTIONS)), None)
            part = re.compile(rf"<{converter or '([^<>]*:)?'}{re.escape(node.id)}>")
            if not isinstance(function, ast.FunctionDef) or not function.decorator_list:
                return False
            called_by = [each for each in callers(Code(file, function)) if each.kind == "call"]
            return not called_by and all(_is_route(each, part) for each in function.decorator_list)
    return False


def _is_route(node: ast.expr, part: re.Pattern[str]) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=str(rule)), *_]) if name in ROUTES:
            return part.search(rule) is not None and not any(each.arg in ("defaults", None) for each in node.keywords)
    return False
