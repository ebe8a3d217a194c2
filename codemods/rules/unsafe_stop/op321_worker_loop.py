"""OP321: an endless loop that does not hear the stop.

SIGTERM ends a worker wherever it is: in the middle of an item, between two writes; so it does one that goes through a
consumer's messages (`for message in consumer`, `start_consuming()`). As process 1 of a container, which has no default
action, the worker does not hear it at all, and is killed in the middle of an item. What a thread or a streaming answer
loops in goes on until the process is killed.

Before::

    if __name__ == "__main__":
        while True:
            work()
            time.sleep(5)

After::

    if __name__ == "__main__":
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
        while not stop.is_set():
            work()
            stop.wait(5)

By hand: let SIGTERM set an event, look at it between two items, and wait on it instead of sleeping. Give a call that
waits for the next item a timeout, so that the loop comes round to look. A streamed answer has to end by itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.process_one import handles_stop, runs_as_process_one
from codemods.domains.runtime.coroutines import is_cancelled
from codemods.domains.runtime.loops import (
    asks_without_end,
    blocking,
    consumed,
    handles_inside,
    is_endless,
    is_generator,
    is_idle,
    only_measures,
    only_prints,
    sleeps,
    waits_inside,
)
from codemods.domains.runtime.main_thread import in_main_thread, leading_to
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.runtime.signals import Handler, signal_handlers
from codemods.libraries.frameworks.web import STREAMS
from codemods.libraries.workers import NEEDLES
from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.import_graph import imports
from codemods.model.names import qualified
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_NEEDLES = ("while True", "while(True", "while (True", "while 1", "while(1", "while (1")


@dataclass(frozen=True, slots=True)
class _Event:
    """What the event for the stop is called, and what has to be written beside the loop."""

    name: str
    signal: bool
    inline: bool


rule = Rule[_Event]("OP321", "worker-loop", needles=(*_NEEDLES, *NEEDLES), safety=Safety.UNSAFE)

_THREADS = re.compile(rb"\b(Thread|Timer|Process|start_new_thread)\(")
_NAMES = ("stop", "stopping", "stop_event")


@rule.find(ast.While)
def endless(node: ast.While, file: SourceFile) -> Iterator[Finding[_Event]]:
    """The `while True` loops of workers, threads and streamed answers."""
    if not is_endless(file, node) or _idles(file, node) or _talks(file, node) or only_measures(file, node):
        return
    when = phases(file, node)
    if isinstance(file.function(node), ast.AsyncFunctionDef):
        if not is_idle(node) and _is_cut_off(file, when) and in_main_thread(file, node):
            yield file.finding(
                rule, node, _cut_off(file, "this coroutine"),
                "let loop.add_signal_handler set an event for SIGTERM, and look at it between two items",
                safety=Safety.NONE,
            )  # fmt: skip
        return
    if when & {Phase.TEST, Phase.MIGRATION} or (Phase.WORKER not in when and only_prints(file, node)):
        return
    if is_generator(file, node):
        if _streamed(file, node):
            yield file.finding(
                rule, node, "a streamed answer without an end holds its worker until the process is killed",
                "end the stream after a while and let the client come again", safety=Safety.NONE,
            )  # fmt: skip
    elif when & {Phase.START, Phase.SERVE} and Phase.WORKER not in when:
        return
    elif not in_main_thread(file, node) or when & {Phase.START, Phase.SERVE}:
        if Phase.WORKER in when:
            yield file.finding(
                rule, node, "the loop of a thread or task does not hear that the process is to stop",
                "loop while an event is not set, wait on it, and join the thread at the stop", safety=Safety.NONE,
            )  # fmt: skip
    elif waits := blocking(file, node):
        yield file.finding(
            rule, node, f"{_cut_off(file, 'this loop')}; it may also wait for ever in {waits}()",
            f"let SIGTERM set an event, loop while it is not set, and give {waits}() a timeout", safety=Safety.NONE,
        )  # fmt: skip
    else:
        yield _in_worker(file, node)


@rule.find(ast.For, ast.AsyncFor, ast.Expr)
def consumers(node: ast.For | ast.AsyncFor | ast.Expr, file: SourceFile) -> Iterator[Finding[_Event]]:
    """What goes through messages without an end, where nothing in the service hears SIGTERM."""
    name = consumed(file, node)
    if not name:
        return
    if not _is_cut_off(file, phases(file, node)) or is_cancelled(file, node):
        return
    yield file.finding(
        rule, node, _cut_off(file, name),
        "let SIGTERM stop the consumer, and finish and acknowledge the item at hand first", safety=Safety.NONE,
    )  # fmt: skip


def _is_cut_off(file: SourceFile, when: frozenset[Phase]) -> bool:
    """Whether it is a worker's own program, known to run, and nothing in the service hears SIGTERM."""
    root = file.project.service_root(file.path)
    heard = any(file.project.service_root(each.path) == root for each in file.project.mentioning(b"SIGTERM"))
    return not heard and bool(when) and not when & {Phase.TEST, Phase.MIGRATION, Phase.START, Phase.SERVE}


