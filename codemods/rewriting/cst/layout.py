"""Break a call or a dictionary that a rewrite made too long: one argument a line, as a formatter would."""

from __future__ import annotations

from typing import Any

import libcst as cst

from codemods.project.style import formatted, limit
from codemods.rewriting.edit import Edit

_WIDTH = 100

Brackets = cst.Call | cst.Dict | cst.List


def fitted(node: Brackets, edit: Edit) -> Brackets:
    """The rewritten call or dictionary at the edit's site, broken if its one line would be too long.

    What stands on several lines already is left as its author laid it out, unless all arguments share one of them that
    has become too long.
    """
    project, root = edit.file.project, edit.file.project.service_root(edit.file.path)
    width = min(_WIDTH, limit(project, root).code, formatted(project, root) or _WIDTH)
    span = edit.site.span
    line = edit.file.lines[span.line - 1]
    new = _code(node)
    if span.line != span.end_line or "\n" in new:
        inside = new.split("\n")[1:-1]
        if len(inside) != 1 or span.end_line - span.line != 2 or len(inside[0]) <= width or "#" in new:
            return node
    elif len(line) + len(new) - (span.end_column - span.column) <= width:
        return node
    margin = line[: len(line) - len(line.lstrip())]
    return _broken(node, margin, "\t" if margin.startswith("\t") else "    ", width, edit)


def _broken(node: Brackets, margin: str, step: str, width: int, edit: Edit) -> Brackets:
    """One argument a line, and those that are too long for one in the same way."""
    inside = margin + step
    inner = _line_break(inside, edit)
    after = cst.Comma(whitespace_after=inner)
    end = cst.Comma(whitespace_after=_line_break(margin, edit))
    if isinstance(node, cst.Call):
        parts = [each.with_changes(value=_fitting(each, inside, step, width, edit)) for each in node.args]
        # As a formatter does it: behind the only argument it puts no comma, where that argument is what it breaks.
        bare = node.args[-1].star or (len(parts) == 1 and "\n" in _code(parts[0]))
        last = parts[-1].with_changes(
            comma=cst.MaybeSentinel.DEFAULT if bare else end,
            whitespace_after_arg=end.whitespace_after if bare else cst.SimpleWhitespace(""),
        )
        args = [*(each.with_changes(comma=after) for each in parts[:-1]), last]
        return node.with_changes(args=args, whitespace_before_args=inner)
    elements = [each.with_changes(value=_fitting(each, inside, step, width, edit)) for each in node.elements]
    only = len(elements) == 1 and not isinstance(node, cst.Dict) and "\n" in _code(elements[0])
    last_one = elements[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT if only else end)
    opening, closing = _brackets(node)
    after_all = _line_break(margin, edit) if only else cst.SimpleWhitespace("")
    return node.with_changes(
        elements=[*(each.with_changes(comma=after) for each in elements[:-1]), last_one],
        **{opening[0]: opening[1](whitespace_after=inner), closing[0]: closing[1](whitespace_before=after_all)},
    )


def _brackets(node: cst.Dict | cst.List) -> tuple[tuple[str, type[Any]], tuple[str, type[Any]]]:
    if isinstance(node, cst.Dict):
        return ("lbrace", cst.LeftCurlyBrace), ("rbrace", cst.RightCurlyBrace)
    return ("lbracket", cst.LeftSquareBracket), ("rbracket", cst.RightSquareBracket)


def _fitting(part: Any, margin: str, step: str, width: int, edit: Edit) -> cst.BaseExpression:
    """The value of an argument or an element, broken where it has brackets of its own and its line is too long."""
    value: cst.BaseExpression = part.value
    fits = len(margin) + len(_code(part.with_changes(comma=cst.MaybeSentinel.DEFAULT))) < width
    if fits or not _breaks(value) or "\n" in _code(value):
        return value
    match value:
        # Of a chain of calls the first one breaks: `environ.get(…).split(",")`.
        case cst.Call(func=cst.Attribute(value=cst.Call(args=[_, *_]) as first) as method):
            return value.with_changes(func=method.with_changes(value=_broken(first, margin, step, width, edit)))
    return _broken(value, margin, step, width, edit)  # type: ignore[arg-type]


def _breaks(value: cst.BaseExpression) -> bool:
    match value:
        case cst.Call(args=[_, *_]) | cst.Dict(elements=[_, *_]) | cst.List(elements=[_, *_]):
            return not value.lpar
    return False


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _line_break(margin: str, edit: Edit) -> cst.ParenthesizedWhitespace:
    newline = cst.Newline("\r\n" if "\r\n" in edit.file.text else None)
    return cst.ParenthesizedWhitespace(
        first_line=cst.TrailingWhitespace(newline=newline), indent=False, last_line=cst.SimpleWhitespace(margin)
    )
