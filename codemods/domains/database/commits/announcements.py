"""Commits that let others see how far a row is while a long call runs, before what came of it is written."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from codemods.domains.database.outbound import leaves
from codemods.libraries.sqlalchemy import CURSOR_RUNS, WRITES_WITHOUT_ROW
from codemods.libraries.standard import SLEEPS
from codemods.model.names import called, last_name
from codemods.model.targets import words
from codemods.project.source_file import SourceFile, begin

_STATES = frozenset(
    ("status", "state", "phase", "stage", "step", "progress", "started", "running", "begun", "claimed", "locked",
     "heartbeat", "attempts", "tries", "pid", "worker", "connection", "thread")
)  # fmt: skip


def is_announced(
    file: SourceFile, before: Sequence[ast.AST], behind: Sequence[ast.AST], adds: Sequence[ast.Call], session: str
) -> bool:
    """Whether a commit only says of a row that was there how far it is, and a call that takes long comes next.

    `before` is what stands between it and the last commit, `adds` the calls of that which put rows into the session.
    """
    told = {name for each in before if (name := _row(each)) and _says_state(each)}
    given = {each.id for call in adds for arg in call.args for each in ast.walk(arg) if isinstance(each, ast.Name)}
    if not given or not given <= told or any(_makes(each, given) or _writes(each, session) for each in before):
        return False
    calls = [begin(each) for each in behind if isinstance(each, ast.Call) and _takes_long(file, each, session)]
    set_later = {_row(each) for each in behind if calls and begin(each) > min(calls)}
    return given <= set_later


def _row(node: ast.AST) -> str:
    """The name of the row that gets a field: `job.status = RUNNING`; or ''."""
    match node:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name))]):
            return name
        case ast.AugAssign(target=ast.Attribute(value=ast.Name(id=name))):
            return name
    return ""


def _says_state(node: ast.AST) -> bool:
    """Whether the field, or a key of what it gets, is called by a state: `job.info = dumps({"connection_id": ...})`."""
    inner = list(ast.walk(node))
    names = [each.attr for each in inner if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)]
    keys = [key for each in inner if isinstance(each, ast.Dict) for key in each.keys]
    names += [each.value for each in keys if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(not _STATES.isdisjoint(words(each)) for each in names)


def _makes(node: ast.AST, names: set[str]) -> bool:
    """Whether one of the rows is made there: `order = Order(...)`, which is no row that somebody follows yet."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=function))
        ):
            return name in names and last_name(function)[:1].isupper()
    return False


def _writes(node: ast.AST, session: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name)):
            return name in WRITES_WITHOUT_ROW and ast.unparse(value) == session
    return False


def _takes_long(file: SourceFile, call: ast.Call, session: str) -> bool:
    """Whether the call waits for others: outside of the process, on a connection of its own, or for time to pass."""
    match call.func:
        case ast.Attribute(value=value, attr=name) if name in CURSOR_RUNS:
            return ast.unparse(value).partition(".")[0] != session.partition(".")[0]
    return called(file, call) in SLEEPS or leaves(file, call)
