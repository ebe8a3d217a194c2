"""URIs of which only the dialect's name counts: whoever makes the engine gives it its connections ready-made."""

from __future__ import annotations

import ast

from codemods.libraries.sqlalchemy import ENGINES, GIVES_CONNECTIONS, MAKES_URL, REPORTED
from codemods.model.names import called, last_name
from codemods.model.targets import Place
from codemods.project.source_file import SourceFile


def names_dialect_alone(file: SourceFile, whole: ast.expr, place: Place) -> bool:
    """Whether a URI, or the name that it is kept under, goes to such engines and nowhere else."""
    if place.kind in ("argument", "keyword"):
        return _is_for_ready_made(file, whole)
    if place.kind not in ("constant", "local") or not _is_of_file(file, place):
        return False
    around = file.function(place.shown) if place.kind == "local" else None
    uses = [
        each
        for each in file.nodes(ast.Name)
        if each.id == place.name
        and isinstance(each.ctx, ast.Load)
        and (around is None or file.function(each) is around)
    ]
    return bool(uses) and all(_is_for_ready_made(file, each) for each in uses)


def _is_of_file(file: SourceFile, place: Place) -> bool:
    """Whether no other file can read the name."""
    if place.kind == "local":
        return True
    others = file.project.words.holding(place.name.encode(), whole=True)
    return all(each is file or file.project.is_test(each.path) for each in others) and b"__all__" not in file.spelled


def _is_for_ready_made(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression is the URL of an engine that takes its connections from a function or a pool."""
    call = file.parents.get(node)
    if isinstance(call, ast.keyword):
        return call.arg in ("url", "name_or_url") and _takes_connections(file, file.parents.get(call))
    if not isinstance(call, ast.Call) or call.args[:1] != [node]:
        return False
    return _takes_connections(file, call) or (last_name(call.func) == MAKES_URL and _is_for_ready_made(file, call))


def _takes_connections(file: SourceFile, call: ast.AST | None) -> bool:
    if not isinstance(call, ast.Call) or called(file, call) not in (*ENGINES, *REPORTED):
        return False
    given = [each.value for each in call.keywords if each.arg in GIVES_CONNECTIONS]
    return any(not (isinstance(each, ast.Constant) and each.value is None) for each in given)
