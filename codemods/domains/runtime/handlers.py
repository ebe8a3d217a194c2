"""What frameworks run: the phase that a decorator, a base class, a signature or a registration gives to a function.

The tables follow the documentation of Flask, Quart, FastAPI, Starlette, Dash, Django, aiohttp, Tornado, Click,
Flask-Script, Celery, RQ, APScheduler and gunicorn's server hooks.
"""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Iterator

from codemods.model.names import last_name, qualified
from codemods.model.strings import argument, literal
from codemods.model.types import ancestry
from codemods.project.source_file import SourceFile


class Phase(enum.StrEnum):
    """When code runs.

    START: until the web process can serve. SERVE: for requests. STOP: on a signal or at exit. COMMAND: started by a
    person or a job (click, flask, manage.py, argparse). WORKER: in another process or thread beside the serving ones.
    SCRIPT: a file run by hand that no process of the service imports.
    """

    START = "start"
    SERVE = "serve"
    STOP = "stop"
    COMMAND = "command"
    WORKER = "worker"
    TEST = "test"
    MIGRATION = "migration"
    SCRIPT = "script"


class Handing(enum.Enum):
    """What a call does with a function that it is given, where that is no phase of its own.

    NOW: runs it (map, sorted). LATER: keeps it, so what happens at start is over by then. THREAD: runs it beside.
    """

    NOW = enum.auto()
    LATER = enum.auto()
    THREAD = enum.auto()


