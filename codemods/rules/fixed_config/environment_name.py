"""OP608: a variable that says only which environment this is, and so picks everything else.

One variable stands for all settings: nothing can be changed alone, and an environment that the code does not know
cannot be started.

By hand: pass no name. Let the configuration read each setting from the environment; let tests hand in their own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.analysis.environment import environment_read
from codemods.analysis.environments import is_variable
from codemods.analysis.scopes import lookup
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP608",
    "environment-name",
    needles=(
        "_ENV",
        "ENVIRONMENT",
        "'ENV'",
        '"ENV"',
        "_CONFIG",
        "_SETTINGS",
        "STAGE",
        "CONFIG_NAME",
        "CONFIG_MODE",
        "APP_MODE",
    ),
    safety=Safety.NONE,
)

_MAKERS = re.compile(
    r"(create|make|build|init|get|load|register|configure)?_?\w*(app|application|config|configuration|settings)$",
    re.IGNORECASE,
)
_PICKERS = ("getattr", "import_string", "import_module")


@rule.find(ast.Call, ast.Subscript)
def reads(node: ast.Call | ast.Subscript, file: SourceFile) -> Iterator[Finding]:
    """Reads of such a variable whose value picks a configuration. Comparisons are OP601's."""
    read = environment_read(file, node)
    if read is None or not is_variable(read[0]) or file.project.is_test(file.path):
        return
    if file.project.is_migration(file.path):
        return
    if _picks(file, node, 0):
        yield file.finding(
            rule, node, f"{read[0]} names the environment, and the name picks the configuration",
            "let the configuration read each setting from the environment", safety=Safety.NONE,
        )  # fmt: skip


def _picks(file: SourceFile, node: ast.expr, depth: int) -> bool:
    """Whether the value of an expression is the key of a configuration, or is handed to what makes the application."""
    parent = file.parents[node]
    match parent:
        case ast.BoolOp() | ast.IfExp() | ast.JoinedStr() | ast.FormattedValue() | ast.NamedExpr():
            return _picks(file, parent, depth)
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return _picks(file, parent, depth)
        case ast.Attribute(attr="lower" | "upper" | "strip" | "title" | "capitalize" | "format"):
            call = file.parents[parent]
            return isinstance(call, ast.Call) and _picks(file, call, depth)
        case ast.Subscript(slice=key, value=holder) if key is node:
            return isinstance(holder, ast.Name | ast.Attribute)
        case ast.keyword():
            call = file.parents[parent]
            return isinstance(call, ast.Call) and _makes(call)
        case ast.Call() if node in parent.args:
            if isinstance(parent.func, ast.Attribute) and parent.func.attr == "format":
                return _picks(file, parent, depth)
            is_lookup = isinstance(parent.func, ast.Attribute) and parent.func.attr == "get"
            return _makes(parent) or (is_lookup and not environment_read(file, parent))
        case ast.arguments():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) if depth < 2:
            bindings = lookup(file, parent.targets[0], name)
            return any(
                isinstance(each, ast.Name)
                and each.id == name
                and isinstance(each.ctx, ast.Load)
                and lookup(file, each, name) is bindings
                and _picks(file, each, depth + 1)
                for each in ast.walk(file.tree)
            )
    return False


def _makes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    # What is loaded by from_object is OP604's.
    return name != "from_object" and (_MAKERS.match(name) is not None or name in _PICKERS)
