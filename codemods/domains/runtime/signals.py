"""What a program does when it is told to stop: the handlers it gives to `signal.signal`, and the calls that end it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from codemods.libraries.loggers import TALK
from codemods.libraries.standard import DEFAULTS, EXITS, IGNORED, RAISED
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

Kind = Literal["exits", "ignores", "default", "other"]


@dataclass(frozen=True, slots=True)
class Handler:
    """One `signal.signal(…)`: the signals ("SIGTERM") and what becomes of them.

    exits: nothing but leave, at once (`exits` are those statements). ignores: nothing at all. default: what Python does
    anyway. other: something of its own. `tells`: the exit as it is written, where it gives its caller a status or a
    message other than success. `talks`: it says something before it leaves.
    """

    call: ast.Call
    signals: frozenset[str]
    kind: Kind
    function: ast.FunctionDef | ast.Lambda | None
    exits: tuple[ast.stmt, ...] = ()
    tells: str = ""
    talks: bool = False


@once
def signal_handlers(file: SourceFile) -> list[Handler]:
    """The handlers that a file installs, in the order of its lines."""
    if b"signal" not in file.spelled:
        return []
    calls = [each for each in file.nodes(ast.Call) if _is_signal(file, each)]
    return [_handler(file, each) for each in sorted(calls, key=lambda each: each.lineno)]


def ends_process(file: SourceFile, node: ast.AST) -> bool:
    """Whether a call or a raise ends this process (or its server) on the spot."""
    match node:
        case ast.Call():
            name = called(file, node)
            # With an answer for the client it is a slip for the framework's own, and raises TypeError.
            if name == "os.abort" and (node.args or node.keywords):
                return False
            return name in EXITS or (name == "os.kill" and bool(node.args) and _is_own(file, node.args[0]))
        case ast.Raise(exc=ast.expr() as error):
            return qualified(file, error) in RAISED
    return False


def ends_in_loop(file: SourceFile, node: ast.Call) -> bool:
    """Whether it is `loop.add_signal_handler(SIGTERM, sys.exit)`: an event loop that leaves at once."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "add_signal_handler" or len(node.args) < 2:
        return False
    given = node.args[1]
    ends = qualified(file, given) in EXITS or (isinstance(given, ast.Lambda) and ends_process(file, given.body))
    return ends and "SIGTERM" in _signals(file, node.args[0])


def installed_by(file: SourceFile, function: ast.AST) -> list[Handler]:
    """The handlers that are this function."""
    return [each for each in signal_handlers(file) if each.function is function]


def _is_own(file: SourceFile, pid: ast.expr) -> bool:
    return isinstance(pid, ast.Call) and called(file, pid) in ("os.getpid", "os.getppid")


def _is_signal(file: SourceFile, node: ast.Call) -> bool:
    last = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return last == "signal" and len(node.args) == 2 and called(file, node) == "signal.signal"


def _handler(file: SourceFile, call: ast.Call) -> Handler:
    signals = frozenset(_signals(file, call.args[0]))
    given = call.args[1]
    name = qualified(file, given)
    if name in IGNORED or name in DEFAULTS:
        return Handler(call, signals, "ignores" if name in IGNORED else "default", None)
    for thing in evaluate(file, given):
        if thing.kind == "function" and thing.file is file and isinstance(thing.node, ast.FunctionDef | ast.Lambda):
            kind, exits = _kind(file, thing.node)
            body = thing.node.body if isinstance(thing.node.body, list) else [ast.Expr(thing.node.body)]
            tells = next((ast.unparse(each) for each in body if kind == "exits" and _tells(file, each)), "")
            return Handler(call, signals, kind, thing.node, exits, tells, any(map(_says, body)))
    return Handler(call, signals, "exits" if name in EXITS else "other", None)


def _signals(file: SourceFile, node: ast.expr) -> Iterator[str]:
    """The names of the signals that an expression means, through the loop that it is the variable of."""
    name = qualified(file, node)
    if name.startswith(("signal.SIG", "signal.Signals.SIG")):
        yield name.rpartition(".")[2]
    elif isinstance(node, ast.Name):
        for binding in lookup(file, node, node.id):
            if isinstance(binding.node, ast.For) and isinstance(binding.node.iter, ast.Tuple | ast.List | ast.Set):
                for each in binding.node.iter.elts:
                    yield from _signals(file, each)


def _kind(file: SourceFile, function: ast.FunctionDef | ast.Lambda) -> tuple[Kind, tuple[ast.stmt, ...]]:
    if isinstance(function, ast.Lambda):
        body = function.body
        if isinstance(body, ast.Constant):
            return "ignores", ()
        return ("exits", ()) if ends_process(file, body) else ("other", ())
    rest = [each for each in function.body if not _talks(each)]
    exits = tuple(each for each in rest if _is_exit(file, each))
    if not rest:
        return "ignores", ()
    return ("exits", exits) if len(exits) == len(rest) else ("other", ())


def _is_exit(file: SourceFile, statement: ast.stmt) -> bool:
    return ends_process(file, statement.value if isinstance(statement, ast.Expr) else statement)


def _tells(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether a statement that ends the process gives a status other than success, or what cannot be known."""
    match statement:
        case ast.Expr(value=ast.Call(args=[status]) as call) if ends_process(file, call):
            return not _is_success(file, status) or called(file, call) == "os.kill"
        case ast.Expr(value=ast.Call() as call):
            return ends_process(file, call) and (bool(call.args) or called(file, call) == "os.abort")
        case ast.Raise(exc=ast.Call(args=[status]) as error):
            return not _is_success(file, status) or qualified(file, error) != "builtins.SystemExit"
        case ast.Raise(exc=ast.expr() as error):
            return qualified(file, error) != "builtins.SystemExit"
    return False


def _is_success(file: SourceFile, status: ast.expr) -> bool:
    zero = isinstance(status, ast.Constant) and (status.value is None or status.value == 0)
    return zero or qualified(file, status) == "os.EX_OK"


def _says(statement: ast.stmt) -> bool:
    """Whether a statement is a line for a log or a terminal."""
    return _talks(statement) and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)


def _talks(statement: ast.stmt) -> bool:
    """Whether a statement does nothing, or only says something: a docstring, `pass`, a log line, `global`."""
    match statement:
        case ast.Pass() | ast.Global() | ast.Expr(value=ast.Constant()) | ast.Return(value=None):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name))):
            return name in TALK
    return False
