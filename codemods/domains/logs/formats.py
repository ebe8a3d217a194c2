"""What the lines of a handler say: a handler may only go where another one's lines say as much."""

from __future__ import annotations

import ast
import re

from codemods.domains.logs.handlers import Handler, Use
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword, text
from codemods.project.source_file import SourceFile

Fields = frozenset[str]

_PLAIN = frozenset(("message",))
# logging.BASIC_FORMAT, what basicConfig gives where it is told nothing.
_BASIC = frozenset(("levelname", "name", "message"))
_FIELD = re.compile(r"%\((\w+)\)|\{(\w+)|\$\{?(\w+)")


def fields_of(file: SourceFile, handler: Handler, use: Use) -> Fields | None:
    """The fields of what a handler writes; None where that is not known."""
    if handler.formatter is None and use.list is not None:
        call = file.parents[file.parents[use.list]]
        return basic_fields(file, call) if isinstance(call, ast.Call) else None
    return _PLAIN if handler.formatter is None else _fields(file, handler.formatter)


def basic_fields(file: SourceFile, call: ast.Call) -> Fields | None:
    """The fields of a handler that `basicConfig` makes."""
    given = keyword(call, "format")
    return _BASIC if given is None else format_fields(file, given.value)


def format_fields(file: SourceFile, node: ast.expr) -> Fields | None:
    """The fields of a format string."""
    known = text(file, node).exact
    return None if known is None else frozenset(next(filter(None, each)) for each in _FIELD.findall(known))


def says_as_much(first: Fields | None, second: Fields | None) -> bool:
    """Whether lines with the first fields say all that lines with the second say; the platform adds the time."""
    return first is not None and second is not None and second - {"asctime"} <= first


def same_formatter(handler: Handler, other: Handler) -> bool:
    """Whether both handlers have one formatter, whatever it is."""
    mine, its = handler.formatter, other.formatter
    return mine is not None and its is not None and ast.dump(mine) == ast.dump(its)


def _fields(file: SourceFile, node: ast.expr) -> Fields | None:
    if isinstance(node, ast.Name):
        bindings = lookup(file, node, node.id)
        value = bindings[0].value if len(bindings) == 1 else None
        return None if value is None else _fields(file, value)
    if isinstance(node, ast.Call) and called(file, node) in ("logging.Formatter", "colorlog.ColoredFormatter"):
        given = argument(node, 0, "fmt", "format")
        return _PLAIN if given is None else format_fields(file, given)
    return None
