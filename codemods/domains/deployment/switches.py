"""Code that no deployment runs: the other side of a switch that a definition of the service sets."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.settings.set_variables import definitions
from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.environment_reads import environment_read
from codemods.model.names import qualified
from codemods.model.settings_classes.conditions import OFF, ON, condition
from codemods.model.strings import literal
from codemods.project.givers import ELSEWHERE, givers
from codemods.project.source_file import SourceFile

_CI = re.compile(r"^\.(?:github|gitlab|circleci)\b|(?:^|/)(?:tox\.ini|\.travis\.yml|Jenkinsfile)$")
# Compose files and Dockerfiles are read by their structure.
_DEPLOYING = ("yaml", "unit", "procfile", "")
_OFF = OFF | {"", "none", "null"}
_SIDES = ("body", "orelse")
# What Compose takes where the shell that starts it has no such variable.
_FALLBACK = re.compile(r"\$\{\w+:?-([^{}]*)\}")


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
    match test:
        case ast.Compare(
            left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[ast.Name() | ast.Attribute() as held]
        ):
            if qualified(file, held) == "os.environ" and (name := literal(left)):
                yield name, _SIDES[turned != isinstance(op, ast.NotIn)]
            return
    found = condition(test)
    if found is None or (isinstance(found.asked, ast.BoolOp) and not found.words):
        return
    off = bool(found.words) and _OFF.issuperset(found.words)
    if not off and not ON.issuperset(found.words):
        return
    names = {read[0] for each in ast.walk(found.asked) if (read := environment_read(file, each))}
    if len(names) == 1:
        yield names.pop(), _SIDES[turned != (off == found.equal)]


def _is_set(file: SourceFile, name: str) -> bool:
    """Whether a definition of the service turns the switch on, and none off; a shell that a person sources is none."""
    project = file.project
    root = project.service_root(file.path)
    given = [
        each.value for each in givers(project, root, name)
        if each.kind in _DEPLOYING and each.value != ELSEWHERE and not _CI.search(each.path)
        and not project.is_test(each.path)
        and not each.path.endswith((".md", ".rst", ".txt", ".env", ".example"))
    ]  # fmt: skip
    given += [
        _FALLBACK.sub(r"\1", each.value) for each in definitions(project, root)
        if each.name == name and not project.is_test(each.path)
    ]  # fmt: skip
    return bool(given) and all(each.strip().lower() not in _OFF for each in given)
