"""Constants that are keys of what goes from one part of a service to another: with another value the parts part."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.parsable import parses
from codemods.model.targets import Place
from codemods.project.source_file import SourceFile

_LOOKS_UP = frozenset(("get", "pop", "setdefault"))


def is_key_of_data(file: SourceFile, place: Place) -> bool:
    """Whether all that is done with a constant, or with an attribute of a class, is to look something up by it, to put
    something there, and perhaps to compare with it: `event[Keys.BUCKET]`, `{Keys.BUCKET: bucket}`.

    Raises Unreadable.
    """
    if place.kind not in ("constant", "attribute"):
        return False
    others = [
        each for each in file.project.words.holding(place.name.encode(), whole=True)
        if not each.project.is_test(each.path)
    ]  # fmt: skip
    if not all(map(parses, others)):
        return False
    uses = [(other, each) for other in others for each in _uses(other, place.name)]
    keys = [each for other, each in uses if _is_key(other, each)]
    # With a key others are compared; with a host alone, addresses.
    return bool(keys) and all(each in keys or _is_compared(other, each) for other, each in uses)


def _uses(file: SourceFile, name: str) -> Iterator[ast.expr]:
    yield from (each for each in file.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load))
    yield from (each for each in file.nodes(ast.Attribute) if each.attr == name and isinstance(each.ctx, ast.Load))
    yield from (each for each in file.nodes(ast.Constant) if each.value == name)


def _is_compared(file: SourceFile, node: ast.expr) -> bool:
    parent = file.parents.get(node)
    return isinstance(parent, ast.Compare) and all(isinstance(each, ast.Eq | ast.NotEq) for each in parent.ops)


def _is_key(file: SourceFile, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return False
    match file.parents.get(node):
        case ast.Subscript(slice=key):
            return key is node
        case ast.Dict(keys=keys):
            return node in keys
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()]):
            return left is node
        case ast.Call(func=ast.Attribute(attr=called), args=[first, *_]):
            return called in _LOOKS_UP and first is node
    return False
