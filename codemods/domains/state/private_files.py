"""Files under a name that one function makes up, and that nobody else gets to know: no other replica asks for them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import outermost
from codemods.libraries.files import JOINS, SPELLS
from codemods.libraries.standard import UNGUESSABLE
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.project.source_file import SourceFile

_TEXT = (ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Call, ast.Attribute, ast.Subscript, ast.keyword)


def is_private(group: Sequence[Operation]) -> bool:
    """Whether one function does all, writes under a name of its own making, reads it back and tells it to nobody."""
    file, function = group[0].file, outermost(group[0].file, group[0].call)
    if not isinstance(function, FUNCTIONS) or any(outermost(each.file, each.call) is not function for each in group):
        return False
    names = _random_names(file, function)
    writes = [each for each in group if each.does == "write"]
    reads = [each for each in group if each.does in ("read", "serve")]
    return (
        bool(reads)
        and all(_mentions(each.path, names) for each in (*writes, *reads))
        and not any(isinstance(each, ast.Global | ast.Nonlocal) for each in ast.walk(function))
        and not any(_leaves(file, each, group, names) for each in ast.walk(function))
    )


def _random_names(file: SourceFile, function: ast.AST) -> frozenset[str]:
    """The names that the function gives a random text, or one that is made of such a name."""
    names: frozenset[str] = frozenset()
    assigned = [each for each in ast.walk(function) if isinstance(each, ast.Assign)]
    while True:
        found = names | {
            target.id
            for each in assigned
            for target in each.targets
            if isinstance(target, ast.Name) and (_is_random(file, each.value) or _is_made_of(file, each.value, names))
        }
        if found == names:
            return names
        names = found


def _is_random(file: SourceFile, value: ast.expr) -> bool:
    return any(isinstance(each, ast.Call) and UNGUESSABLE.match(called(file, each)) for each in ast.walk(value))


def _is_made_of(file: SourceFile, value: ast.expr, names: frozenset[str]) -> bool:
    """Whether a text or a path is made of one of the names, and of no call that does more than that."""
    calls = [each for each in ast.walk(value) if isinstance(each, ast.Call)]
    return _mentions(value, names) and all(_spells(file, each) for each in calls)


def _spells(file: SourceFile, call: ast.Call) -> bool:
    name = called(file, call)
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr in ("format", "replace", "join", "joinpath")
    return name in JOINS or is_method or SPELLS.match(name) is not None


def _mentions(node: ast.AST, names: frozenset[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def _leaves(file: SourceFile, node: ast.AST, group: Sequence[Operation], names: frozenset[str]) -> bool:
    """Whether a name goes anywhere but into these operations, and into another of the names."""
    if not isinstance(node, ast.Name) or node.id not in names or isinstance(node.ctx, ast.Store):
        return False
    paths = {id(each.path) for each in group}
    here: ast.AST = node
    while id(here) not in paths:
        outer = file.parents[here]
        match outer:
            case ast.Assign(targets=targets):
                return not all(isinstance(each, ast.Name) and each.id in names for each in targets)
            case ast.Call() if here is not outer.func and not _spells(file, outer):
                return True
        if not isinstance(outer, _TEXT):
            return True
        here = outer
    return False
