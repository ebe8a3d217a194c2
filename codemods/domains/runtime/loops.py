"""Loops that have no end of their own: what they wait in, and whether anything can leave them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.runtime.signals import ends_process
from codemods.libraries.clients import ASKS, FOR_A_READER, HTTPX, LOOKS, METHODS, SOCKETS, TIMEOUT_AT
from codemods.libraries.loggers import TALK
from codemods.libraries.standard import CLOCKS, ENDLESS, IDLES, INTERRUPTS
from codemods.libraries.workers import (
    BARE,
    BLOCKING,
    CALLED_CONSUMERS,
    CALLING_BACK,
    CONSUMER,
    MIXINS,
    PULLED,
    QUEUES,
    RECEIVER,
    SUBSCRIBED,
)
from codemods.model.call_graph import body, callees, code_at
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called, last_name, qualified
from codemods.model.strings import is_none, keyword
from codemods.model.types import ancestry, evaluate
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts

_SESSION = re.compile(r"(?i)(session|client|http|requests?)$")
# What programs that send load are called.
_LOAD = frozenset((
    "bench", "benchmark", "benchmarks", "loadgen", "loadgenerator", "loadtest", "loadtests", "stresstest", "locustfile",
))  # fmt: skip
_LOAD_IN_TWO = ({"load", "generator"}, {"load", "test"}, {"stress", "test"}, {"traffic", "generator"})
_MESSAGES = re.compile(r"queue|messages|subscription|\bsub\b|iterator")


def is_endless(file: SourceFile, loop: ast.While) -> bool:
    """Whether it is `while True` and nothing inside leaves it but the interrupt of a person's keyboard."""
    if not isinstance(loop.test, ast.Constant) or not loop.test.value or loop.orelse:
        return False
    return not any(_leaves(file, loop, each) for each in within(loop))


def within(loop: ast.While) -> Iterator[ast.AST]:
    """The nodes of a loop's body, without those of functions and classes that are defined in it."""
    stack: list[ast.AST] = list(loop.body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(node))


def sleeps(file: SourceFile, loop: ast.While) -> list[ast.Call]:
    """The `time.sleep(…)` calls of a loop, each a statement of its own."""
    return [
        each.value
        for each in within(loop)
        if isinstance(each, ast.Expr)
        and isinstance(each.value, ast.Call)
        and called(file, each.value) == "time.sleep"
        and len(each.value.args) == 1
        and not each.value.keywords
    ]


def blocking(file: SourceFile, loop: ast.While) -> str:
    """The name of a call in the loop, or in what it calls, that may wait for ever; "" where none is known."""
    return next((name for home, each in _carried_out(file, loop) if (name := _blocks(home, each))), "")


def asks_without_end(file: SourceFile, loop: ast.While) -> bool:
    """Whether the loop, or what it calls, waits for another side's answer that may never come."""
    return any(isinstance(each, ast.Call) and _asks(home, each) for home, each in _carried_out(file, loop))


def only_prints(file: SourceFile, loop: ast.While) -> bool:
    """Whether all that comes of a round is what a person reads at the terminal: nothing is cut off by a stop."""
    calls = [(home, each) for home, each in _carried_out(file, loop) if isinstance(each, ast.Call)]
    names = [(called(*each), last_name(each[1].func), _is_own(*each)) for each in calls]
    return any(full == "builtins.print" for full, _, _ in names) and all(
        own or FOR_A_READER.match(full) or (full.partition(".")[0] != "builtins" and last in LOOKS)
        for full, last, own in names
    )


def only_measures(file: SourceFile, loop: ast.While) -> bool:
    """Whether a round only takes a time and says what it took, or sends load in a program that is called after that:
    nothing is cut off by a stop.
    """
    calls = [(home, each) for home, each in _carried_out(file, loop) if isinstance(each, ast.Call)]
    names = [(called(*each), last_name(each[1].func), _is_own(*each)) for each in calls]
    sends = _is_of_load(file.path)
    if not any(CLOCKS.match(full) or (sends and last in METHODS) for full, last, _ in names):
        return False
    return all(
        own or FOR_A_READER.match(full) or IDLES.match(full) or last in TALK or (sends and last in METHODS)
        or (full.partition(".")[0] != "builtins" and last in LOOKS)
        for full, last, own in names
    )  # fmt: skip


