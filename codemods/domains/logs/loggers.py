"""The logger that a module's code would use."""

from __future__ import annotations

import ast
import re

from codemods.libraries.loggers import LOGGERS
from codemods.model.names import qualified
from codemods.model.scopes import lookup, tables
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_CONFIGURED = re.compile(rb"\b(?:dictConfig|fileConfig)\(")
_KEPT = re.compile(rb"disable_existing_loggers[\"']?\s*[=:,]\s*(?:False|false|no)\b")


@once
def silences(project: Project) -> bool:
    """Whether a configuration of the project turns loggers off that are there before it, as both do by default."""
    configured = project.matching(_CONFIGURED, (b"dictConfig", b"fileConfig"))
    if all(project.is_test(each.path) for each in configured):
        return False
    return not any(_KEPT.search(each.spelled) for each in project.files.values())


def logger_at(file: SourceFile, node: ast.AST) -> str:
    """The expression of a logger that the module has where the node stands, '' where it has none."""
    for name, bindings in tables(file)[file.tree].names.items():
        seen = lookup(file, node, name) is bindings and getattr(bindings[0].node, "lineno", 0) < node.lineno  # type: ignore[attr-defined]
        for binding in bindings if seen else ():
            if binding.kind == "from" and qualified(file, _name(file, name, node)) in LOGGERS:
                return name
            if isinstance(binding.value, ast.Call) and qualified(file, binding.value.func) in LOGGERS:
                return name
    for each in ast.walk(file.tree):
        if isinstance(each, ast.Attribute) and each.attr == "logger" and isinstance(each.value, ast.Name):
            name = each.value.id
            known = qualified(file, each) in ("flask.Flask.logger", "flask.current_app.logger")
            if known and lookup(file, node, name) is lookup(file, each, name):
                return f"{name}.logger"
    return ""


def _name(file: SourceFile, name: str, node: ast.AST) -> ast.AST:
    """Any place that reads the name, else the node."""
    return next((each for each in ast.walk(file.tree) if isinstance(each, ast.Name) and each.id == name), node)


def free_name(file: SourceFile) -> str:
    """A name for a new module-level logger that means nothing else in the file, '' where both usual ones are taken."""
    for name in ("logger", "log"):
        if not any(name in table.names for table in tables(file).values()) and not any(
            isinstance(each, ast.Name) and each.id == name for each in ast.walk(file.tree)
        ):
            return name
    return ""


def last_import(file: SourceFile) -> ast.stmt | None:
    """The last of the import statements at the top of the file."""
    found: ast.stmt | None = None
    for number, each in enumerate(file.tree.body):
        if isinstance(each, ast.Import | ast.ImportFrom):
            found = each
        elif not (number == 0 and isinstance(each, ast.Expr)):
            break
    return found
