"""Dictionaries of a module that a shared map can stand in for: what the code does with them, and puts into them.

The values have to be scalars by what the code itself says, and the keys strings: a map that hands out a value which
the code goes on changing would not notice. They may not come from the map: two processes would take the same number.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.memory.process_memory import Shared
from codemods.model.names import qualified
from codemods.model.scalars import is_fresh, is_scalar, is_string
from codemods.model.scopes import lookup, tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_READERS = frozenset(
    f"builtins.{each}" for each in ("len", "list", "sorted", "set", "tuple", "dict", "sum", "max", "min", "any", "all")
)
_VIEWS = ("keys", "values", "items")
_NAMESPACES = ("globals", "vars", "locals")


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
    try:
        found = [(home, node) for home in _files(file, name) for node in _uses(home, file, name)]
    except Unreadable:
        return False
    return all(node is not None and _is_allowed(home, node) for home, node in found)


def _files(file: SourceFile, name: str) -> Iterator[SourceFile]:
    """The files that hold the name, tests left out; and those that may take all names of a module."""
    for other in file.project.python():
        if not file.project.is_test(other.path) and (name.encode() in other.spelled or b"import *" in other.spelled):
            yield other


def _uses(home: SourceFile, file: SourceFile, name: str) -> Iterator[ast.expr | None]:
    """Where a file uses the map of another (or of its own); None where that can't be told."""
    local = {name} if home is file else set()
    for node in home.nodes(ast.ImportFrom):
        module = home.project.absolute_name(home.path, node.level, node.module)
        if home.project.module(module, home.path) is file:
            local |= {each.asname or each.name for each in node.names if each.name == name}
            if any(each.name == "*" for each in node.names):
                yield None
    for each in home.nodes(ast.Global):
        if local.intersection(each.names):
            yield None
    for variable in home.nodes(ast.Name):
        if home is file and variable.id in _NAMESPACES:
            yield None
        if variable.id in local and not isinstance(variable.ctx, ast.Store):
            bound = lookup(home, variable, variable.id)
            if len(bound) != 1:
                yield None
            elif home is not file or bound is tables(file)[file.tree].names[name]:
                yield variable
    if any(each.value == name and _is_named(home, each) for each in home.nodes(ast.Constant)):
        yield None
    for attribute in home.nodes(ast.Attribute):
        if attribute.attr == name and any(each.node is file.tree for each in evaluate(home, attribute.value)):
            yield attribute if isinstance(attribute.ctx, ast.Load) else None


def _is_named(file: SourceFile, node: ast.Constant) -> bool:
    """Whether a string is the name of an attribute."""
    outer = file.parents.get(node)
    return isinstance(outer, ast.Call) and qualified(file, outer.func) in ("builtins.getattr", "builtins.setattr")


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
