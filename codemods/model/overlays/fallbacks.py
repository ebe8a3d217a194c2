"""Values that count only where another source has none, and that Python works out all the same."""

from __future__ import annotations

import ast

from codemods.model.call_graph import carried_out, parameter
from codemods.model.names import last_name
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

# What looks something up, and where it takes what it gives if nothing is there.
_LOOKS_UP = {"get": 1, "pop": 1, "setdefault": 1, "getattr": 2, "next": 1}
_DEFAULTS = frozenset(("default", "fallback", "default_value", "fallback_value"))


def is_fallback(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is worked out for a lookup that may do without it: `known.get("token", <here>)`.

    What can fail there fails for those too whose secret lies in `known`.
    """
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.stmt | ast.Lambda):
            return False
        if isinstance(each, ast.Call) and _takes_as_fallback(file, each, child):
            return True
        if not isinstance(each, ast.keyword):
            child = each
    return False


def _takes_as_fallback(file: SourceFile, call: ast.Call, given: ast.AST) -> bool:
    if any(word.value is given and word.arg in _DEFAULTS for word in call.keywords):
        return True
    place = next((number for number, each in enumerate(call.args) if each is given), None)
    if place is None:
        return False
    # A statement by itself sets what it names; what is loaded over that is another question.
    if _LOOKS_UP.get(last_name(call.func)) == place and not isinstance(file.parents.get(call), ast.Expr):
        return True
    functions = (carried_out(each.node) for each in evaluate(file, call.func) if each.file is file)
    return any(each is not None and parameter(file, each, call, given) in _DEFAULTS for each in functions)
