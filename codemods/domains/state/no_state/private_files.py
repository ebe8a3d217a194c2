"""Files that one function makes and uses, and that nobody else asks for: under a name that it makes up, or at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import outermost
from codemods.libraries.files import JOINS, SPELLS
from codemods.libraries.frameworks.web import ANSWERS_WITH_FILE
from codemods.libraries.standard import UNGUESSABLE
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.project.source_file import SourceFile, begin

_TEXT = (ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Call, ast.Attribute, ast.Subscript, ast.keyword)
_STATIC = re.compile(r"(^|/)(static|media|public|assets|uploads?)(/|$)")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


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
        and not any(_leaves(file, each, {id(one.path) for one in group}, names) for each in ast.walk(function))
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


def _leaves(file: SourceFile, node: ast.AST, paths: set[int], names: frozenset[str]) -> bool:
    """Whether a name goes anywhere but into these paths, by their ids, and into another of the names."""
    if not isinstance(node, ast.Name) or node.id not in names or isinstance(node.ctx, ast.Store):
        return False
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


def is_read_at_once(group: Sequence[Operation]) -> bool:
    """Whether one function does all: it writes a file anew, then reads it or answers with it, and nobody else looks."""
    file, function = group[0].file, group[0].file.function(group[0].call)
    if function is None or any(each.file.function(each.call) is not function for each in group):
        return False
    writes = [each for each in group if each.does == "write"]
    if any(appends(each) or _STATIC.search(each.key.begin) for each in writes):
        return False
    answers = _answers(file, function)
    names = _own_names(file, function, group)
    used = {id(path) for _, path in answers} | {id(each.path) for each in group}
    if any(_leaves(file, each, used, names) for each in ast.walk(function)):
        return False
    first = min(begin(each.call) for each in writes)
    reads = [(each.call, each.path) for each in group if each.does in ("read", "serve")]
    if any(begin(each.call) <= first for each in group if each.does in ("read", "serve", "ask", "list")):
        return False
    return all(
        any(
            _same(path, write.path)
            and begin(node) >= (write.call.end_lineno or 0, write.call.end_col_offset or 0)
            and _branches(file, write.call) <= _branches(file, node)
            for node, path in (*reads, *answers)
        )
        for write in writes
    )


def _own_names(file: SourceFile, function: ast.AST, group: Sequence[Operation]) -> frozenset[str]:
    """The names that the function gives a value and makes the paths of."""
    given = {
        target.id: each.value
        for each in ast.walk(function) if isinstance(each, ast.Assign)
        for target in each.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    found: set[str] = set()
    pending: list[ast.AST] = [each.path for each in group]
    for path in pending:
        new = {
            each.id for each in ast.walk(path)
            if isinstance(each, ast.Name) and each.id in given and not isinstance(file.parents.get(each), ast.Attribute)
        } - found  # fmt: skip
        found |= new
        pending += [given[name] for name in sorted(new) if _is_spelled(file, given[name])]
    return frozenset(found)


def _is_spelled(file: SourceFile, value: ast.expr) -> bool:
    """Whether a value is put together of others, by no call that does more than that."""
    return all(_spells(file, each) for each in ast.walk(value) if isinstance(each, ast.Call))


def _answers(file: SourceFile, function: ast.AST) -> list[tuple[ast.Call, ast.expr]]:
    """The calls of the function that send a file to the client, each with what it is given."""
    return [
        (each, value)
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and ANSWERS_WITH_FILE.search(called(file, each) or ast.unparse(each.func))
        for value in (*each.args, *(keyword.value for keyword in each.keywords))
    ]


def _same(read: ast.expr, written: ast.expr) -> bool:
    """Whether one path is the other, or is made of it: `f"{name}.zip"` of `name`."""
    return any(ast.dump(each) == ast.dump(written) for each in ast.walk(read)) and not isinstance(written, ast.Constant)


def _branches(file: SourceFile, node: ast.AST) -> set[tuple[int, str]]:
    """The branches and loops of its function that the node stands in."""
    found: set[tuple[int, str]] = set()
    child = node
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            break
        if isinstance(each, ast.If):
            found.add((id(each), "else" if child in each.orelse else "body"))
        elif isinstance(each, (*_LOOPS, ast.ExceptHandler)):
            found.add((id(each), "body"))
        child = each
    return found


def appends(write: Operation) -> bool:
    """Whether a write adds to what is there."""
    return write.mode is not None and ("a" in write.mode or "+" in write.mode)
