"""Which functions are views of Flask, for which methods they answer, and whether one tells of the service's health."""

from __future__ import annotations

import ast
import re

from codemods.libraries.frameworks.web import (
    ADDING_VIEWS,
    BELOW_A_PATH,
    GROUPS_OF_VIEWS,
    REGISTERING,
    ROUTES,
    SAFE_METHODS,
    TRUSTED,
)
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.functions import texts
from codemods.model.names import last_name, qualified
from codemods.model.strings import argument, keyword, literal
from codemods.model.targets import words
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact
from codemods.vocabulary.unreadable import Unreadable

_View = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_PROBE = re.compile(
    r"_{0,2}(?:is_?)?(?:health(?:z|[_-]?check)?|ready|readyz|readiness|live|livez|liveness|ping|alive|(?:lb)?heartbeat)_{0,2}$",
    re.IGNORECASE,
)
# What asks whether the database answers, and nothing else; and what asks or tells it anything.
_ASKS_NOTHING = re.compile(r"\s*select\s+1\s*;?\s*", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\s*(select\b|with\s+\w+\s+as\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b)", re.IGNORECASE
)

_DEFINITIONS: tuple[type[_View], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# What a view for health is called, and what may stand beside: `app_is_healthy`, not `health_records`.
_HEALTH = frozenset(("health", "healthy", "healthz", "healthcheck", "healthchecks", "liveness", "livez", "readiness",
                     "readyz", "heartbeat", "lbheartbeat"))  # fmt: skip
_BESIDE = frozenset(("api", "app", "application", "basic", "blueprint", "bp", "check", "checks", "controller", "deep",
                     "endpoint", "endpoints", "get", "handler", "index", "is", "kubernetes", "page", "probe", "probes",
                     "resource", "root", "route", "router", "routes", "server", "service", "simple", "status", "system",
                     "url", "view", "views"))  # fmt: skip
# A longer name, or the sentence that a view is told by; and what the views of a blueprint or a resource are all for.
_FOR_PROBES = re.compile(
    r"(?i)health[ _-]?(?:check|z|probe|status)|(?:^|[ _-])(?:health|heart_?beat)$|liveness|readiness"
)
_ALL_FOR_PROBES = re.compile(r"(?i)health[ _-]?(?:check|z|probe)|liveness|readiness")
_TELLS_HEALTH = re.compile(r"\b(?:liveness|readiness|health[ _-]?checks?|health[ _-]?probes?)\b", re.IGNORECASE)


def only_gets(code: Code) -> bool:
    """Whether the code is a function that only routes for GET and HEAD run, and nothing else calls."""
    if not isinstance(code.node, ast.FunctionDef) or not code.node.decorator_list:
        return False
    kinds = [_decorated(code.file, each) for each in code.node.decorator_list]
    return "" not in kinds and "route" in kinds and not any(each.kind != "wrapper" for each in callers(code))


def _decorated(file: SourceFile, decorator: ast.expr) -> str:
    """`route` for one that only GET and HEAD take, `other` for a trusted or followed decorator, '' for the rest."""
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    known = qualified(file, function)
    if isinstance(decorator, ast.Call) and isinstance(function, ast.Attribute) and function.attr in ("route", "get"):
        rule = literal(argument(decorator, 0, "rule", "path"))
        owner = known.rpartition(".")[0]
        if rule is not None and rule[:1] in ("/", "") and (not owner or owner in ("flask.Flask", "flask.Blueprint")):
            return "route" if function.attr == "get" or _reads(decorator) else ""
    if _is_function(file, function):
        return "other"
    return "other" if TRUSTED.match(known) and not REGISTERING.search(known) else ""


def _is_function(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression is a function of the project."""
    return any(each.kind == "function" for each in evaluate(file, node))


def _reads(decorator: ast.Call) -> bool:
    if any(each.arg is None for each in decorator.keywords):
        return False
    given = keyword(decorator, "methods")
    if given is None:
        return True
    methods = given.value
    values = [literal(each) for each in methods.elts] if isinstance(methods, ast.List | ast.Tuple | ast.Set) else [None]
    return all(each is not None and each.upper() in SAFE_METHODS for each in values)


def is_probe(code: Code) -> bool:
    """Whether a platform asks the view if the instance is alive, or ready: that is a question about the writer."""
    if _PROBE.match(getattr(code.node, "name", "")):
        return True
    calls = [each for each in getattr(code.node, "decorator_list", ()) if isinstance(each, ast.Call)]
    if any(
        (rule := literal(argument(each, 0, "rule", "path"))) and _PROBE.match(rule.rstrip("/").rpartition("/")[2])
        for each in calls
    ):
        return True
    statements = [each for each in texts(code.node) if _STATEMENT.match(each)]
    return bool(statements) and all(map(_ASKS_NOTHING.fullmatch, statements))


def is_route(code: Code) -> bool:
    """Whether a function is registered as a view, for whatever methods."""
    decorators = getattr(code.node, "decorator_list", ())
    return any(isinstance(each, ast.Call) and getattr(each.func, "attr", "") in ROUTES for each in decorators)


@fact
def has_health_view(file: SourceFile) -> bool:
    """Whether a view of the file is called, or says in its docstring, that it tells of the service's health."""
    try:
        calls = [(last_name(each.func), each) for each in file.nodes(ast.Call)]
        return (
            any(_tells_health(file, each) for kind in _DEFINITIONS for each in file.nodes(kind))
            or any(name in ADDING_VIEWS and _names_health(each) for name, each in calls)
            or any(name in BELOW_A_PATH and _is_below_health(each) for name, each in calls)
            or any(name.endswith(GROUPS_OF_VIEWS) and _is_for_probes(each) for name, each in calls)
        )
    except Unreadable:
        return False


def _tells_health(file: SourceFile, view: _View) -> bool:
    """Whether it is decorated as a view, and its name, its endpoint's, its docstring or a comment says it."""
    calls = [each for each in view.decorator_list if isinstance(each, ast.Call)]
    routes = [each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr in ROUTES]
    if not routes:
        return False
    above = file.lines[max(min(each.lineno for each in view.decorator_list) - 2, 0) : view.body[0].lineno - 1]
    said = [ast.get_docstring(view) or "", *(each for each in above if each.lstrip().startswith("#"))]
    told = (view.name, said[0].partition("\n\n")[0])
    return (
        _is_of_health(view.name)
        or any(map(_names_health, routes))
        or any(map(_TELLS_HEALTH.search, said))
        or any(map(_FOR_PROBES.search, told))
    )


def _names_health(call: ast.Call) -> bool:
    """Whether a view, an endpoint or the last part of a path that the call is given has a name for health."""
    given = [each for one in _given(call) for each in ast.walk(one) if isinstance(each, ast.Name | ast.Attribute)]
    said = [literal(each) for each in _given(call)]
    return any(_is_of_health(last_name(each)) for each in given) or any(each and _is_of_health(each) for each in said)


def _is_below_health(call: ast.Call) -> bool:
    """Whether the call is given a path whose last part is a name for health."""
    paths = (path.rstrip("/").rpartition("/") for each in _given(call) if (path := literal(each)))
    return any(slash and _is_of_health(part) for _, slash, part in paths)


def _is_for_probes(group: ast.Call) -> bool:
    """Whether a blueprint or its like is called after what tells of health."""
    return bool(group.args) and _ALL_FOR_PROBES.search(literal(group.args[0]) or "") is not None


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(each.value for each in call.keywords)]


def _is_of_health(name: str) -> bool:
    found = set(words(name))
    return not found.isdisjoint(_HEALTH) and found <= _HEALTH | _BESIDE
