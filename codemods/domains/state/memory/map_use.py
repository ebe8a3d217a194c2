"""Dictionaries of a module that a shared map can stand in for: what the code does with them, and puts into them.

The values have to be scalars by what the code itself says, and the keys strings: a map that hands out a value which
the code goes on changing would not notice. They may not come from the map: two processes would take the same number.
"""

from __future__ import annotations

import ast

from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.memory.process_memory import Shared
from codemods.domains.state.memory.uses import uses
from codemods.model.names import qualified
from codemods.model.scalars import is_fresh, is_scalar, is_string
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile

_READERS = frozenset(
    f"builtins.{each}" for each in ("len", "list", "sorted", "set", "tuple", "dict", "sum", "max", "min", "any", "all")
)
_VIEWS = ("keys", "values", "items")


def is_plain_map(state: Shared) -> bool:
    """Whether the state is `name = {}` of a module, and all that the service does with it is a plain map's.

    That is: entries read, set, deleted, popped, asked for and gone through, in functions that run after the start.
    """
    file, name = state.file, state.name
    match state.node:
        case ast.Assign(targets=[ast.Name()], value=ast.Dict(keys=[])):
            pass
        case ast.Assign(targets=[ast.Name()], value=ast.Call(args=[], keywords=[]) as made):
            if qualified(file, made) != "builtins.dict":
                return False
        case _:
            return False
    if file.parents.get(state.node) is not file.tree or len(tables(file)[file.tree].names[name]) != 1:
        return False
    found = uses(file, name)
    return found is not None and all(_is_allowed(home, node) for home, node in found)


def _is_allowed(file: SourceFile, node: ast.expr) -> bool:
    """Whether one use is a plain map's, in code that does not run at the start."""
    if file.function(node) is None or Phase.START in phases(file, node):
        return False
    outer = file.parents[node]
    match outer:
        case ast.Subscript(slice=key) if outer.value is node:
            return is_string(file, key) and _is_entry(file, outer)
        case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()]) if outer.left is not node:
            return is_string(file, key)
        case ast.Attribute(attr="get" | "pop"):
            call = file.parents[outer]
            match call:
                case ast.Call(args=[key, *default], keywords=[]) if call.func is outer:
                    return len(default) < 2 and is_string(file, key)
            return False
        case ast.Attribute() if outer.attr in _VIEWS:
            call = file.parents[outer]
            return isinstance(call, ast.Call) and call.func is outer and _is_read(file, call)
    return _is_read(file, node)


def _is_entry(file: SourceFile, node: ast.Subscript) -> bool:
    """Whether `name[key]` is read, deleted, or set to a scalar."""
    match file.parents[node]:
        case ast.Assign(targets=[target], value=value) if target is node:
            return is_scalar(file, value) and is_fresh(file, value) and is_fresh(file, node.slice)
        case ast.Delete():
            return True
    return isinstance(node.ctx, ast.Load)


def _is_read(file: SourceFile, node: ast.expr) -> bool:
    """Whether a map or a view of it is only gone through."""
    outer = file.parents[node]
    match outer:
        case ast.For() | ast.comprehension():
            return outer.iter is node
        case ast.Call(args=[only], keywords=[]) if only is node:
            return qualified(file, outer.func) in _READERS
    return False