def _is_of_load(path: str) -> bool:
    said = {word for each in path.removesuffix(".py").split("/") for word in parts(each)}
    return not said.isdisjoint(_LOAD) or any(each <= said for each in _LOAD_IN_TWO)


def waits_inside(file: SourceFile, loop: ast.While) -> bool:
    """Whether a loop in it, or in what it calls, goes round until something comes true, and hears no event meanwhile.

    Its sleeps as waits on an event that is set would be no pauses; and it would not end where SIGTERM ends it today.
    """
    own = {*within(loop)}
    inner = ((home, each) for home, each in _carried_out(file, loop) if isinstance(each, ast.While))
    return any(
        sleeps(home, each) or (each in own and isinstance(each.test, ast.Constant) and each.test.value)
        for home, each in inner
    )


def handles_inside(file: SourceFile, loop: ast.While) -> bool:
    """Whether a `for` in it, or in what it calls, goes through messages while they come: the loop itself comes round
    only when there are none, too late to look at an event.
    """
    return any(
        isinstance(each, ast.For) and (goes_on(home, each) or CALLED_CONSUMERS.search(last_name(each.iter)) is not None)
        for home, each in _carried_out(file, loop)
    )


def _carried_out(file: SourceFile, loop: ast.While) -> list[tuple[SourceFile, ast.AST]]:
    """The nodes of a loop's body and of all that it calls, each with its file."""
    nodes: list[tuple[SourceFile, ast.AST]] = [(file, each) for each in within(loop)]
    inside = {each for _, each in nodes}
    pending = [each.callee for each in callees(code_at(file, loop)) if each.node in inside]
    for code in pending:
        nodes += [(code.file, each) for each in body(code)]
        pending += [each.callee for each in callees(code) if each.callee not in pending]
    return nodes


def _is_own(file: SourceFile, node: ast.Call) -> bool:
    """Whether a function of the project is called, whose own calls count."""
    return any(each.kind == "function" for each in evaluate(file, node.func))


def _asks(file: SourceFile, node: ast.Call) -> bool:
    name = called(file, node)
    method = last_name(node.func)
    limit = keyword(node, "timeout")
    if SOCKETS.match(name):
        return limit is None and b"timeout(" not in file.spelled
    if HTTPX.match(name):
        return is_none(limit.value) if limit is not None else b"timeout=None" in file.spelled
    if not ASKS.match(name) and not (not name and method in METHODS and _is_session(node)):
        return False
    if limit is not None:
        return is_none(limit.value)
    return len(node.args) <= TIMEOUT_AT.get(method, len(node.args))


def _is_session(node: ast.Call) -> bool:
    """Whether the name of what is asked says that it is a client of HTTP, which nobody can know: a parameter."""
    return isinstance(node.func, ast.Attribute) and _SESSION.search(last_name(node.func.value)) is not None


def consumed(file: SourceFile, node: ast.For | ast.AsyncFor | ast.Expr) -> str:
    """What a statement goes through that has no end of its own: the messages of a broker; "" for anything else."""
    match node:
        case ast.AsyncFor(iter=given) if QUEUES.search(file.spelled) and _MESSAGES.search(_gone_through(file, given)):
            return "the loop over a queue's messages"
        case ast.For(iter=given) | ast.AsyncFor(iter=given) if RECEIVER.search(qualified(file, given)):
            return "the loop over a receiver's messages"
        case ast.For(iter=given) | ast.AsyncFor(iter=given) if _is_listening(given) and b"pubsub" in file.spelled:
            return "listen()"
        case ast.For(iter=ast.Call(func=ast.Attribute(attr="consume"))) if b"pika" in file.spelled:
            return "consume()"
        case ast.For(iter=given) | ast.AsyncFor(iter=given) if CONSUMER.search(qualified(file, given)):
            return "the loop over a consumer's messages"
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="run", value=runner))) if _is_mixed_in(file, runner):
            return "run()"
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if (
            pattern := CALLING_BACK.get(name)
        ) and pattern.search(file.spelled):
            return f"{name}()"
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="result")) as call) if PULLED.search(called(file, call)):
            return "the subscription"
        case ast.Expr(value=(ast.Call() as call) | ast.Await(value=ast.Call() as call)) if _is_subscribed(file, call):
            return "the subscription"
    return ""


