"""OP320: a signal handler that leaves at once, or does not care.

`sys.exit()` in a handler cuts off whatever the process is doing, an order half written. In a web process it also takes
the place of the server's own handler. Measured with gunicorn 27: a sync worker answers the request in progress with
500, goes on to serve, and is killed when its grace is over. A gthread worker leaves its loop at once: its threads
answer the requests that they have, but a request that comes on a kept-alive connection meanwhile is reset. Without the
handler all of these are answered.

Before::

    app = Flask(__name__)
    # Stop at once.
    signal(SIGTERM, lambda signum, frame: sys.exit(0))

After::

    app = Flask(__name__)

By hand: in a web process leave SIGTERM to the server, and put work for the end into its hooks or into `atexit`; so
what a handler tells by its exit, a status or a message, as the server ends with 0. In a worker let the handler set an
event that the loop looks at. What Ctrl-C needs, SIGTERM needs too: containers are
stopped by it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.commands.commands import web_entries
from codemods.domains.runtime.handlers import is_gunicorn_config
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.runtime.server_in_code import is_development_server
from codemods.domains.runtime.signals import Handler, ends_in_loop, signal_handlers
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP320", "signal-handler", needles=("SIGTERM", "SIGINT"), safety=Safety.UNSAFE)

# The service sends the signal itself, to end a piece of its work.
_SENDS = re.compile(rb"(\bkill|\bkillpg|send_signal|pthread_kill|raise_signal)\((?:[^()]|\([^()]*\))*\bSIGINT\b")
_DAEMON = "the daemon ignores SIGTERM: it runs on until it is killed"
_DAEMON_REMEDY = "give SIGTERM a handler that sets an event"
_STOPS = frozenset(("SIGTERM", "SIGQUIT"))


@rule.find(ast.Call)
def handlers(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The calls of `signal.signal` that make a stop abrupt or impossible."""
    if "signal_map" in (each.arg for each in node.keywords):
        yield from _ignored_by_daemon(file, node)
    if ends_in_loop(file, node) and not file.project.is_test(file.path):
        yield file.finding(
            rule, node, "the handler of SIGTERM ends the process in the middle of its work",
            "let it set an event, and let the tasks end by themselves", safety=Safety.NONE,
        )  # fmt: skip
    handler = next((each for each in signal_handlers(file) if each.call is node), None)
    if handler is None or is_gunicorn_config(file):
        return
    when = phases(file, node)
    if not when & {Phase.START, Phase.SERVE, Phase.WORKER} and not (Phase.SCRIPT in when and b"while " in file.spelled):
        return
    if handler.signals & _STOPS and handler.kind == "exits" and not _starts_for_developers(file, node):
        serving = bool(when & {Phase.START, Phase.SERVE})
        if not (serving and _is_set_before(file, node)):
            yield _exits(file, handler, serving=serving)
    elif handler.signals & _STOPS and handler.kind == "ignores":
        yield file.finding(
            rule, node, "SIGTERM is ignored: the process runs on until it is killed",
            "leave SIGTERM to the server, or set an event that the work looks at", safety=Safety.NONE,
        )  # fmt: skip
    elif handler.signals == {"SIGINT"} and handler.kind == "other" and b"SIGTERM" not in file.spelled:
        if any(_SENDS.search(each.spelled) for each in file.project.mentioning(b"SIGINT")):
            return
        yield file.finding(
            rule, node, "only Ctrl-C is handled; a container is stopped with SIGTERM",
            "do for SIGTERM what is done for SIGINT", safety=Safety.NONE,
        )  # fmt: skip