_BY_NAME: dict[str, tuple[Phase, ...]] = {
    **dict.fromkeys(
        (
            "route", "websocket", "api_route", "before_request", "after_request", "teardown_request",
            "teardown_appcontext", "before_app_request", "after_app_request", "teardown_app_request",
            "context_processor", "app_context_processor", "errorhandler", "app_errorhandler", "exception_handler",
            "url_value_preprocessor", "url_defaults", "app_url_defaults", "template_filter", "app_template_filter",
            "template_global", "app_template_global", "template_test", "app_template_test", "middleware",
            "verify_password", "verify_token", "get_password", "get_user_roles", "error_handler", "clientgetter",
            "grantgetter", "tokengetter", "expose", "expose_api", "callback", "clientside_callback",
            "message_handler", "api_view", "require_http_methods", "view_config",
        ),
        (Phase.SERVE,),
    ),
    **dict.fromkeys(("before_first_request", "before_app_first_request"), (Phase.START, Phase.SERVE)),
    **dict.fromkeys(("command", "group", "option", "shell_context_processor", "shell"), (Phase.COMMAND,)),
    **dict.fromkeys(
        ("task", "shared_task", "periodic_task", "db_task", "db_periodic_task", "actor", "job", "scheduled_job",
         "background_task", "cron", "on_message"),
        (Phase.WORKER,),
    ),
    **dict.fromkeys(
        ("before_serving", "while_serving", "before_server_start", "after_server_start", "main_process_start"),
        (Phase.START,),
    ),
    **dict.fromkeys(
        ("after_serving", "before_server_stop", "after_server_stop", "main_process_stop"),
        (Phase.STOP,),
    ),
    "fixture": (Phase.TEST,),
}  # fmt: skip
_LOADERS = re.compile(r"_(loader|route)$|^(unauthorized|needs_refresh)_handler$")
_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "view", "any")
_REGISTERS: dict[str, tuple[Phase, ...] | Handing] = {
    **dict.fromkeys(
        (
            "add_url_rule", "add_resource", "add_api_route", "add_route", "add_websocket_route", "add_get", "add_post",
            "add_put", "add_delete", "add_patch", "add_view", "register_error_handler", "add_exception_handler",
            "add_template_filter", "add_app_template_filter", "add_template_global", "add_template_test", "on_event",
            "path", "re_path", "url", "Route", "WebSocketRoute", "add_middleware", "url_rule",
        ),
        (Phase.SERVE,),
    ),
    **dict.fromkeys(("add_command", "create_command"), (Phase.COMMAND,)),
    **dict.fromkeys(("enqueue", "enqueue_call", "enqueue_in", "enqueue_at", "add_periodic_task"), (Phase.WORKER,)),
    **dict.fromkeys(
        ("Thread", "Timer", "Process", "submit", "start_new_thread", "start_background_task", "spawn", "spawn_later",
         "run_in_executor", "add_job", "schedule_job", "add_task", "to_thread", "create_task", "ensure_future"),
        Handing.THREAD,
    ),
    **dict.fromkeys(
        ("map", "imap", "imap_unordered", "starmap", "apply", "sort", "sub", "run", "run_until_complete", "run_sync",
         "gather", "call", "retry_call", "run_simple", "with_resource"),
        Handing.NOW,
    ),
}  # fmt: skip
# What of the standard library calls what it is given; `partial`, `property`, `dict` and the others only keep it.
_CALLS_AT_ONCE = frozenset(
    ("map", "filter", "sorted", "min", "max", "reduce", "groupby", "accumulate", "starmap", "takewhile", "dropwhile",
     "filterfalse", "iter")
)  # fmt: skip
_STOPS = ("signal.signal", "atexit.register", "asyncio.get_event_loop.add_signal_handler")
_FRAMEWORKS = re.compile(
    r"(flask|quart|django|rest_framework|starlette|fastapi|tornado|aiohttp|sanic|falcon|connexion|pyramid)\w*(\.|$)"
)
_VIEW_CLASS = re.compile(r"(View|ViewSet|Resource|RequestHandler|Endpoint|Api|Middleware)$")
# Base class, method, phase.
_CLASSES = [
    (re.compile(base), re.compile(method), phase)
    for base, method, phase in (
        (r"(flask_wtf|wtforms)\b.*Form$", r"validate|populate", Phase.SERVE),
        (r"graphene\..*(ObjectType|Mutation)$", r"mutate|resolve_", Phase.SERVE),
        (r"(flask_)?socketio\..*Namespace$", r"on_|trigger_event", Phase.SERVE),
        (r"http\.server\.\w+Handler$|socketserver\.\w+Handler$", r"do_|handle", Phase.SERVE),
        (r"(threading\.Thread|multiprocessing\.Process|celery\.Task|celery\.app\.task\.Task)$", r"run$", Phase.WORKER),
        (r"(flask_script|flask\.ext\.script)\.\w*Command$", r"run$|__call__$", Phase.COMMAND),
        (r"django\.core\.management\.\w*(\.\w+)?Command$", r"handle", Phase.COMMAND),
        (r"django\.apps\.(config\.)?AppConfig$", r"ready$", Phase.START),
        (r"unittest\.(case\.)?\w*TestCase$|flask_testing\.", r"", Phase.TEST),
    )
]
# Libraries whose every decorator takes a handler of requests.
_BOTS = ("linebot.", "slack_bolt.", "telebot.", "flask_ask.", "zappa.")
# Libraries whose every decorator makes a command of a person's.
_COMMANDS = ("typer.", "click.", "rich_click.", "invoke.", "fabric.", "nox.")
_CALLABLES = (("environ", "start_response"), ("scope", "receive", "send"))
_GUNICORN = re.compile(r"(^|/)gunicorn\w*([._-]?(conf|config|cfg))?(\.conf)?\.py$")
_HOOKS = {
    **dict.fromkeys(("on_starting", "when_ready", "pre_fork", "post_fork", "post_worker_init"), Phase.START),
    **dict.fromkeys(("pre_request", "post_request"), Phase.SERVE),
    **dict.fromkeys(("worker_int", "worker_abort", "worker_exit", "child_exit", "on_exit"), Phase.STOP),
}  # fmt: skip


def declared(file: SourceFile, function: ast.AST) -> set[Phase]:
    """The phases that a function's own definition gives to it."""
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    found = {phase for each in function.decorator_list for phase in _decorated(file, each)}
    owner = file.parents.get(function)
    names = tuple(arg.arg for arg in function.args.args if arg.arg != "self")
    if names in _CALLABLES and (not isinstance(owner, ast.ClassDef) or function.name == "__call__"):
        found.add(Phase.SERVE)
    if isinstance(owner, ast.ClassDef):
        found |= _inherited(file, owner, function.name)
    elif _is_given_for_the_start(file, function.name):
        found.add(Phase.START)
    elif is_gunicorn_config(file) and function.name in _HOOKS:
        found.add(_HOOKS[function.name])
    return found


