"""OP322: work that goes on in a thread which nobody waits for.

A daemon thread is cut off wherever it is when the process ends: the mail that it was sending is lost. Any other thread
keeps the process from ending, until it is killed and the work with it. Measured with gunicorn 27: at a graceful stop
a daemon thread loses its work; a plain one is given the rest of the grace time.

Before::

    @app.post("/orders")
    def order():
        …
        Thread(target=receipts.send, args=(request.form["email"],), daemon=True).start()

After::

    @app.post("/orders")
    def order():
        …
        Thread(target=receipts.send, args=(request.form["email"],), daemon=False).start()

Rewritten where a request starts the thread and what it runs comes to an end by itself, as far as the code shows.
`daemon=False` says more than leaving it out: a thread inherits the flag from the one that starts it, and development
servers answer requests in daemon threads.

By hand: hand work that must not be lost to a queue, with a worker of its own. Where it is short, use a thread that is
no daemon, or a `ThreadPoolExecutor` of the module, and keep it shorter than the grace time. Cancel timers and join
long-lived threads when the process stops.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.runtime.signals import installed_by
from codemods.domains.runtime.termination import ends
from codemods.libraries.standard import THREADS
from codemods.model.names import called, last_name, may_be_called
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP322", "unjoined-thread", safety=Safety.UNSAFE,
    needles=("Thread", "Timer", "Process"),
)  # fmt: skip

_LAST = frozenset(("Thread", "Timer", "Process", "start_new_thread"))
# As many seconds no definition of a deployment gives a stop less of.
_MOMENT = 2
_NO_TIME = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_SERVICE = {Phase.START, Phase.SERVE, Phase.WORKER}


@rule.find(ast.Call)
def unjoined(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The calls that make a thread, timer or process which is started and never joined."""
    if not may_be_called(file, node, _LAST) or (kind := THREADS.get(called(file, node))) is None:
        return
    when = phases(file, node)
    if not when & _SERVICE or _serves(node):
        return
    if kind == "timer" and _fires_at_once(file, node):
        return
    name = _bound(file, node)
    ending = "cancel" if kind == "timer" else "join"
    if _ended(file, node, name, ending):
        return
    flags = _flags(file, node, name)
    short = kind == "thread" and Phase.SERVE in when and Phase.START not in when and _ends(file, node)
    if short and flags and not any(each.value for each in flags):
        return
    daemon = any(each.value for each in flags)
    # Whoever wrote that it is one wants it to be one.
    said = any("daemon" in each.partition("#")[2] for each in file.lines[max(0, node.lineno - 2) : node.lineno])
    if daemon and short and len(flags) == 1 and not said and _is_its(file, node, flags[0], name):
        yield file.finding(
            rule, node, "this daemon thread loses its work when the process ends: the server does not wait for it",
            "make it no daemon: then its work has the rest of the grace time", sites=(file.site(flags[0]),),
        )  # fmt: skip
        return
    if daemon:
        message = f"this {kind} is cut off in the middle when the process ends"
    elif kind == "timer":
        message = "this timer keeps the process from ending until it has fired"
    else:
        message = f"nobody waits for this {kind}: its work has the rest of the grace time, then it is lost"
    remedy = "hand the work to a queue" if Phase.SERVE in when else f"{ending} it when the process stops"
    yield file.finding(rule, node, message, remedy, safety=Safety.NONE)


@rule.rewrite("Name")
def no_daemon(node: cst.Name, finding: Finding, edit: Edit) -> cst.Name:
    """`False` for the flag's `True`."""
    return node.with_changes(value="False")


def _ends(file: SourceFile, node: ast.Call) -> bool:
    """Whether what the thread runs comes to an end by itself."""
    target = argument(node, 1, "target")
    return target is not None and ends(file, target)