@rule.find(ast.Assign)
def maps(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """`signal_map = {signal.SIGTERM: None}`, `context.signal_map = …`, `context.signal_map[SIGTERM] = None`."""
    if b"DaemonContext" not in file.spelled or file.project.is_test(file.path):
        return
    for target in node.targets:
        match target, node.value:
            case ast.Name(id="signal_map") | ast.Attribute(attr="signal_map"), ast.Dict(keys=keys, values=values):
                pairs = list(zip(keys, values, strict=True))
            case ast.Subscript(value=ast.Name(id="signal_map") | ast.Attribute(attr="signal_map"), slice=key), value:
                pairs = [(key, value)]
            case _:
                continue
        if any(_is_ignored(file, key, value) for key, value in pairs):
            yield file.finding(rule, node, _DAEMON, _DAEMON_REMEDY, safety=Safety.NONE)


def _starts_for_developers(file: SourceFile, node: ast.Call) -> bool:
    """Whether what sets the handler calls `app.run()` itself: Flask's development server has none of its own."""
    scope = file.function(node) or next((each for each in file.ancestors(node) if each is main_guard(file)), None)
    return scope is not None and any(
        isinstance(each, ast.Call) and is_development_server(file, each) for each in ast.walk(scope)
    )


def _is_set_before(file: SourceFile, node: ast.Call) -> bool:
    """Whether a program sets the handler as its first thing, and starts a server later: that sets its own then."""
    own = any(
        each.file is file and (not each.main or _makes(file, each.attribute)) for each in web_entries(file.project)
    )
    return file.function(node) is None and not importers(file) and not own


def _makes(file: SourceFile, application: str) -> bool:
    """Whether a file makes the application itself, and does not import it."""
    name = application.partition("(")[0]
    return any(not isinstance(each.node, ast.Import | ast.ImportFrom) for each in lookup(file, file.tree, name))


def _is_ignored(file: SourceFile, key: ast.expr | None, value: ast.expr) -> bool:
    """Whether a daemon's map says that SIGTERM is ignored."""
    none = isinstance(value, ast.Constant) and value.value is None
    return key is not None and none and qualified(file, key) == "signal.SIGTERM"


def _exits(file: SourceFile, handler: Handler, *, serving: bool) -> Finding:
    if not serving:
        return file.finding(
            rule, handler.call, "the handler of SIGTERM ends the process in the middle of its work",
            "set an event that the loop looks at", safety=Safety.NONE,
        )  # fmt: skip
    removed = _removable(file, handler) if _served(file) and not handler.tells else []
    remedy = ["remove it: gunicorn finishes the requests in progress"]
    if handler.tells:
        remedy.append(f"what `{handler.tells}` tells whoever started it, a hook of the server has to tell")
    elif handler.talks:
        remedy.append("its line is gone then, and gunicorn's own of the signal stays")
    return file.finding(
        rule, handler.call, "the handler of SIGTERM takes the place of the server's own: a stop fails requests",
        "; ".join(remedy), safety=Safety.UNSAFE if removed else Safety.NONE,
        sites=tuple(file.site(each, "remove") for each in removed),
    )  # fmt: skip


def _served(file: SourceFile) -> bool:
    """Whether a server with a stop of its own runs the application."""
    root = file.project.service_root(file.path)
    points = [each for each in web_entries(file.project) if file.project.service_root(each.file.path) == root]
    return bool(points) and all(not each.main and "flask" not in each.words[:3] for each in points)


def _removable(file: SourceFile, handler: Handler) -> list[ast.stmt]:
    """The statements to take out: the call, and the handler that only it used; none where more hangs on them."""
    statement = file.statement(handler.call)
    if not isinstance(statement, ast.Expr) or statement.value is not handler.call or len(handler.signals) != 1:
        return []
    if len(file.block(statement)) == 1:
        return []
    function = handler.function
    if not isinstance(function, ast.FunctionDef):
        return [statement]
    uses = [
        each
        for each in file.nodes(ast.Name)
        if each.id == function.name and any(binding.node is function for binding in lookup(file, each, function.name))
    ]
    elsewhere = any(function.name.encode() in other.spelled for other, _ in importers(file))
    if function.decorator_list:
        return []
    if len(uses) > 1 or elsewhere or len(file.block(function)) <= 2:
        return [statement]
    return [function, statement]


def _ignored_by_daemon(file: SourceFile, node: ast.Call) -> Iterator[Finding]:
    """`DaemonContext(signal_map={signal.SIGTERM: None})`."""
    if not called(file, node).endswith("DaemonContext"):
        return
    for keyword in node.keywords:
        if keyword.arg == "signal_map" and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if _is_ignored(file, key, value):
                    yield file.finding(rule, keyword, _DAEMON, _DAEMON_REMEDY, safety=Safety.NONE)
