"""Connections that no replica can take: what listens, locks or loads needs the primary, and reads for nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS, texts
from codemods.model.names import last_name
from codemods.model.scopes import lookup
from codemods.model.singletons import naming
from codemods.project.source_file import SourceFile

_SQL = re.compile(r"(?i)\s*(select|with|insert|update|delete|listen|unlisten|notify|copy|create|drop|alter|lock|set)\b")
_PRIMARY = re.compile(
    r"(?is)\s*(un)?listen\b|\s*notify\b|\s*copy\b|\s*(create|drop|alter|lock)\b|.*\bpg_(notify|(try_)?advisory)"
    r"|.*\bpostgis_\w*version|\s*select\s+version\(\)"
)
# What has a server answer and asks for no rows; what makes tables, and what only a set-up calls.
_TRIES = re.compile(r"(?i)\s*select\s+(?:1|true)(?:\s+from\s+dual)?\s*;?\s*")
_MAKES = frozenset(("create_all", "drop_all"))
_EMPTIES = "drop_all"
_METHODS = frozenset(("notifies", "copy_expert", "copy_from", "copy_to", "add_listener"))
# The address that the service's engine has: what is said of the engine is said of it.
_OF_ENGINE = re.compile(r"\bengine\b[\w.()]*\.url\b|\bbind\.url\b")


def needs_primary(file: SourceFile, node: ast.Call) -> bool:
    """Whether all statements of those who make the connection are for the primary, or its address is an engine's."""
    if any(_OF_ENGINE.search(ast.unparse(each)) for each in _given(file, node)):
        return True
    code = code_at(file, node)
    own = list(_statements(code.node)) if isinstance(code.node, FUNCTIONS) else []
    if not own and isinstance(code.node, FUNCTIONS):
        own = [each for edge in callers(code) for each in _statements(edge.caller.node)]
    return bool(own) and all(own)


def reads_no_rows(file: SourceFile, node: ast.Call) -> bool:
    """Whether an engine is there to make tables, or to try whether a server answers: nobody reads by it."""
    function = file.function(node)
    if function is not None:
        made = {last_name(each.func) for each in ast.walk(function) if isinstance(each, ast.Call)}
        asked = [each for each in texts(function) if _SQL.match(each)]
        kept = isinstance(file.statement(node), ast.Return | ast.Expr)
        return not kept and (_EMPTIES in made or (bool(asked) and all(map(_TRIES.fullmatch, asked))))
    statement = file.statement(node)
    if not isinstance(statement, ast.Assign) or statement.value is not node or statement not in file.tree.body:
        return False
    match statement.targets:
        case [ast.Name(id=name)]:
            used = list(naming(file, name))
            return bool(used) and all(_makes_tables(home, use) for home, use in used)
    return False


def _makes_tables(file: SourceFile, use: ast.expr) -> bool:
    call = file.parents.get(use)
    call = file.parents.get(call) if isinstance(call, ast.keyword) else call
    return isinstance(call, ast.Call) and call.func is not use and last_name(call.func) in _MAKES


def _given(file: SourceFile, node: ast.Call) -> Iterator[ast.expr]:
    """What the call is given, and what the names in it were given."""
    for each in (*node.args, *(keyword.value for keyword in node.keywords)):
        yield each
        for name in ast.walk(each):
            if isinstance(name, ast.Name):
                yield from (binding.value for binding in lookup(file, name, name.id) if binding.value is not None)


def _statements(function: ast.AST) -> Iterator[bool]:
    """For each statement that the code has as a text whether it is one for the primary."""
    yield from (_PRIMARY.match(each) is not None for each in texts(function) if _SQL.match(each))
    yield from (True for each in ast.walk(function) if isinstance(each, ast.Attribute) and each.attr in _METHODS)
