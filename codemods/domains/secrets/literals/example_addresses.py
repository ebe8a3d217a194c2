"""Local names whose value only shows what an address looks like: `"{token}.{host}"` with `host = "hostname.com"`."""

from __future__ import annotations

import ast
import re

from codemods.model.strings import literal
from codemods.model.targets import Place
from codemods.project.source_file import SourceFile

_EXAMPLE = re.compile(
    r"(?:^|[/@.\s])(?:example|hostname|your-?(?:domain|host|site))\.(?:com|org|net|edu)(?![\w.-])|[\w-]\.example(?![\w.-])"
)


def is_in_example(file: SourceFile, place: Place) -> bool:
    """Whether each read of a local name puts it into a text beside the host of an example."""
    if not isinstance(place.owner, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    names = [each for each in ast.walk(place.owner) if isinstance(each, ast.Name)]
    bound = _bound(place.owner)
    read = [each for each in names if each.id == place.name and isinstance(each.ctx, ast.Load)]
    return bool(read) and all(_is_beside_host(file, each, bound) for each in read)


def _is_beside_host(file: SourceFile, node: ast.Name, bound: dict[str, str]) -> bool:
    parent = file.parents.get(node)
    if isinstance(parent, ast.keyword):
        parent = file.parents.get(parent)
    match parent:
        case ast.Call(func=ast.Attribute(attr="format", value=text)) if literal(text) is not None:
            shown = [text, *parent.args, *(each.value for each in parent.keywords)]
        case ast.FormattedValue() if isinstance(whole := file.parents.get(parent), ast.JoinedStr):
            shown = [each.value if isinstance(each, ast.FormattedValue) else each for each in whole.values]
        case _:
            return False
    return any(_EXAMPLE.search(_text(each, bound)) for each in shown if each is not node)


def _text(node: ast.expr, bound: dict[str, str]) -> str:
    return bound.get(node.id, "") if isinstance(node, ast.Name) else literal(node) or ""


def _bound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    """What the function's own names hold that are bound to a text, once."""
    found: dict[str, list[ast.Assign]] = {}
    for each in ast.walk(function):
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            found.setdefault(each.targets[0].id, []).append(each)
    return {
        name: each.value.value
        for name, [each, *more] in found.items()
        if not more and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
    }