def _is_given_for_the_start(file: SourceFile, name: str) -> bool:
    """Whether an application of the file gets the function for its start: `lifespan=`, `on_startup=[…]` and so on."""
    if not any(each in file.spelled for each in (b"lifespan", b"startup", b"cleanup_ctx")):
        return False
    word = re.escape(name.encode())
    return re.search(
        rb"\blifespan\s*=\s*%s\b|\bon_startup\s*=\s*[\[(][^\])]*\b%s\b|\b(?:on_startup|cleanup_ctx)\.append\(\s*%s\b"
        rb"|\b(?:on_startup|cleanup_ctx)\.extend\(\s*[\[(][^\])]*\b%s\b"
        rb"|add_event_handler\(\s*[\"']startup[\"']\s*,\s*%s\b" % ((word,) * 5), file.spelled
    ) is not None  # fmt: skip


def handed(file: SourceFile, call: ast.AST) -> tuple[Phase, ...] | Handing:
    """What happens to a function that the call gets as an argument, by the name of what is called."""
    if not isinstance(call, ast.Call):
        return Handing.NOW
    # `app.errorhandler(404)(f)` is the decorator written as a call.
    function = call.func.func if isinstance(call.func, ast.Call) else call.func
    name, known = last_name(function), qualified(file, function)
    if known in _STOPS or name == "add_signal_handler":
        return (Phase.STOP,)
    if known.startswith(("builtins.", "functools.", "itertools.", "contextlib.")):
        return Handing.NOW if name in _CALLS_AT_ONCE else Handing.LATER
    if name == "update" and "jinja" in known + ast.unparse(function):
        return (Phase.SERVE,)
    if name in _REGISTERS:
        return _REGISTERS[name]
    if name in _BY_NAME or _LOADERS.search(name):
        return _BY_NAME.get(name, (Phase.SERVE,))
    if name == "connect":
        return tuple(_signal(known)) or Handing.LATER
    # `cached(60)(f)` only wraps it, whoever has written `cached`.
    own = known and file.project.module(known.rpartition(".")[0], file.path) and not isinstance(call.func, ast.Call)
    return Handing.NOW if own else Handing.LATER


def is_gunicorn_config(file: SourceFile) -> bool:
    """Whether the file is one of gunicorn's, by its name."""
    return _GUNICORN.search(file.path) is not None


def _decorated(file: SourceFile, decorator: ast.expr) -> Iterator[Phase]:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    name, known = last_name(function), qualified(file, function)
    first = literal(argument(decorator, 0, "rule", "path")) if isinstance(decorator, ast.Call) else None
    if known in _STOPS:
        yield Phase.STOP
    elif known.startswith(_COMMANDS):
        yield Phase.COMMAND
    elif known.startswith(_BOTS):
        yield Phase.SERVE
    elif name == "on_event":
        yield {"startup": Phase.START, "shutdown": Phase.STOP}.get(first or "", Phase.SERVE)
    elif name == "listener":
        yield from _BY_NAME.get(first or "", ())
    elif name in _VERBS:
        if first is not None and (first.startswith("/") or first == "") and isinstance(function, ast.Attribute):
            yield Phase.SERVE
    elif name in ("on", "event"):
        if "socketio" in known or re.search(r"socket|sio\b|namespace", ast.unparse(function), re.IGNORECASE):
            yield Phase.SERVE
    elif name in ("connect", "connect_via"):
        yield from _signal(known)
    elif name in _BY_NAME:
        yield from _BY_NAME[name]
    elif _LOADERS.search(name):
        yield Phase.SERVE


def _signal(known: str) -> Iterator[Phase]:
    """Blinker's signals of Flask are sent while serving, Celery's in its workers."""
    if known.startswith("flask"):
        yield Phase.SERVE
    elif known.startswith("celery.signals"):
        yield Phase.WORKER


def _inherited(file: SourceFile, owner: ast.ClassDef, method: str) -> set[Phase]:
    found: set[Phase] = set()
    for home, each in ancestry(file, owner):
        for base in each.bases:
            known = qualified(home, base)
            if method != "__init__" and _FRAMEWORKS.match(known) and _VIEW_CLASS.search(known):
                found.add(Phase.SERVE)
            found |= {phase for bases, methods, phase in _CLASSES if bases.match(known) and methods.match(method)}
    return found