def _cut_off(file: SourceFile, what: str) -> str:
    """What a stop does: as process 1 a program without a handler goes on, and is killed."""
    if runs_as_process_one(file) and not handles_stop(file):
        return f"as process 1 nothing hears SIGTERM here: {what} is killed in the middle of an item"
    return f"SIGTERM ends {what} in the middle of an item"


def _talks(file: SourceFile, node: ast.While) -> bool:
    """Whether the loop, or the function or the module's own code around it, asks the person at the terminal, or serves
    whoever writes to its standard input: who started it ends it.
    """
    around = file.function(node)
    if any(
        qualified(file, each.func).startswith("sys.stdin.") for each in ast.walk(node) if isinstance(each, ast.Call)
    ):
        return True
    return any(
        isinstance(each.func, ast.Name)
        and each.func.id.endswith(("input", "prompt"))
        and (file.function(each) is around or node in file.ancestors(each))
        for each in file.nodes(ast.Call)
    )


def _in_worker(file: SourceFile, node: ast.While) -> Finding[_Event]:
    handlers = [each for each in signal_handlers(file) if "SIGTERM" in each.signals]
    exits = [each for each in handlers if each.kind == "exits"]
    name, present = _event(file)
    before = _last_before_definitions(file, node)
    ways = leading_to(file, node)
    naps = sleeps(file, node)
    sites = [file.site(node), *(file.site(each, "sleep") for each in naps)]
    sites += [file.site(each, "exit") for each in dict.fromkeys(each.exits[0] for each in exits if each.exits)]
    if not present and before is not None:
        sites.append(file.site(before, "event"))
    placed = present or before is not None or not isinstance(ways[0].node, ast.FunctionDef)
    known = all(_is_single(file, each) if each in exits else _sets(each, name) for each in handlers)
    known = known and not (exits and _catches_exit(file))
    fixable = bool(naps and name) and placed and known and not _has_threads(file)
    fixable = fixable and not waits_inside(file, node) and not asks_without_end(file, node)
    fixable = fixable and not handles_inside(file, node)
    heard = bool(exits) or any(code_at(file, each.call) in ways for each in handlers)
    return file.finding(
        rule, node, _cut_off(file, "this loop"),
        "let SIGTERM set an event, loop while it is not set, and wait on it instead of sleeping",
        safety=Safety.UNSAFE if fixable else Safety.NONE, sites=tuple(sites) if fixable else (),
        data=_Event(name, signal=not heard, inline=not present and before is None),
    )  # fmt: skip


def _event(file: SourceFile) -> tuple[str, bool]:
    """The module's event for the stop and whether it is there already; a free name for it where it is not."""
    for name in _NAMES:
        for binding in tables(file)[file.tree].names.get(name, []):
            if binding.value is not None and qualified(file, binding.value) == "threading.Event":
                return name, True
    free = (each for each in _NAMES if not any(each in table.names for table in tables(file).values()))
    return next(free, ""), False


def _last_before_definitions(file: SourceFile, node: ast.While) -> ast.stmt | None:
    """The last plain statement of the module before its first function or class; None where the loop comes first."""
    top: ast.stmt | None = None
    for each in file.tree.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return top
        if each.lineno >= node.lineno or (each.end_lineno or 0) >= node.lineno:
            return None
        if not hasattr(each, "body"):
            top = each
    return None


