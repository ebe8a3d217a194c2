"""Transactions as a function writes them: the commits of one session, and what stands between two of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.database.commits.announcements import is_announced
from codemods.domains.database.commits.needed import need
from codemods.domains.database.outbound import leaves
from codemods.libraries.sqlalchemy import ADDS
from codemods.libraries.workers import HANDING_ON
from codemods.model.call_graph import Code, body, code_at, edges_at, reaches
from codemods.model.names import last_name
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.kept import fact

_OWN_SESSION = re.compile(r"(\w*[sS]ession(maker)?|connect|commit|rollback)$")
_LEAVES = ("abort", "exit")
# A function with more commits fills a database row by row: no unit of work has so many parts.
MOST = 40


@dataclass(frozen=True, slots=True)
class Halves:
    """A commit in the middle of one unit of work. `reason`: why it can't just become a flush, "" where it can."""

    first: ast.Call
    session: str
    reason: str


def halves(file: SourceFile, commit: ast.Call) -> Halves | None:
    """What a commit cuts in two: rows that were added before it, and rows that are added for them behind it.

    The second commit must follow on every way that goes on from the first. None where the two belong to no one unit. A
    call that leaves the process parts units: what is done outside is not undone with the rows, so that they have to be
    there before it, and what came of it is written behind it.
    """
    code = code_at(file, commit)
    if not isinstance(code.node, ast.FunctionDef) or not isinstance(commit.func, ast.Attribute):
        return None
    session = ast.unparse(commit.func.value)
    commits = _commits(file, code).get(session, [])
    if len(commits) > MOST:
        return None
    ends = [each for each in commits if _leads_to(file, commit, each)]
    if not ends:
        return None
    nodes = body(code)
    own = _handlers_around(file, commit)
    between = [each for each in nodes if end(commit) < begin(each) <= begin(ends[-1]) and not _inside(file, each, own)]
    known = _known(nodes, commit, session)
    last = max((end(each) for each in commits if begin(each) < begin(commit)), default=(0, 0))
    before = [each for each in nodes if last < begin(each) < begin(commit)]
    adds = [each for each in before if isinstance(each, ast.Call) and _adds(each, session)]
    if is_announced(file, before, between, adds, session):
        return None
    out = _way_out(file, between)
    if out is None:
        return _needed(file, _cut(file, code, commit, between, known), ends[-1], nodes)
    near = [each for each in between if begin(each) < begin(out)]
    last = max((end(each) for each in near if each in ends), default=(0, 0))
    near = [each for each in near if begin(each) <= last]
    if near and (found := _cut(file, code, commit, near, known)):
        return _needed(file, found, ends[-1], nodes)
    behind = [each for each in between if not _names(each) & _results(file, between, out)]
    if not _belongs(behind, known, session):
        return None
    name = ast.unparse(out.func).rpartition(".")[2]
    if leaves(file, out):
        reason = f"{name}() in line {out.lineno} cannot be rolled back: write before it all that is known then"
        return Halves(commit, session, reason)
    return Halves(commit, session, _reason(file, code, between, session))


def _cut(file: SourceFile, code: Code, commit: ast.Call, between: list[ast.AST], known: set[str]) -> Halves | None:
    assert isinstance(commit.func, ast.Attribute)
    session = ast.unparse(commit.func.value)
    return Halves(commit, session, _reason(file, code, between, session)) if _belongs(between, known, session) else None


def _needed(file: SourceFile, found: Halves | None, last: ast.Call, nodes: list[ast.AST]) -> Halves | None:
    """The same, with what else the function has from the commit, where nothing else speaks for it."""
    if found is None or found.reason:
        return found
    return Halves(found.first, found.session, need(file, found.first, last, nodes, found.session))


def _known(nodes: list[ast.AST], commit: ast.Call, session: str) -> set[str]:
    """The names of the rows that were added before a commit, and of what is taken from them behind it."""
    added = {
        name.id
        for each in nodes
        if _adds(each, session) and begin(each) < begin(commit)
        for name in ast.walk(each)
        if isinstance(name, ast.Name)
    } - {session.partition(".")[0]}
    return added | {
        target.id
        for each in nodes
        if isinstance(each, ast.Assign) and _names(each.value) & added and begin(each) > begin(commit)
        for target in each.targets
        if isinstance(target, ast.Name)
    }


def _belongs(between: list[ast.AST], known: set[str], session: str) -> bool:
    """Whether a row is added for one that is known."""
    return any(_adds(each, session) and _names(each) & (known | _named_for(between, known)) for each in between)


def _way_out(file: SourceFile, between: list[ast.AST]) -> ast.Call | None:
    """The first call that leaves the process, or tells others to look."""
    calls = sorted((each for each in between if isinstance(each, ast.Call)), key=begin)
    return next((each for each in calls if _hands_on(each) or leaves(file, each)), None)


