"""Engines of a module's level that nobody uses: what they would connect to is nobody's setting."""

from __future__ import annotations

import ast
from collections.abc import Collection

from codemods.libraries.sqlalchemy import CONNECTS_LATER
from codemods.model.names import last_name
from codemods.model.scopes import lookup
from codemods.model.singletons import made_for_nobody
from codemods.project.source_file import SourceFile


def is_for_unused_engine(file: SourceFile, line: int) -> bool:
    """Whether a line of the module's level tells only an engine where its database is that nothing uses, nor what is
    made of it; so that no connection is ever opened.

    Raises Unreadable.
    """
    # Who names a thing is looked for in every file that holds its name.
    if not any(each.encode() in file.spelled for each in CONNECTS_LATER):
        return False
    around = [each for each in file.nodes(ast.Assign) if each.lineno <= line <= (each.end_lineno or 0)]
    made = made_for_nobody(file, around[0]) if len(around) == 1 else ()
    calls = [call for each in made for call in ast.walk(each) if isinstance(call, ast.Call)]
    return any(last_name(each.func) in CONNECTS_LATER for each in calls) and all(
        last_name(each.func) in CONNECTS_LATER or _is_made_here(file, each.func, made) for each in calls
    )


def _is_made_here(file: SourceFile, function: ast.expr, made: Collection[ast.stmt]) -> bool:
    """Whether what is called is one of the names that these statements give: a factory of sessions."""
    if not isinstance(function, ast.Name):
        return False
    found = lookup(file, function, function.id)
    return bool(found) and all(each.value is not None and file.statement(each.value) in made for each in found)
