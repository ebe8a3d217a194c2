"""Calls that serve from within the program: `app.run()`, `socketio.run(app)`, `WSGIServer(…).serve_forever()`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.runtime.server_calls import server_parts
from codemods.libraries.frameworks.web import IN_STARTER
from codemods.libraries.server_options import CALLS, DEVELOPING, IN_PROCESS, NAMED_SERVERS, OTHER_RUNS, OWN_SERVER
from codemods.libraries.standard import PREPARES
from codemods.model.call_graph import main_guard
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.unreadable import Unreadable

_APPLICATION = re.compile(r"(^|_)(app|application|server|socketio|sio)\d?$")

# What a switch is compared with where it is off.
_OFF = frozenset(("", "0", "false", "none", "no", "off", "n", "f"))
_DEPTH = Limit(2, "the start of a server")


def development_servers(file: SourceFile) -> Iterator[ast.Call]:
    """The calls in a file that start a server of their own and do not come back."""
    if not (b"run" in file.spelled or b"serve_forever" in file.spelled) or not IN_STARTER.search(file.spelled):
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and is_development_server(file, node):
            yield node


def is_development_server(file: SourceFile, node: ast.Call) -> bool:
    """Whether the call is one of them: by the type of what it is called on, else by its name."""
    match node.func:
        case ast.Attribute(attr="serve_forever"):
            return IN_PROCESS.search(file.spelled) is not None
        case ast.Attribute(attr="run" | "run_server", value=base):
            name = called(file, node)
            last = base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
        case ast.Name():
            return (name := called(file, node)) in CALLS and DEVELOPING.match(name) is not None
        case _:
            return False
    if OTHER_RUNS.match(name):
        return False
    return DEVELOPING.match(name) is not None or (
        _APPLICATION.search(last) is not None and bool(IN_STARTER.search(file.spelled))
    )


def is_gevent(file: SourceFile, node: ast.Call) -> bool:
    """Whether the call starts gevent's server, or another one that it names, which production may use."""
    if any(each.arg == "server" and _names_server(each.value) for each in node.keywords):
        return True
    return isinstance(node.func, ast.Attribute) and node.func.attr == "serve_forever" and b"gevent" in file.spelled


def _names_server(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in NAMED_SERVERS


def is_switched(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands in a branch that a switch for debugging opens."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and "debug" in ast.unparse(each.test).lower():
            on = each.orelse if _is_negative(each.test) else each.body
            if child in on:
                return True
        child = each
    return False


def is_beside_another(file: SourceFile, node: ast.AST) -> bool:
    """Whether a switch for debugging opens a node's branch, and the file has another server for where it is off."""
    return is_switched(file, node) and OWN_SERVER.search(file.spelled) is not None


def is_set_above(file: SourceFile, node: ast.Call) -> bool:
    """Whether the application's debug mode is set in a statement above the call too: `app.debug = True`."""
    if not isinstance(node.func, ast.Attribute):
        return False
    target = f"{ast.unparse(node.func.value)}.debug"
    here = file.function(node)
    return any(
        begin(each) < begin(node) and file.function(each) is here and target in map(ast.unparse, each.targets)
        for each in file.nodes(ast.Assign)
    )


def _is_negative(test: ast.expr) -> bool:
    """Whether a test asks if the switch is off: `not debug`, `DEBUG == "False"`, `DEBUG != "1"`."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=[operator], comparators=[ast.Constant(value=value)]):
            off = value is None or str(value).lower() in _OFF
            return off if isinstance(operator, ast.Eq | ast.Is) else not off
    return False


def at_import(file: SourceFile, node: ast.Call) -> ast.stmt | None:
    """The module's own statement that starts the server when it is imported: the call, or one of its function."""
    guard = main_guard(file)
    function = file.function(node)
    for each in file.tree.body:
        if each is guard or isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for inner in ast.walk(each):
            if inner is node and function is None:
                return each
            match inner:
                case ast.Call(func=ast.Name(id=name)) if isinstance(function, ast.FunctionDef):
                    found = lookup(file, inner, name)
                    if len(found) == 1 and found[0].node is function and file.function(inner) is None:
                        return each
    return None


def only_serves(file: SourceFile) -> bool:
    """Whether the file's main guard does nothing but serve: a server that imports the file misses nothing.

    Without a guard, whether the statement that starts the server could have one. Raises Unreadable.
    """
    guard = main_guard(file)
    if guard is None:
        started = [at_import(file, each) for each in development_servers(file)]
        return len(started) == 1 and isinstance(started[0], ast.Expr) and _serves(file, started[0])
    return guard is not None and not guard.orelse and all(_serves(file, each) for each in guard.body)


def _serves(file: SourceFile, statement: ast.stmt, depth: int = 0) -> bool:
    """Whether a statement starts the server, or only prepares its host, port and the like."""
    match statement:
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return True
        case ast.Expr(value=ast.Call() as call):
            if is_development_server(file, call):
                return not any(each.arg in ("ssl_context", "processes", "request_handler") for each in call.keywords)
            return called(file, call) == "builtins.print" or _runs(file, call, depth)
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            calls = [each for each in ast.walk(value) if isinstance(each, ast.Call)]
            return all(called(file, each) in PREPARES for each in calls)
        case ast.If(body=body, orelse=orelse):
            return all(_serves(file, each, depth) for each in (*body, *orelse))
    return False


def _runs(file: SourceFile, call: ast.Call, depth: int) -> bool:
    """Whether the call is one of a function of this file that only serves."""
    if not isinstance(call.func, ast.Name) or call.args or call.keywords:
        return False
    found = lookup(file, call, call.func.id)
    if _DEPTH.is_passed(file, depth + 1):
        return False
    return len(found) == 1 and isinstance(found[0].node, ast.FunctionDef) and all(
        _serves(file, each, depth + 1) for each in found[0].node.body
    )  # fmt: skip


def port(file: SourceFile) -> str:
    """The port that the file's development server listens on, as far as the code says so; "" for an unknown one."""
    try:
        for node in development_servers(file):
            given = dict(server_parts(file, node)).get("port")
            if given is None:
                return "5000"
            if isinstance(given, ast.Name) and len(found := lookup(file, given, given.id)) == 1:
                given = found[0].value
            if isinstance(given, ast.Call) and len(given.args) == 1:
                given = given.args[0]
            match given:
                case ast.Call(args=[ast.Constant(value="PORT"), ast.Constant(value=default)]):
                    return str(default)
            return str(given.value) if isinstance(given, ast.Constant) and isinstance(given.value, int) else ""
    except Unreadable:
        pass
    return ""
