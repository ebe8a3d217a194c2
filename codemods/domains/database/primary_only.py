"""Connections that no replica can take: what listens, locks or loads needs the primary, and reads for nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS, texts
from codemods.model.scopes import lookup
from codemods.project.source_file import SourceFile

_SQL = re.compile(r"(?i)\s*(select|with|insert|update|delete|listen|unlisten|notify|copy|create|drop|alter|lock|set)\b")
_PRIMARY = re.compile(
    r"(?is)\s*(un)?listen\b|\s*notify\b|\s*copy\b|\s*(create|drop|alter|lock)\b|.*\bpg_(notify|(try_)?advisory)"
    r"|.*\bpostgis_\w*version|\s*select\s+version\(\)"
)
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