def _is_mixed_in(file: SourceFile, runner: ast.expr) -> bool:
    """Whether what is run is of a class that goes through messages: kombu's `ConsumerMixin`."""
    owners = evaluate(file, runner) if b"kombu" in file.spelled else ()
    lines = (ancestry(each.file, each.node) for each in owners if isinstance(each.node, ast.ClassDef))
    return any(MIXINS.match(qualified(home, base)) for line in lines for home, each in line for base in each.bases)


def _gone_through(file: SourceFile, given: ast.expr) -> str:
    """What a loop goes through, as it is written; of a name that a `with` gives what that takes."""
    if isinstance(given, ast.Name):
        for each in file.ancestors(given):
            for item in each.items if isinstance(each, ast.AsyncWith) else ():
                if isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == given.id:
                    return ast.unparse(item.context_expr)
    return ast.unparse(given)


def _is_subscribed(file: SourceFile, call: ast.Call) -> bool:
    """Whether a callback is given messages from now on."""
    name = last_name(call.func)
    if name not in ("subscribe", "consume"):
        return False
    full = called(file, call)
    return any(pattern.search(full) and (not word or keyword(call, word) is not None) for pattern, word in SUBSCRIBED)


def goes_on(file: SourceFile, loop: ast.For | ast.AsyncFor) -> bool:
    """Whether a `for` goes round while the process lasts: over values without an end, or the messages of a broker."""
    match loop.iter:
        case ast.Call(args=given, keywords=named) as made if (name := called(file, made)) in ENDLESS:
            return ENDLESS[name] in (None, len(given) + len(named))
    return consumed(file, loop) != ""


def is_idle(loop: ast.While) -> bool:
    """Whether a loop of a coroutine only sleeps: nothing is cut off, whoever stops it."""
    return all(
        isinstance(each, ast.Pass)
        or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Await) and "sleep" in ast.unparse(each.value))
        for each in loop.body
    )


def is_generator(file: SourceFile, loop: ast.While) -> bool:
    """Whether the loop yields."""
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in within(loop))


def _is_listening(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "listen"


def _leaves(file: SourceFile, loop: ast.While, node: ast.AST) -> bool:
    match node:
        case ast.Return():
            pass
        case ast.Break():
            if _owner(file, node) is not loop:
                return False
        case ast.Call() | ast.Raise():
            if not ends_process(file, node):
                return False
        case _:
            return False
    return not any(_interrupted(file, each) for each in file.ancestors(node) if isinstance(each, ast.ExceptHandler))


def _owner(file: SourceFile, node: ast.Break) -> ast.AST | None:
    """The loop that a break ends."""
    child: ast.AST = node
    for each in file.ancestors(node):
        if isinstance(each, ast.While | ast.For | ast.AsyncFor) and child not in each.orelse:
            return each
        child = each
    return None


def _interrupted(file: SourceFile, handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type else []
    return bool(kinds) and all(qualified(file, each) in INTERRUPTS for each in kinds)


def _blocks(file: SourceFile, node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if BLOCKING.match(name):
            if name in BARE and (node.args or node.keywords):
                return ""
            limited = any(each.arg in ("timeout", "timeout_ms", "block") for each in node.keywords)
            return "" if limited or called(file, node) == "builtins.next" else name
        case ast.For(iter=ast.Call(func=ast.Attribute(attr="listen" | "consume" as name))):
            return name
    return ""
