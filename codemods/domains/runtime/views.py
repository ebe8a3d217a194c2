"""Which functions are views of Flask, and for which methods they answer."""

from __future__ import annotations

import ast
import re

from codemods.libraries.frameworks.web import REGISTERING, ROUTES, SAFE_METHODS, TRUSTED
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.functions import texts
from codemods.model.names import qualified
from codemods.model.strings import argument, keyword, literal
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

_PROBE = re.compile(
    r"_{0,2}(?:is_?)?(?:health(?:z|[_-]?check)?|ready|readyz|readiness|live|livez|liveness|ping|alive|(?:lb)?heartbeat)_{0,2}$",
    re.IGNORECASE,
)
# What asks whether the database answers, and nothing else; and what asks or tells it anything.
_ASKS_NOTHING = re.compile(r"\s*select\s+1\s*;?\s*", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\s*(select\b|with\s+\w+\s+as\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b)", re.IGNORECASE
)


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
