"""What frameworks run: the phase that a decorator, a base class, a signature or a registration gives to a function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.libraries.frameworks import command_lines, web
from codemods.libraries.server_options import GUNICORN_HOOKS
from codemods.libraries.standard import CALLS_AT_ONCE, STOPS
from codemods.model.import_graph import importers
from codemods.model.names import last_name, qualified
from codemods.model.strings import argument, literal
from codemods.model.types import ancestry
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.phases import Handing, Phase

_GUNICORN = re.compile(r"(^|/)gunicorn\w*([._-]?(conf|config|cfg))?(\.conf)?\.py$")


_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# A registration that its owner has commented out.
_REGISTERS = re.compile(
    rb"^[ \t]*#[^\n]*\b(?:register_blueprint|add_namespace|include_router|register|mount|add_blueprint)\(\s*(\w+)",
    re.MULTILINE,
)


def declared(file: SourceFile, function: ast.AST) -> set[Phase]:
    """The phases that a function's own definition gives to it."""
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    if detaches(file, function):
        return {Phase.WORKER}
    found = {phase for each in function.decorator_list for phase in _decorated(file, each)}
    owner = file.parents.get(function)
    names = tuple(arg.arg for arg in function.args.args if arg.arg != "self")
    if names in web.CALLABLES and (not isinstance(owner, ast.ClassDef) or function.name == "__call__"):
        found.add(Phase.SERVE)
    if isinstance(owner, ast.ClassDef):
        found |= _inherited(file, owner, function.name)
        if web.RESPONDERS.match(function.name) and web.RESPONDS_TO.match(" ".join(names[:2])):
            found.add(Phase.SERVE)
    elif _is_given_for_the_start(file, function.name):
        found.add(Phase.START)
    elif is_gunicorn_config(file) and function.name in GUNICORN_HOOKS:
        found.add(GUNICORN_HOOKS[function.name])
    if Phase.SERVE in found and is_taken_out(file, function.lineno):
        found.remove(Phase.SERVE)
    return found


def is_taken_out(file: SourceFile, line: int) -> bool:
    """Whether a line is in a view whose owner has commented out what registers it: `# api.add_namespace(shop_api)`.

    Nothing else names that object, but for the decorators of its views. Raises Unreadable.
    """
    views = (
        each for each in file.tree.body
        if isinstance(each, _DEFINITION) and each.decorator_list and each.lineno <= line <= (each.end_lineno or 0)
    )  # fmt: skip
    roots = {root.id for view in views for each in view.decorator_list if isinstance(root := _root(each), ast.Name)}
    return len(roots) == 1 and all(_is_registered_in_a_comment(file, name) for name in roots)


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


@once
def _is_registered_in_a_comment(file: SourceFile, name: str) -> bool:
    """Whether comments alone register a name that the file gives a router."""
    own = (each for each in file.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load))
    if not all(_decorates(file, each) for each in own):
        return False
    commented = False
    for other in {each for each, _ in importers(file)}:
        statements = other.nodes(ast.ImportFrom)
        called = {each.asname or name for one in statements for each in one.names if each.name == name}
        if any(each.name == "*" for one in statements for each in one.names) or any(
            each.attr == name for each in other.nodes(ast.Attribute)
        ):
            return False
        if any(each.id in called and isinstance(each.ctx, ast.Load) for each in other.nodes(ast.Name)):
            return False
        commented |= any(each[1].decode() in called for each in _REGISTERS.finditer(other.data))
    return commented


def _decorates(file: SourceFile, node: ast.AST) -> bool:
    child = node
    for each in file.ancestors(node):
        if isinstance(each, _DEFINITION):
            return child in each.decorator_list
        child = each
    return False


def detaches(file: SourceFile, function: ast.AST) -> bool:
    """Whether a decorator makes of the function one that who calls it does not wait for."""
    return any(
        web.DETACHES.match(qualified(file, each.func if isinstance(each, ast.Call) else each))
        for each in getattr(function, "decorator_list", ())
    )


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


def hooked(call: ast.Call, function: ast.AST) -> Phase | None:
    """When an application runs a function that the call gives it for its start or its stop."""
    name = last_name(call.func)
    for each in call.keywords:
        if each.arg in web.HOOKS and (each.value is function or function in getattr(each.value, "elts", ())):
            return web.HOOKS[each.arg]
    if name in web.ADDS_HOOKS and isinstance(call.func, ast.Attribute):
        return web.HOOKS.get(last_name(call.func.value))
    if name in web.HOOKED and len(call.args) > 1:
        of_function, of_word = web.HOOKED[name]
        word = literal(call.args[of_word]) or ""
        if call.args[of_function] is function:
            return web.HOOK_WORDS.get(word) or next(iter(web.DECORATORS.get(word, ())), None)
    return None


def handed(file: SourceFile, call: ast.AST) -> tuple[Phase, ...] | Handing:
    """What happens to a function that the call gets as an argument, by the name of what is called."""
    if not isinstance(call, ast.Call):
        return Handing.NOW
    # `app.errorhandler(404)(f)` is the decorator written as a call.
    function = call.func.func if isinstance(call.func, ast.Call) else call.func
    name, known = last_name(function), qualified(file, function)
    if known in STOPS or name == "add_signal_handler":
        return (Phase.STOP,)
    if known.startswith(("builtins.", "functools.", "itertools.", "contextlib.")):
        return Handing.NOW if name in CALLS_AT_ONCE else Handing.LATER
    if name == "update" and "jinja" in known + ast.unparse(function):
        return (Phase.SERVE,)
    if name in web.REGISTERS:
        return web.REGISTERS[name]
    if known in web.ROUTE_TABLES:
        return (Phase.SERVE,)
    if name in web.DECORATORS or web.LOADERS.search(name):
        return web.DECORATORS.get(name, (Phase.SERVE,))
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
    if known in STOPS:
        yield Phase.STOP
    elif known.startswith(command_lines.COMMANDS):
        yield Phase.COMMAND
    elif known.startswith(web.BOTS) or known in web.ROUTE_FUNCTIONS:
        yield Phase.SERVE
    elif name == "on_event":
        yield {"startup": Phase.START, "shutdown": Phase.STOP}.get(first or "", Phase.SERVE)
    elif name == "listener":
        yield from web.DECORATORS.get(first or "", ())
    elif name in web.VERBS:
        if first is not None and (first.startswith("/") or first == "") and isinstance(function, ast.Attribute):
            yield Phase.SERVE
    elif name in ("on", "event"):
        if "socketio" in known or re.search(r"socket|sio\b|namespace", ast.unparse(function), re.IGNORECASE):
            yield Phase.SERVE
    elif name in ("connect", "connect_via"):
        yield from _signal(known)
    elif name in web.DECORATORS:
        yield from web.DECORATORS[name]
    elif web.LOADERS.search(name):
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
            if method != "__init__" and web.FRAMEWORKS.match(known) and web.VIEW_CLASS.search(known):
                found.add(Phase.SERVE)
            found |= {phase for bases, methods, phase in web.CLASSES if bases.match(known) and methods.match(method)}
    return found