def _sets(handler: Handler, name: str) -> bool:
    """Whether a handler sets the event."""
    calls = [each for each in ast.walk(handler.function or ast.Pass()) if isinstance(each, ast.Call)]
    return any(ast.unparse(each.func) == f"{name}.set" for each in calls)


def _is_single(file: SourceFile, handler: Handler) -> bool:
    """Whether a handler has one exit, on a line of its own, that tells no more than the end of the loop does."""
    lines = [file.lines[each.lineno - 1].lstrip() for each in handler.exits]
    return len(lines) == 1 and ";" not in lines[0] and not lines[0].startswith("def ") and not handler.tells


def _catches_exit(file: SourceFile) -> bool:
    """Whether code waits for the handler's exit as an exception: an event would never take it there."""
    types = [each.type for each in file.nodes(ast.ExceptHandler) if each.type is not None]
    return any(
        isinstance(each, ast.expr) and qualified(file, each) == "builtins.SystemExit"
        for given in types for each in ast.walk(given)
    )  # fmt: skip


def _has_threads(file: SourceFile) -> bool:
    """Whether something may go on when the loop has ended, so that the process would not."""
    return any(_THREADS.search(each.spelled) for each in (file, *(each.file for each in imports(file))))


def _idles(file: SourceFile, node: ast.While) -> bool:
    """Whether the loop only sleeps: nothing is cut off, whoever stops it."""
    naps = sleeps(file, node)
    return all(isinstance(each, ast.Pass) or (isinstance(each, ast.Expr) and each.value in naps) for each in node.body)


def _streamed(file: SourceFile, node: ast.While) -> bool:
    """Whether the generator around the loop is handed to a response."""
    for edge in callers(code_at(file, node)):
        outer = edge.caller.file.parents.get(edge.node)
        for call in (outer, edge.node):
            if isinstance(call, ast.Call):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                if name in STREAMS:
                    return True
    return False


@rule.rewrite("While")
def until_stopped(node: cst.While, finding: Finding[_Event], edit: Edit) -> object:
    """The loop that looks at the event, and the handler that sets it right before."""
    import libcst as cst

    name = finding.data.name
    space = cst.SimpleWhitespace(" ")
    loop = node.with_changes(test=edit.expression(f"not {name}.is_set()"), whitespace_after_while=space)
    code = []
    if finding.data.inline:
        code.append(f"{name} = {edit.name('threading.Event')}()")
    if finding.data.signal:
        signal = edit.name("signal.signal")
        sigterm = edit.name("signal.SIGTERM") if "." in signal else edit.from_name("signal", "SIGTERM")
        code.append(f"{signal}({sigterm}, lambda signum, frame: {name}.set())")
    if not code:
        return loop
    lines = list(node.leading_lines)
    first = next((number for number, each in enumerate(lines) if each.comment), len(lines))
    statements = [edit.statement(each) for each in code]
    statements[0] = statements[0].with_changes(leading_lines=lines[:first])
    return cst.FlattenSentinel([*statements, loop.with_changes(leading_lines=lines[first:])])


@rule.rewrite("Call", role="sleep")
def waiting(node: cst.Call, finding: Finding[_Event], edit: Edit) -> cst.BaseExpression:
    """`stop.wait(2)` for `time.sleep(2)`."""
    return node.with_changes(func=edit.expression(f"{finding.data.name}.wait"))


@rule.rewrite("SimpleStatementLine", role="exit")
def setting(node: cst.SimpleStatementLine, finding: Finding[_Event], edit: Edit) -> cst.BaseStatement:
    """The handler's exit, as `stop.set()`."""
    import libcst as cst

    call = cst.Expr(edit.expression(f"{finding.data.name}.set()"))
    return node.with_changes(body=[call])


@rule.rewrite("SimpleStatementLine", role="event")
def event(node: cst.SimpleStatementLine, finding: Finding[_Event], edit: Edit) -> object:
    """The event, behind the module's last plain statement."""
    import libcst as cst

    made = edit.statement(f"{finding.data.name} = {edit.name('threading.Event')}()")
    return cst.FlattenSentinel([node, made.with_changes(leading_lines=[cst.EmptyLine(indent=False)])])
