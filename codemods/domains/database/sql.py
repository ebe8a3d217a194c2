"""Whether a statement only reads: a select of SQLAlchemy's, or SQL as text."""

from __future__ import annotations

import ast
import re

from codemods.libraries.sqlalchemy import SELECTS, TEXTS
from codemods.model.functions import returns
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, text
from codemods.model.types import evaluate
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile

_BEGINS = re.compile(r"\s*(SELECT|WITH|VALUES|TABLE|SHOW)\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(INSERT|UPDATE|DELETE|MERGE|REPLACE|INTO|TRUNCATE|ALTER|CREATE|DROP|GRANT|LOCK|CALL|DO|COPY|SHARE|SET)\b|;\s*\S",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(\w+)\s*\(")
# SQL functions, and keywords before a parenthesis, that change and lock nothing.
FUNCTIONS = frozenset(
    ("abs", "all", "and", "any", "array_agg", "as", "avg", "between", "by", "cast", "ceil", "char_length", "coalesce",
     "concat", "count", "current_date", "current_timestamp", "date", "date_part", "date_trunc", "datediff",
     "date_format", "dense_rank", "distinct", "except", "exists", "extract", "filter", "floor", "from", "greatest",
     "group_concat", "having", "ifnull", "in", "initcap", "instr", "intersect", "join", "json_agg", "jsonb_agg", "lag",
     "lead", "least", "left", "length", "like", "limit", "lower", "ltrim", "max", "min", "mod", "month", "not", "now",
     "nullif", "on", "or", "over", "partition", "position", "random", "rand", "rank", "regexp_replace", "replace",
     "right", "round", "row_number", "rtrim", "select", "similarity", "strftime", "string_agg", "strpos", "substr",
     "substring", "sum", "then", "to_char", "to_date", "to_tsquery", "to_tsvector", "total", "trim", "ts_rank", "union",
     "upper", "using", "values", "when", "where", "with", "year")
)  # fmt: skip


# What is deeper counts as unproved: its view stays on the writer.
_DEPTH = Limit(8, "a statement of SQL")


def only_reads(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether a statement that is executed is known to be a select, through names and functions of the project."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Name():
            bindings = lookup(file, node, node.id)
            values = [each.value for each in bindings if each.value is not None and each.kind == "value"]
            own = [each for each in values if not _extends(each, node.id)]
            return len(values) == len(bindings) and bool(own) and all(only_reads(file, each, depth + 1) for each in own)
        case ast.IfExp():
            return only_reads(file, node.body, depth + 1) and only_reads(file, node.orelse, depth + 1)
        case ast.Call():
            return _call(file, node, depth)
        case ast.Constant(value=str()) | ast.JoinedStr() | ast.BinOp():
            return _sql(text(file, node).exact)
    return False


def begins_as_select(file: SourceFile, node: ast.expr) -> bool:
    """Whether SQL as text is a select as far as it is known, whatever is put into it."""
    if isinstance(node, ast.Call) and TEXTS.match(called(file, node)):
        return bool(node.args) and begins_as_select(file, node.args[0])
    known = " ".join(each for each in text(file, node).parts if each)
    return only_reads(file, node) or (_BEGINS.match(known) is not None and not _changes(known))


def _changes(statement: str) -> bool:
    return _CHANGES.search(re.sub(r"'[^']*'", "''", statement)) is not None


def _call(file: SourceFile, node: ast.Call, depth: int) -> bool:
    things = evaluate(file, node.func)
    if things:
        results = [(each.file, value) for each in things for value in returns(each.node) if each.kind == "function"]
        return bool(results) and all(only_reads(home, value, depth + 1) for home, value in results)
    # A method of a select gives a select; those that do not are refused by their own names.
    inner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(inner, ast.Call) or (
        isinstance(inner, ast.Name) and not qualified(file, inner).lower().endswith("alchemy")
    ):
        return only_reads(file, inner, depth + 1)
    name = called(file, node)
    if TEXTS.match(name):
        return _sql(text(file, argument(node, 0, "text")).exact)
    return SELECTS.match(name) is not None


def _extends(value: ast.expr, name: str) -> bool:
    """Whether the value is made from the name itself: `found = found.where(…)`."""
    at: ast.AST = value
    while isinstance(at, ast.Call | ast.Attribute):
        at = at.func if isinstance(at, ast.Call) else at.value
    return isinstance(at, ast.Name) and at.id == name


def _sql(statement: str | None) -> bool:
    if statement is None or not _BEGINS.match(statement) or _changes(statement):
        return False
    return all(each.lower() in FUNCTIONS for each in _CALLED.findall(statement))
