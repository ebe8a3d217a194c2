"""Entries that each function which reads them has made anew before: nothing of them outlives a request."""

from __future__ import annotations

import ast

from codemods.domains.state.memory.process_memory import Shared
from codemods.domains.state.memory.uses import uses
from codemods.model.functions import FUNCTIONS
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile, begin


def is_made_anew(state: Shared) -> bool:
    """Whether functions only set entries of the module's map by a literal key, and read them behind that.

    `CSP["script-src"] = hashes(page)`, then `return CSP`: what one request put there, no other one gets to see.
    """
    if state.file.parents.get(state.node) is not state.file.tree:
        return False
    found = uses(state.file, state.name) or []
    served = [(home, node) for home, node in found if home.function(node) is not None]
    if any(not isinstance(each[0].parents[each[1]], ast.Subscript) for each in found if each not in served):
        return False  # whoever gets the map at the import may read it at any time
    made = {node: (key, home.function(node)) for home, node in served if (key := _key_made(home, node))}
    keys = {key for key, _ in made.values()}
    statements = {home.statement(node) for home, node in served if node in made}
    if len(served) == len(made) or not {each.node for each in state.changes} <= statements:
        return False
    return all(
        any(
            key == wanted and function is home.function(node) and begin(other) < begin(node)
            for other, (key, function) in made.items()
        )
        for home, node in served if node not in made
        for wanted in _asked(home, node, keys)
    )  # fmt: skip


def _key_made(file: SourceFile, node: ast.expr) -> str:
    """The key of the entry that a statement of the function's own block sets, of nothing that is in the map; or ''."""
    entry = file.parents[node]
    statement = file.parents[entry]
    match statement:
        case ast.Assign(targets=[target], value=value) if target is entry and isinstance(entry, ast.Subscript):
            own = any(ast.dump(each) == ast.dump(node) for each in ast.walk(value))
            straight = isinstance(file.parents[statement], FUNCTIONS)
            return literal(entry.slice) or "" if straight and entry.value is node and not own else ""
    return ""


def _asked(file: SourceFile, node: ast.expr, keys: set[str]) -> set[str]:
    """Which of the entries that functions set a use may read: one by its key, else all."""
    match file.parents[node]:
        case ast.Subscript(slice=index, ctx=ast.Load()) if literal(index):
            return keys & {literal(index) or ""}
    return keys
