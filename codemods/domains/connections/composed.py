"""Strings that are put together of pieces: where one begins and ends, and what it says as far as the code tells."""

from __future__ import annotations

import ast
import re
import string

from codemods.domains.connections.addresses import UNKNOWN
from codemods.model.environment_reads import environment_read
from codemods.model.scopes import lookup
from codemods.model.strings import literal, text
from codemods.project.source_file import SourceFile

_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?([sdr%])")


def whole_of(file: SourceFile, node: ast.expr) -> ast.expr:
    """The expression that a string begins: `"…" + x`, `"…" % x`, `"…".format(x)`."""
    while True:
        parent = file.parents.get(node)
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add | ast.Mod) and parent.left is node:
            node = parent
        elif isinstance(parent, ast.Attribute) and parent.attr == "format":
            call = file.parents.get(parent)
            if not isinstance(call, ast.Call) or call.func is not parent:
                return node
            node = call
        else:
            return node


def string_around(file: SourceFile, node: ast.expr) -> ast.expr:
    """The expression of the whole string that a literal is a piece of, wherever in it."""
    while True:
        whole = whole_of(file, node)
        parent = file.parents.get(whole)
        if not isinstance(parent, ast.JoinedStr) and not (
            isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add) and parent.right is whole
        ):
            return whole
        node = parent


def assembled(file: SourceFile, node: ast.expr, follow: bool) -> str:
    """The string as far as it stands in the expression, or, with `follow`, behind its names too."""
    match node:
        case ast.Constant(value=str() | int() as value):
            return str(value)
        case ast.JoinedStr():
            return "".join(assembled(file, each, follow) for each in node.values)
        case ast.FormattedValue():
            return assembled(file, node.value, follow)
        case ast.BinOp(op=ast.Add()):
            return assembled(file, node.left, follow) + assembled(file, node.right, follow)
        case ast.BinOp(op=ast.Mod()):
            return _percent(file, node, follow)
        case ast.Call(func=ast.Attribute(attr="format", value=template)) if form := literal(template):
            return _formatted(file, form, node, follow)
    found = text(file, node).exact if follow and not is_from_environment(file, node) else None
    return UNKNOWN if found is None else found


def _percent(file: SourceFile, node: ast.BinOp, follow: bool) -> str:
    form = literal(node.left)
    if form is None:
        return assembled(file, node.left, follow)
    right = node.right
    named = {}
    if isinstance(right, ast.Dict):
        named = {literal(key): each for key, each in zip(right.keys, right.values, strict=True) if key}
    values = iter(right.elts if isinstance(right, ast.Tuple) else [right])

    def piece(match: re.Match[str]) -> str:
        value = named.get(match[1]) if match[1] else next(values, None)
        return "%" if match[2] == "%" else UNKNOWN if value is None else assembled(file, value, follow)

    return _PERCENT.sub(piece, form)


def _formatted(file: SourceFile, form: str, call: ast.Call, follow: bool) -> str:
    named = {each.arg: each.value for each in call.keywords}
    result, position = "", 0
    try:
        fields = list(string.Formatter().parse(form))
    except ValueError:
        return UNKNOWN
    for before, field, _, _ in fields:
        result += before
        if field is None:
            continue
        index = field or str(position)
        position += not field
        value = named.get(field)
        if index.isdigit() and int(index) < len(call.args):
            value = call.args[int(index)]
        result += UNKNOWN if value is None else assembled(file, value, follow)
    return result


def is_from_environment(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node reads the environment, or is a name of something that does."""
    if environment_read(file, node) is not None:
        return True
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        values = [each.value for each in lookup(file, node, node.id) if each.value is not None]
        return any(environment_read(file, part) is not None for value in values for part in ast.walk(value))
    return False
