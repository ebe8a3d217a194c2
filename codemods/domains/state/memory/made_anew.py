"""What is made anew before it is read, by a function for itself or by each object: nothing of it outlives a request."""

from __future__ import annotations

import ast
import re

from codemods.domains.state.memory.process_memory import Shared
from codemods.domains.state.memory.uses import uses
from codemods.model.functions import FUNCTIONS
from codemods.model.scopes import tables
from codemods.model.singletons import has_singleton
from codemods.model.strings import literal
from codemods.model.types import ancestry, subclasses
from codemods.project.source_file import SourceFile, begin


def is_made_anew(state: Shared) -> bool:
    """Whether functions only set entries of the module's map by a literal key, and read them behind that.

    `CSP["script-src"] = hashes(page)`, then `return CSP`: what one request put there, no other one gets to see. Or
    whether the constructors of a class empty the collection that it has as an attribute.
    """
    owner = state.file.parents.get(state.node)
    if isinstance(owner, ast.ClassDef):
        return _is_made_by_objects(state.file, owner, state.name)
    if owner is not state.file.tree or state.name not in tables(state.file)[state.file.tree].names:
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


def _is_made_by_objects(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether each object of the class, and of those derived from it, begins with nothing in the collection, while no
    module keeps such an object, and none but objects get at it.
    """
    classes = [(file, owner), *subclasses(file, owner)]
    if not all(_begins_anew(*each, name) and not has_singleton(*each) for each in classes):
        return False
    by_class = re.compile(
        rf"\b(?:cls|{'|'.join(re.escape(each.name) for _, each in classes)})[\s\\]*\.[\s\\]*{name}\b".encode()
    )
    return not any(by_class.search(each.spelled) for each in file.project.mentioning(name.encode()))


def _begins_anew(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether the constructor that the class has, or one that this calls, empties `self.name` or sets it."""
    for _, each in ancestry(file, owner):
        constructor = next((one for one in each.body if getattr(one, "name", "") == "__init__"), None)
        if not isinstance(constructor, ast.FunctionDef):
            continue
        if any(_empties(statement, name) for statement in constructor.body):
            return True
        if not any(isinstance(node, ast.Attribute) and node.attr == "__init__" for node in ast.walk(constructor)):
            return False
    return False


def _empties(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="clear", value=target), args=[])):
            return _is_own(target, name)
        case ast.Assign(targets=[ast.Subscript(value=target, slice=ast.Slice(lower=None, upper=None, step=None))]):
            return _is_own(target, name) and isinstance(statement.value, ast.List) and not statement.value.elts
        case ast.Delete(targets=[ast.Subscript(value=target, slice=ast.Slice(lower=None, upper=None, step=None))]):
            return _is_own(target, name)
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target, value=ast.expr()):
            return _is_own(target, name)
    return False


def _is_own(node: ast.expr, name: str) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return attr == name
    return False


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
