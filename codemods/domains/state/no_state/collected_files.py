"""Files whose paths are gathered in a list, all of which the same function, or each that asks for them, removes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.state.no_state.removals import ASKS, LOOPS
from codemods.domains.state.operations import Operation, operations
from codemods.domains.state.path_givers import outermost
from codemods.libraries.files import JOINS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.project.source_file import SourceFile, begin

# What makes a list of a list: `for each in set(paths)`.
_COPIES = frozenset(("list", "set", "tuple", "sorted", "reversed"))


def is_removed_with_others(write: Operation) -> bool:
    """Whether the path that is written goes into a list, and a loop that is always come to removes all that it holds:
    in the same function, or in each function that is given the list.
    """
    file, function = write.file, outermost(write.file, write.call)
    if not isinstance(function, FUNCTIONS):
        return False
    lists = _gathering(file, function, write)
    if not lists:
        return False
    if _are_removed(file, function, lists, write.call):
        return True
    returned = [each.value for each in ast.walk(function) if isinstance(each, ast.Return)]
    if not returned or not all(isinstance(each, ast.Name) and each.id in lists for each in returned):
        return False
    edges = [each for each in callers(Code(file, function)) if each.kind == "call"]
    return bool(edges) and all(
        isinstance(each.node, ast.Call) and _removes_all(each.caller.file, each.node) for each in edges
    )


def _removes_all(file: SourceFile, call: ast.Call) -> bool:
    """Whether who calls puts what it gets into a list, and removes all that it holds."""
    function = outermost(file, call)
    names = {name for name, values in _additions(function) if call in values}
    return bool(names) and _are_removed(file, function, _with_more(function, names), call)


def _gathering(file: SourceFile, function: ast.AST, write: Operation) -> set[str]:
    """The lists of a function that get the path in every case in which it is written."""
    last = ast.dump(_last_part(file, write.path))
    names: dict[str, list[ast.expr]] = {}
    for name, values in _additions(function):
        for value in values:
            parts = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value]
            if any(ast.dump(_last_part(file, each)) == last for each in parts):
                names.setdefault(name, []).append(value)
    sure = {name for name, values in names.items() if _is_always_one(file, values, write.call)}
    return _with_more(function, sure) if sure else sure


def _with_more(function: ast.AST, names: set[str]) -> set[str]:
    """The lists, and those that they are added to."""
    while True:
        more = {name for name, values in _additions(function)
                for each in values if isinstance(each, ast.Name) and each.id in names} - names  # fmt: skip
        if not more:
            return names
        names = names | more


def _additions(function: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """The names that a function gives more elements, each with these: `paths.append(path)`, `paths = paths + more`."""
    for each in ast.walk(function):
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "extend" | "add"), args=[value]):
                yield name, [value]
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                yield name, [value]
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=left, op=ast.Add(), right=right)):
                yield name, [left, right] if any(_is_named(one, name) for one in (left, right)) else []
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name() | ast.Call() | ast.List() as value):
                yield name, [value]


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _last_part(file: SourceFile, path: ast.expr) -> ast.expr:
    """The name of the file in a path that is put together of it and a folder's, else the path."""
    match path:
        case ast.BinOp(op=ast.Add() | ast.Div(), right=ast.Name() as last):
            return last
        case ast.Call(args=[_, *_, ast.Name() as last]) if called(file, path) in JOINS:
            return last
        case ast.JoinedStr(values=[*_, ast.FormattedValue(value=ast.Name() as last)]):
            return last
    return path


def _is_always_one(file: SourceFile, places: list[ast.expr], begun: ast.AST) -> bool:
    """Whether one of the places is come to in every case in which what begins it was: they may be both branches."""
    ways = [way for each in places if (way := _branches(file, each, begun)) is not None]
    if any(not way for way in ways):
        return True
    only = {way[0] for way in ways if len(way) == 1}
    return any((each, not is_else) in only for each, is_else in only)


def _branches(file: SourceFile, place: ast.AST, begun: ast.AST) -> list[tuple[ast.If, bool]] | None:
    """The conditions that a place hangs on and what begins it does not, each with whether it is in the `else`; None
    where a loop or a handler comes in between. A condition whose other branch gives up is none."""
    around = set(file.ancestors(begun))
    found: list[tuple[ast.If, bool]] = []
    child = place
    for each in file.ancestors(place):
        if each in around:
            break
        if isinstance(each, (*LOOPS, ast.ExceptHandler)):
            return None
        if isinstance(each, ast.If) and not (child in each.body and _gives_up(each.orelse)):
            found.append((each, child in each.orelse))
        child = each
    return found


def _gives_up(block: list[ast.stmt]) -> bool:
    return bool(block) and isinstance(block[-1], ast.Return | ast.Raise)


def _are_removed(file: SourceFile, function: ast.AST, lists: set[str], begun: ast.AST) -> bool:
    """Whether a loop behind a node goes through one of the lists and removes each, and is always come to."""
    own = {each.call: each.path for each in operations(file) if each.does == "delete"}
    return any(
        isinstance(each, ast.For) and isinstance(each.target, ast.Name) and begin(each) > begin(begun)
        and _goes_through(each.iter, lists) and _branches(file, each, begun) == []
        and any(_is_named(path, each.target.id) and _is_in_each_turn(file, call, each) for call, path in own.items())
        for each in ast.walk(function)
    )  # fmt: skip


def _goes_through(value: ast.expr, lists: set[str]) -> bool:
    match value:
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name in _COPIES:
            return _goes_through(inner, lists)
    return isinstance(value, ast.Name) and value.id in lists


def _is_in_each_turn(file: SourceFile, call: ast.Call, loop: ast.For) -> bool:
    """Whether each turn of a loop comes to a call, or asks before only whether the file is there."""
    for each in file.ancestors(call):
        if each is loop:
            return True
        if isinstance(each, (*LOOPS, ast.ExceptHandler)) or (
            isinstance(each, ast.If) and not ASKS.search(ast.unparse(each.test))
        ):
            return False
    return False
