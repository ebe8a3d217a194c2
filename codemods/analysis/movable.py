"""Whether a literal can be handed to the environment where it stands."""

from __future__ import annotations

import ast
import re

from codemods.analysis.literals import is_service_code, literal_kind
from codemods.analysis.places import environment_wins
from codemods.analysis.scopes import lookup, tables
from codemods.analysis.source import SourceFile

_DECLARES = re.compile(r"(Enum|Flag|Model|Form|Schema|TypedDict|NamedTuple|Settings|Protocol)$")


def may_move(file: SourceFile, value: ast.expr, name: str, kind: str) -> bool:
    """Whether this is the one place that gives the name its value, and the environment does not win already."""
    if environment_wins(file, value) or re.search(
        rf"(environ|getenv|env)\b[^\n]*[(,]\s*{re.escape(name)}\s*\)", file.text
    ):
        return False
    if kind == "setting":
        return name.isupper()
    if kind not in ("constant", "attribute", "local"):
        return True
    statement = file.statement(value)
    owner = file.enclosing_class(statement) if kind == "attribute" else None
    if owner is not None:
        declares = any(_DECLARES.search(ast.unparse(base)) for base in owner.bases)
        return not declares and name.isupper() and len(tables(file)[owner].names.get(name, [])) == 1
    parent = file.parents[statement]
    nested = isinstance(parent, ast.If) and not _is_main_guard(parent)
    return not nested and len(lookup(file, statement, name)) == 1


def alternatives(file: SourceFile, value: ast.expr, name: str) -> str:
    """A name for attributes of several classes that are one setting with a default for each; '' for a single one."""
    owner, literal = file.enclosing_class(value), literal_kind(value)
    if owner is None or file.parents[file.statement(value)] is not owner:
        return ""
    others = [
        literal_kind(each.value)
        for scope, table in tables(file).items()
        if isinstance(scope, ast.ClassDef) and scope is not owner and is_service_code(file, scope.body[0])
        for each in table.names.get(name, [])
    ]
    return f"{file.path}:{name}" if any(each not in (None, literal) for each in others) else ""


def _is_main_guard(node: ast.If) -> bool:
    return "__name__" in ast.unparse(node.test)
