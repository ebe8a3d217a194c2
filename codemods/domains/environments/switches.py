"""Code that no deployment runs: the other side of a switch that a definition of the service sets."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.environment_reads import environment_read
from codemods.model.strings import literal
from codemods.project.givers import givers
from codemods.project.source_file import SourceFile

_CI = re.compile(r"^\.(?:github|gitlab|circleci)\b|(?:^|/)(?:tox\.ini|\.travis\.yml|Jenkinsfile)$")
_DEPLOYING = ("compose", "yaml", "json", "dockerfile", "unit", "procfile", "")
_OFF = frozenset(("", "0", "false", "no", "off", "none", "null"))
_ON = frozenset(("1", "true", "yes", "on", "y", "t"))
_SIDES = ("body", "orelse")


def left_out_by_deployment(file: SourceFile, node: ast.AST) -> str:
    """The variable whose value in the service's deployment leads past the node, or past all calls of its function; ''
    for none."""
    if name := _around(file, node):
        return name
    function = file.function(node)
    edges = callers(code_at(file, node)) if function is not None else ()
    names = [_around(each.caller.file, each.node) for each in edges]
    return names[0] if names and all(names) else ""


def _around(file: SourceFile, node: ast.AST) -> str:
    """The switch around a node, in its function, whose other side the deployment takes."""
    child = node
    for parent in file.ancestors(node):
        if isinstance(parent, ast.If | ast.IfExp) and child is not parent.test:
            side = next((each for each in _SIDES if _holds(getattr(parent, each), child)), "")
            for name, taken in _switches(file, parent.test):
                if side and side != taken and _is_set(file, name):
                    return name
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            return ""
        child = parent
    return ""


def _holds(part: object, child: ast.AST) -> bool:
    return part is child or (isinstance(part, list) and any(each is child for each in part))


def _switches(file: SourceFile, test: ast.expr) -> Iterator[tuple[str, str]]:
    """The variable that a test asks for, and the side where it is on; nothing for a test of more than that."""
    turned = False
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, turned = test.operand, not turned
    if isinstance(test, ast.Compare):
        if len(test.ops) != 1:
            return
        value = literal(test.comparators[0])
        if value is not None and value.lower() not in _OFF | _ON:
            return
        match test.ops[0]:
            case ast.Eq():
                off = value is None or value.lower() in _OFF
            case ast.NotEq():
                off = value is not None and value.lower() not in _OFF
            case ast.In() if ast.unparse(test.comparators[0]).endswith("environ"):
                if name := literal(test.left):
                    yield name, _SIDES[turned]
                return
            case ast.In():
                off = False
            case _:
                return
        test, turned = test.left, turned != off
    found = {read[0] for each in ast.walk(test) if (read := environment_read(file, each))}
    if len(found) == 1:
        yield found.pop(), _SIDES[turned]


def _is_set(file: SourceFile, name: str) -> bool:
    """Whether a definition of the service turns the switch on, and none off; a shell that a person sources is none."""
    given = [
        each for each in givers(file.project, file.project.service_root(file.path), name)
        if each.kind in _DEPLOYING and not _CI.search(each.path) and not file.project.is_test(each.path)
        and not each.path.endswith((".md", ".rst", ".txt", ".env", ".example"))
    ]  # fmt: skip
    return bool(given) and all(each.value.strip().lower() not in _OFF for each in given)
