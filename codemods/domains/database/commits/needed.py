"""What a function has from a commit in its middle, besides that the rows are written: why no flush can stand there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from codemods.domains.database.outbound import acts
from codemods.libraries.sqlalchemy import ADDS
from codemods.libraries.standard import SLEEPS
from codemods.model.names import called, last_name
from codemods.project.source_file import SourceFile, begin, end

# What a row is known by: a flush gives it as a commit does.
_KEY = re.compile(r"_*(?:\w*_)?(?:id|pk|key|uuid|guid)$|.*[a-z]I[dD]$")
_ASKS = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Subscript, ast.If, ast.While, ast.IfExp, ast.For)
# What puts something into a collection of the row, whatever it holds.
_FILLS = ("append", "add", "extend", "insert", "remove", "discard", "update", "clear", "set")
_ROLLS = ("rollback", "abort", "close", "remove")


def need(file: SourceFile, commit: ast.Call, last: ast.Call, nodes: Sequence[ast.AST], session: str) -> str:
    """Why the commit has to be one, where the function commits once more at `last`; "" where nothing shows it.

    `nodes` are those of the function.
    """
    before = [each for each in nodes if begin(each) < begin(commit)]
    between = [each for each in sorted(nodes, key=begin) if end(commit) < begin(each) <= end(last)]
    rows = set(_rows(before, session))
    return (
        _kept_for_others(file, before, session)
        or _read_anew(file, between, rows)
        or _caught(file, commit, last, session)
        or _held(file, between)
    )


def _rows(before: Sequence[ast.AST], session: str) -> Iterator[str]:
    """The names of the rows that are written: put into the session, or given a field."""
    for each in before:
        match each:
            case ast.Call(func=ast.Attribute(attr=name, value=value), args=args) if (
                name in ADDS and ast.unparse(value) == session
            ):
                yield from (arg.id for arg in args if isinstance(arg, ast.Name))
            case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id=name), *_]):
                yield name
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()):
                yield name


def _kept_for_others(file: SourceFile, before: Sequence[ast.AST], session: str) -> str:
    """Whether the rows say what was done outside before them: that stays, and so must they."""
    told: dict[str, ast.Call] = {}
    for each in sorted((each for each in before if isinstance(each, ast.Assign | ast.AnnAssign)), key=begin):
        if each.value is None:
            continue
        inner = list(ast.walk(each.value))
        done = [one for one in inner if isinstance(one, ast.Call) and acts(file, one)]
        done += [told[one.id] for one in inner if isinstance(one, ast.Name) and one.id in told]
        if done:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            told |= {one.id: done[0] for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    for row in _rows(before, session):
        if row in told:
            call = told[row]
            return f"the row tells what {last_name(call.func)}() in line {call.lineno} has done, whatever fails behind"
    return ""


def _read_anew(file: SourceFile, between: Sequence[ast.AST], rows: set[str]) -> str:
    """Whether something is decided by a field as the database gives it back: of text a number, of a number another."""
    refreshed = {
        arg.id: begin(each)
        for each in between
        if isinstance(each, ast.Call) and last_name(each.func) in ("refresh", "expire", "expire_all")
        for arg in each.args
        if isinstance(arg, ast.Name)
    }
    set_since = {
        (each.value.id, each.attr)
        for each in between
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store) and isinstance(each.value, ast.Name)
    }
    for each in between:
        match each:
            case ast.Attribute(value=ast.Name(id=row), attr=field, ctx=ast.Load()) if (
                row in rows and not _KEY.match(field) and (row, field) not in set_since
            ):
                anew = row in refreshed and refreshed[row] < begin(each)
                if not anew and _decides(file, each):
                    return f"line {each.lineno} reads {row}.{field} as the database gives it back"
    return ""


def _decides(file: SourceFile, read: ast.Attribute) -> bool:
    """Whether something is asked of the value, or it is worked on; not: handed on, shown, or a method of the row."""
    parent = file.parents[read]
    if isinstance(parent, ast.Attribute):
        return parent.attr not in _FILLS
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is read
    return isinstance(parent, _ASKS)


def _caught(file: SourceFile, commit: ast.Call, last: ast.Call, session: str) -> str:
    """Whether what fails in between is caught, and nothing is rolled back: what was flushed would be anybody's."""
    for each in file.ancestors(commit):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            return ""
        if isinstance(each, ast.Try) and begin(last) < end(each.body[-1]):
            for handler in each.handlers:
                inner = list(ast.walk(handler))
                if not any(isinstance(one, ast.Raise) or _rolls(one) for one in inner):
                    return f"what fails in between is caught in line {handler.lineno}, and not rolled back"
    return ""


def _rolls(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in (*_ROLLS, "abort", "exit")


def _held(file: SourceFile, between: Sequence[ast.AST]) -> str:
    """Whether a transaction would stay open while the function waits, or hands out what it has so far."""
    for each in between:
        if isinstance(each, ast.Yield | ast.YieldFrom):
            return f"line {each.lineno} hands on what is done so far"
        if isinstance(each, ast.Call) and called(file, each) in SLEEPS:
            return f"line {each.lineno} waits, and would keep the rows locked"
    return ""