def _hands_on(call: ast.Call) -> bool:
    return HANDING_ON.fullmatch(last_name(call.func)) is not None


def _results(file: SourceFile, between: list[ast.AST], out: ast.Call) -> set[str]:
    """The names of what a call gave, and of what is made of that."""
    names: set[str] = set()
    for each in sorted((each for each in between if isinstance(each, ast.Assign)), key=begin):
        if out in ast.walk(each) or _names(each.value) & names:
            names |= {name for target in each.targets for name in _names(target)}
    return names


@fact
def _commits(file: SourceFile, code: Code) -> dict[str, list[ast.Call]]:
    """The commits in a function, in their order, by their session."""
    found: dict[str, list[ast.Call]] = {}
    for each in sorted((each for each in body(code) if isinstance(each, ast.Call)), key=begin):
        if is_commit(each):
            found.setdefault(ast.unparse(each.func.value), []).append(each)  # type: ignore[attr-defined]
    return found


def is_commit(node: ast.Call) -> bool:
    """Whether a call is `….commit()`."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "commit" and not node.args and not node.keywords


def _leads_to(file: SourceFile, first: ast.Call, second: ast.Call) -> bool:
    """Whether the second stands behind the first and nothing chooses between them: no branch, no loop, no handler."""
    if begin(second) <= begin(first):
        return False
    behind = _straight(file, second)
    places = (
        (index, position) for block, index in _straight(file, first) for other, position in behind if other is block
    )
    index, position = next(places, (0, 0))
    return position > index


def _straight(file: SourceFile, call: ast.Call) -> list[tuple[list[ast.stmt], int]]:
    """The blocks around a call, each with the place of the statement that leads to it, as far as they just run."""
    statement: ast.stmt = file.statement(call)
    found = []
    while True:
        block = file.block(statement)
        found.append((block, block.index(statement)))
        parent = file.parents[statement]
        if isinstance(parent, ast.With) or (isinstance(parent, ast.Try) and block is parent.body):
            statement = parent
        else:
            return found


def _handlers_around(file: SourceFile, commit: ast.Call) -> list[ast.ExceptHandler]:
    """The handlers for what the commit itself raises."""
    return [handler for each in file.ancestors(commit) if isinstance(each, ast.Try) for handler in each.handlers]


def _inside(file: SourceFile, node: ast.AST, outer: list[ast.ExceptHandler]) -> bool:
    return node in outer or any(each in outer for each in file.ancestors(node))


def _adds(node: ast.AST, session: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=value)) if name in ADDS:
            return ast.unparse(value) == session
    return False


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _named_for(between: list[ast.AST], known: set[str]) -> set[str]:
    """The names of objects that are made of what is known: `line = Line(order_id=order.id)`."""
    return {
        target.id
        for each in between
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call) and _names(each.value) & known
        for target in each.targets
        if isinstance(target, ast.Name)
    }


def _reason(file: SourceFile, code: Code, between: list[ast.AST], session: str) -> str:
    for node in between:
        if isinstance(node, ast.Call):
            name = last_name(node.func)
            if _hands_on(node):
                return f"{name}() may tell others to look for what is not committed yet"
            if any(_opens(edge.callee) for edge in edges_at(file, node)):
                return f"{name}() works with the database by itself"
        if _leaves(node) and not _settled(file, node, session):
            return f"line {node.lineno} leaves with the first half alone"  # type: ignore[attr-defined]
        if isinstance(node, ast.ExceptHandler) and _goes_on(node, session):
            return "what fails in between is rolled back, and the function goes on"
    return ""


def _opens(code: Code) -> bool:
    def own(file: SourceFile, node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return _OWN_SESSION.match(name) is not None
        return False

    return reaches(code, own) is not None


def _leaves(node: ast.AST) -> bool:
    match node:
        case ast.Return() | ast.Raise():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _LEAVES
    return False


def _settled(file: SourceFile, node: ast.AST, session: str) -> bool:
    """Whether a commit or a rollback stands before it in the same block."""
    statement = file.statement(node)
    block = file.block(statement)
    return any(_settles(each, session) for each in block[: block.index(statement)])


def _settles(statement: ast.stmt, session: str) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement.value) in (
        f"{session}.commit()", f"{session}.rollback()",
    )  # fmt: skip


def _goes_on(handler: ast.ExceptHandler, session: str) -> bool:
    rolled = any(ast.unparse(each.value) == f"{session}.rollback()" for each in _expressions(handler))
    return rolled and not any(_leaves(each) for each in ast.walk(handler))


def _expressions(handler: ast.ExceptHandler) -> Iterator[ast.Expr]:
    return (each for each in handler.body if isinstance(each, ast.Expr))
