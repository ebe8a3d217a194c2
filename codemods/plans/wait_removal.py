"""Loops that wait for something at start, and whether nothing but the waiting would go with them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from codemods.domains.runtime.startup import at_start, read_elsewhere
from codemods.libraries import drivers
from codemods.libraries.standard import SLEEPS
from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers, references
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.model.parsable import mentioning
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site

# What asks whether a server is there, and what a person reads meanwhile.
_PROBES = re.compile(
    r"(^|\.)(connect|connect_ex|raw_connection|create_connection|close|dispose|ping|begin|text|socket|getaddrinfo"
    r"|settimeout|sleep|print|range|str|int|float|format|time|monotonic|perf_counter|exit|_exit"
    r"|(?:log(?:ger|ging)?|app\.logger)\.\w+|getLogger|is_connected|server_info)$"
)
# `client.connect()` of an object that goes on living is no probe.
_OPENS = re.compile(
    rf"^({'|'.join(map(re.escape, drivers.ASKED))})\.connect$"
    r"|^(flask_)?sqlalchemy\.|^socket\.|(^|[._])engine\.(connect|begin|raw_connection)$"
)
_SELECT = re.compile(r"\s*(select\s+1\b|select\s+version\(\))", re.IGNORECASE)
_ASKS = frozenset(
    ("connect", "connect_ex", "raw_connection", "create_connection", "ping", "begin", "execute", "getaddrinfo",
     "is_connected", "server_info")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wait:
    """What would go with a wait: the sites of its statements, of its function and of the calls of that."""

    sites: tuple[Site, ...]


def loop_around(file: SourceFile, node: ast.AST) -> ast.While | ast.For | None:
    """The innermost loop of the same function that the node stands in."""
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            return None
        if isinstance(each, ast.While | ast.For):
            return each
    return None


def waits(file: SourceFile, loop: ast.While | ast.For) -> bool:
    """Whether the loop asks again and again until something answers: it catches an error, or tests a result."""
    inside = list(ast.walk(loop))
    return any(isinstance(each, ast.Try) for each in inside) or (
        isinstance(loop, ast.While) and any(isinstance(each, ast.Call) for each in ast.walk(loop.test))
    )


def waits_for(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is asked again and again, with a sleep between."""
    loop = loop_around(file, node)
    return loop is not None and any(
        isinstance(each, ast.Call) and called(file, each) in SLEEPS for each in ast.walk(loop)
    )


def removable(file: SourceFile, loop: ast.While | ast.For) -> Wait | None:
    """How to take the wait out, None where the loop does more than wait or where its function is used otherwise."""
    code = code_at(file, loop)
    if not _only_probes(file, loop):
        return None
    if not isinstance(code.node, ast.FunctionDef):
        if read_elsewhere(file, [loop]) or not (isinstance(code.node, ast.Module | ast.If)):
            return None
        return Wait(removal(file, [loop], [], [])) if _leaves_something(file, loop) else None
    function = code.node
    if function.decorator_list or not all(_idle(file, each, loop) for each in function.body):
        return None
    calls = _starting_calls(code)
    if calls is None:
        return None
    sites: list[Site] = []
    gone: dict[str, list[ast.stmt]] = {file.path: [function]}
    files = {file.path: file}
    for other, statement in calls:
        if not _leaves_something(other, statement):
            return None
        files[other.path] = other
        gone.setdefault(other.path, []).append(statement)
    for path, statements in gone.items():
        sites += removal(files[path], statements, [], [])
    return Wait(tuple(sites))


def _starting_calls(code: Code) -> list[tuple[SourceFile, ast.stmt]] | None:
    """The statements that call the function, all at start; None where something else uses it."""
    name = code.node.name  # type: ignore[attr-defined]
    edges = callers(code)
    if not edges or any(each.kind != "call" or not isinstance(each.node, ast.Call) for each in edges):
        return None
    called_by = {id(each.node.func) for each in edges if isinstance(each.node, ast.Call)}
    project = code.file.project
    if any(project.is_test(each.path) for each in project.mentioning(name.encode())):
        return None
    for file in mentioning(project, name):
        if any(id(each) not in called_by for each in references(file).get(name, ())):
            return None
    found: list[tuple[SourceFile, ast.stmt]] = []
    for edge in edges:
        file = edge.caller.file
        statement = file.statement(edge.node)
        if not isinstance(statement, ast.Expr) or statement.value is not edge.node or not at_start(file, edge.node):
            return None
        found.append((file, statement))
    return found


def _leaves_something(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether the block that the statement stands in has others, or is the file itself."""
    return isinstance(file.parents[statement], ast.Module) or len(file.block(statement)) > 1


def _only_probes(file: SourceFile, statement: ast.AST) -> bool:
    asked = False
    for node in ast.walk(statement):
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.Delete | ast.Global):
            return False
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load | ast.Del):
            continue
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            return False
        if isinstance(node, ast.Call):
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            names = (called(file, node), ast.unparse(node.func))
            if method == "execute" and not _is_question(node):
                return False
            if method != "execute" and not any(map(_PROBES.search, names)):
                return False
            if method.endswith("connect") and not any(map(_OPENS.search, names)):
                return False
            asked = asked or (method or names[1]) in _ASKS
    return asked


def _is_question(call: ast.Call) -> bool:
    strings = [each.value for each in ast.walk(call) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return len(strings) == 1 and _SELECT.match(strings[0]) is not None


def _idle(file: SourceFile, statement: ast.stmt, loop: ast.stmt) -> bool:
    """What a function that only waits may hold beside its loop: its docstring, counters, lines of output."""
    if statement is loop:
        return True
    match statement:
        case ast.Expr(value=ast.Constant()) | ast.Pass() | ast.Return(value=None):
            return True
        case ast.Return(value=ast.Constant()) | ast.Raise():
            return True
        case ast.Assign(targets=[ast.Name()], value=value):
            return not any(isinstance(each, ast.Call) for each in ast.walk(value)) or _harmless(file, value)
        case ast.Expr(value=ast.Call() as call):
            return _harmless(file, call)
    return False


def _harmless(file: SourceFile, value: ast.expr) -> bool:
    return all(
        _PROBES.search(called(file, each) or ast.unparse(each.func))
        for each in ast.walk(value)
        if isinstance(each, ast.Call)
    )