def _fires_at_once(file: SourceFile, node: ast.Call) -> bool:
    """Whether a timer keeps nothing: it waits no longer than any stop does, once, or for what is no time, which fails.

    A function that starts its own timer anew goes on for as long as the process.
    """
    interval, target = argument(node, 0, "interval"), argument(node, 1, "function")
    match interval:
        case ast.Constant(value=int() | float() as seconds):
            around = getattr(file.function(node), "name", None)
            return seconds <= _MOMENT and (target is None or last_name(target) != around)
        case ast.Constant(value=str()) | ast.Lambda():
            return True
        case ast.Name(id=name):
            found = lookup(file, interval, name)
            return bool(found) and all(isinstance(each.node, _NO_TIME) for each in found)
    return False


def _serves(node: ast.Call) -> bool:
    """Whether the thread runs a server: of a test, or of metrics."""
    target = keyword(node, "target")
    return target is not None and isinstance(target.value, ast.Attribute) and target.value.attr in (
        "run", "serve_forever", "run_forever",
    )  # fmt: skip


def _bound(file: SourceFile, node: ast.Call) -> str:
    """The name or attribute that holds the thread: "t", "self.worker"; "" for none."""
    match file.parents.get(node):
        case ast.Assign(targets=[ast.Name() | ast.Attribute() as target]):
            return ast.unparse(target)
        case ast.AnnAssign(target=ast.Name() | ast.Attribute() as target):
            return ast.unparse(target)
    return ""


def _flags(file: SourceFile, node: ast.Call, name: str) -> list[ast.Constant]:
    """Where the thread is said to be a daemon or none: `daemon=True`, `t.daemon = True`, `t.setDaemon(True)`."""
    given = [each.value for each in node.keywords if each.arg == "daemon"]
    here = file.function(node)
    for each in file.nodes(ast.Assign):
        match each.targets:
            case [ast.Attribute(attr="daemon", value=value)] if ast.unparse(value) == name:
                given += [each.value] if file.function(each) is here else []
    for call in file.nodes(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(attr="setDaemon", value=value), args=[flag]):
                given += [flag] if ast.unparse(value) == name and file.function(call) is here else []
    return [each for each in given if isinstance(each, ast.Constant)]


def _is_its(file: SourceFile, node: ast.Call, flag: ast.Constant, name: str) -> bool:
    """Whether the flag is this thread's alone: its own argument, or set on a name that never means another one."""
    return any(each.value is flag for each in node.keywords) or (
        name.isidentifier() and len(lookup(file, node, name)) == 1 and file.function(node) is not None
    )


def _ended(file: SourceFile, node: ast.Call, name: str, ending: str) -> bool:
    """Whether the thread is joined: anything in the same function, or what has its name in another one.

    A timer counts as ended where it is cancelled at a stop, or with what it watches. What only a handler of SIGINT does
    is not done on SIGTERM.
    """
    here = file.function(node)
    for call in file.nodes(ast.Call):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in (ending, "join")) or not _is_wait(call):
            continue
        around = file.function(call)
        if around is not None and around is not here:
            by = installed_by(file, around)
            if by and all(each.signals == {"SIGINT"} for each in by):
                continue
        same = name and ast.unparse(call.func.value) == name
        if ending == "cancel":
            if same and (Phase.STOP in phases(file, call) or (around is here and _is_last(file, call))):
                return True
        elif same or (around is here and not isinstance(call.func.value, ast.Constant)):
            return True
    return False


def _is_last(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call stands in a `finally`: whatever happens, it comes."""
    statement = file.parents.get(call)
    block = file.parents.get(statement) if statement is not None else None
    return isinstance(block, ast.Try) and statement in block.finalbody


def _is_wait(call: ast.Call) -> bool:
    """Whether a `.join(…)` is a thread's: with nothing or a timeout, not a string's or a path's."""
    if any(each.arg != "timeout" for each in call.keywords) or len(call.args) > 1:
        return False
    return all(isinstance(each, ast.Constant) and not isinstance(each.value, str) for each in call.args)
