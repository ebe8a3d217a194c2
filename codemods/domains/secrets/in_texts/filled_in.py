"""What is filled in where a text has a place for a secret: `"…:%s@db" % quote_plus("pw")`, `"Bearer " + "…"`."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

from codemods.model.scopes import lookup
from codemods.model.strings import added
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact

# The end of a text behind which a secret stands.
_PLACE = re.compile(
    r"(?i)(?:://[^/@\s]*:|\b(?:password|passwd|pwd|secret|token|api_?key)[\"']?\s*[=:]\s*[\"']?"
    r"|\b(?:bearer|basic|token|apikey)\s+|\bidentified\s+by\s+'|\bpassword\s+')$"
)
_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
# What asks for a name, behind which the default stands.
_ASKING = ("get", "getenv", "pop", "config", "env", "str")

_FILLING = ("format", "format_map", "join")
# How much of the text before a place tells what stands there.
_NEAR = 200

_Piece = str | ast.expr


@fact
def filled_in(file: SourceFile) -> frozenset[ast.Constant]:
    """The literals of a file that a text takes in where a secret stands."""
    found: set[ast.Constant] = set()
    texts: list[ast.expr] = [*file.nodes(ast.JoinedStr), *file.nodes(ast.BinOp)]
    texts += (each for each in file.nodes(ast.Call) if getattr(each.func, "attr", "") in _FILLING)
    for node in texts:
        before = ""
        for piece in () if _is_part(file, node) else _pieces(file, node):
            if isinstance(piece, str):
                before = (before + piece)[-_NEAR:]
            else:
                if before and _PLACE.search(before):
                    found.update(_literals(file, piece))
                before += "\0"
    return frozenset(found)


def _is_part(file: SourceFile, node: ast.expr) -> bool:
    """Whether a sum is a part of a longer one, which is asked."""
    parent = file.parents.get(node)
    return isinstance(node, ast.BinOp) and isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add)


def _pieces(file: SourceFile, node: ast.expr) -> Iterator[_Piece]:
    """What a text is made of: what it says itself, and what it takes in."""
    match node:
        case ast.JoinedStr(values=values):
            for each in values:
                yield from _pieces(file, each.value) if isinstance(each, ast.FormattedValue) else _said(each)
        case ast.BinOp(op=ast.Add()):
            for each in added(node):
                yield from _pieces(file, each)
        case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str(form)), right=right):
            yield from _filled(_by_percent(form), _arguments(file, right))
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=str(between))), args=[parts]):
            for each in getattr(parts, "elts", ()):
                yield from (*_pieces(file, each), between)
        case ast.Call(func=ast.Attribute(attr="format" | "format_map", value=ast.Constant(value=str(form)))):
            given = {str(place): each for place, each in enumerate(node.args)}
            given |= {each.arg: each.value for each in node.keywords if each.arg}
            for each in (*node.args, *(each.value for each in node.keywords if each.arg is None)):
                given |= _of_dict(each)
            yield from _filled(_by_braces(form), given)
        case ast.Constant():
            # Said in so many words, and yet taken in: `"password=" + "pw"`.
            yield node
            yield from _said(node)
        case _:
            yield node


def _said(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _filled(form: Iterator[tuple[str, str | None]], given: dict[str, ast.expr]) -> Iterator[_Piece]:
    for said, name in form:
        yield said
        if name is not None:
            yield given.get(name, ast.Constant(value=None))


def _by_percent(form: str) -> Iterator[tuple[str, str | None]]:
    """What stands before each place of `%s` or `%(name)s`, and what is asked for there."""
    done, number = 0, 0
    for match in _PERCENT.finditer(form.replace("%%", "\0\0")):
        yield form[done : match.start()], match[1] or str(number)
        done, number = match.end(), number + 1
    yield form[done:], None


def _by_braces(form: str) -> Iterator[tuple[str, str | None]]:
    try:
        places = list(string.Formatter().parse(form))
    except ValueError:
        return
    for number, (said, name, _, _) in enumerate(places):
        yield said, name if name is None or name else str(number)


def _arguments(file: SourceFile, node: ast.expr) -> dict[str, ast.expr]:
    """What stands behind a `%`, by place or by name."""
    if isinstance(node, ast.Name):
        bound = [each.value for each in lookup(file, node, node.id) if isinstance(each.value, ast.Tuple | ast.Dict)]
        node = bound[-1] if bound else node
    if isinstance(node, ast.Tuple):
        return {str(place): each for place, each in enumerate(node.elts)}
    return _of_dict(node) or {"0": node}


def _of_dict(node: ast.expr) -> dict[str, ast.expr]:
    if not isinstance(node, ast.Dict):
        return {}
    pairs = zip(node.keys, node.values, strict=True)
    return {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}


def _literals(file: SourceFile, node: ast.expr) -> Iterator[ast.Constant]:
    """The literals that an expression can be, through what is done to them and the names that they are given."""
    match node:
        case ast.Constant(value=str() | bytes()):
            yield node
        case ast.Name():
            for binding in lookup(file, node, node.id):
                if isinstance(binding.value, ast.Constant) and isinstance(binding.value.value, str | bytes):
                    yield binding.value
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=arguments):
            for each in arguments[1:] if name in _ASKING else arguments:
                yield from _literals(file, each)
            if isinstance(node.func, ast.Attribute) and name not in _ASKING:
                yield from _literals(file, node.func.value)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_literals(file, body), *_literals(file, orelse))
        case ast.BoolOp(values=values):
            for each in values:
                yield from _literals(file, each)
