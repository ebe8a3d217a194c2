"""Break what a rewrite made too long, as a formatter would: a call or a dictionary, one argument a line, or a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import libcst as cst

from codemods.project.style import formatted, limit, linted
from codemods.rewriting.edit import Edit

# Where nothing says how long lines are: a call that a fix adds arguments to, a value that stays one expression.
_WIDTH, _LOOSE = 100, 120
# What stands before a value that is all of a statement's right side, and behind it.
_ASSIGNS = re.compile(r"^\s*[\w.\[\]\"']+(?:\s*:[^=]+)?\s*=\s*$")
_ENDS = re.compile(r"^\s*(?:#.*)?$")
# The same of an argument or an entry that has a line to itself.
_NAMES = re.compile(r"^\s*(?:\w+=|[\"']\w+[\"']:\s*)?$")
_ENDS_PART = re.compile(r"^,?\s*(?:#.*)?$")

Brackets = cst.Call | cst.Dict | cst.List


def fitted(node: Brackets, edit: Edit) -> Brackets:
    """The rewritten call or dictionary at the edit's site, broken if a line of it would be too long.

    What stands on several lines already is left as its author laid it out while it fits.
    """
    width = _width(edit)
    span = edit.site.span
    line = edit.file.lines[span.line - 1]
    new = _code(node)
    margin = line[: len(line) - len(line.lstrip())]
    step = "\t" if margin.startswith("\t") else "    "
    if span.line != span.end_line or "\n" in new:
        lines = f"{line[: span.column - 1]}{new}".split("\n")
        old = {each.rstrip("\r") for each in edit.file.lines[span.line - 1 : span.end_line]}
        if all(len(each) <= width for each in lines if each not in old) or "#" in new:
            return node
        if _is_one_a_line(node):
            return _with_fitting(node, margin + step, step, width, edit)
        if any("\n" in _code(part.value) for part in _parts(node)):
            return node
    elif len(line) + len(new) - (span.end_column - span.column) <= width:
        return node
    return _broken(node, margin, step, width, edit)


def settled(node: cst.BaseExpression, edit: Edit) -> cst.BaseExpression:
    """The new value at the edit's site, broken if its line would be too long: all of a statement's right side, or what
    has a line to itself.
    """
    width, span, code = _width(edit, _LOOSE), edit.site.span, _code(node)
    line = edit.file.lines[span.line - 1]
    before, after = line[: span.column - 1], line[span.end_column - 1 :].rstrip()
    if not limit(edit.file.project, edit.file.project.service_root(edit.file.path)).where:
        after = after.partition("#")[0].rstrip()  # a remark may stand out where nothing checks it
    if span.line != span.end_line or "\n" in code or len(before) + len(code) + len(after) <= width:
        return node
    margin = line[: len(line) - len(line.lstrip())]
    step = "\t" if margin.startswith("\t") else "    "
    if _ASSIGNS.match(before) and _ENDS.match(after):
        return _right_side(node, margin, step, width, edit, len(before))
    if _NAMES.match(before) and (before.strip() or after.startswith(",")) and _ENDS_PART.match(after):
        return _fitting(cst.Arg(node), margin, step, width, edit)
    return node


def _right_side(
    node: cst.BaseExpression, margin: str, step: str, width: int, edit: Edit, start: int
) -> cst.BaseExpression:
    match node:
        case cst.Comparison(left=cst.Call(func=cst.Attribute(value=cst.Call(args=[_, *_]))) as left) if (
            start + len(_code(node).rpartition("(")[0]) >= width
        ):
            return node.with_changes(left=_opened(left, margin, step, width, edit))
        case cst.Call(args=[_, *_]):
            return _opened(node, margin, step, width, edit)
        case cst.Comparison(comparisons=[cst.ComparisonTarget(comparator=cst.Tuple(elements=[_, *_]) as last) as only]):
            inside = _line_break(margin + step, edit)
            after = cst.Comma(whitespace_after=inside)
            end = cst.Comma(whitespace_after=_line_break(margin, edit))
            elements = [*(each.with_changes(comma=after) for each in last.elements[:-1])]
            elements.append(last.elements[-1].with_changes(comma=end))
            broken = last.with_changes(elements=elements, lpar=[cst.LeftParen(whitespace_after=inside)])
            return node.with_changes(comparisons=[only.with_changes(comparator=broken)])
        case cst.BinaryOperation():
            opening = cst.LeftParen(whitespace_after=_line_break(margin + step, edit))
            closing = cst.RightParen(whitespace_before=_line_break(margin, edit))
            fits = len(margin + step) + len(_code(node)) <= width
            inner = node if fits else _operated(node, margin + step, edit)
            return inner.with_changes(lpar=[opening], rpar=[closing])
    return node


def _opened(node: cst.Call, margin: str, step: str, width: int, edit: Edit) -> cst.BaseExpression:
    """The call with all its arguments on a line of their own, if that is long enough for them."""
    if isinstance(node.func, cst.Attribute) and isinstance(first := node.func.value, cst.Call) and first.args:
        # Of a chain of calls the first one breaks: `environ.get(…).split(",")`.
        return node.with_changes(func=node.func.with_changes(value=_opened(first, margin, step, width, edit)))
    inside = ", ".join(_code(each.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for each in node.args)
    if len(margin + step + inside) > width:
        return _broken(node, margin, step, width, edit)
    last = node.args[-1].with_changes(whitespace_after_arg=_line_break(margin, edit))
    return node.with_changes(args=[*node.args[:-1], last], whitespace_before_args=_line_break(margin + step, edit))


def _operated(node: cst.BinaryOperation, margin: str, edit: Edit) -> cst.BinaryOperation:
    """The sum with its last operator on a line of its own."""
    return node.with_changes(operator=node.operator.with_changes(whitespace_before=_line_break(margin, edit)))


def _width(edit: Edit, most: int = _WIDTH) -> int:
    project, root = edit.file.project, edit.file.project.service_root(edit.file.path)
    return min(most, limit(project, root).code, formatted(project, root) or most, linted(project, root) or most)


def _parts(node: Brackets) -> Sequence[Any]:
    return node.args if isinstance(node, cst.Call) else node.elements


def _is_one_a_line(node: Brackets) -> bool:
    """Whether each argument has its own line, so that only those that are too long are to be broken."""
    code = _code(node)
    return (
        len(_parts(node)) > 1
        and code.rstrip(")]}").endswith(("\n", " ", "\t"))
        and all(isinstance(each.comma, cst.Comma) and "\n" in _code(each.comma) for each in _parts(node)[:-1])
    )


def _with_fitting(node: Brackets, margin: str, step: str, width: int, edit: Edit) -> Brackets:
    parts = [each.with_changes(value=_fitting(each, margin, step, width, edit)) for each in _parts(node)]
    return node.with_changes(**{"args" if isinstance(node, cst.Call) else "elements": parts})


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
    if fits or "\n" in _code(value):
        return value
    match value:
        case cst.Comparison(comparisons=[only], lpar=[]):
            operator = only.operator.with_changes(whitespace_before=_line_break(margin, edit))
            return value.with_changes(comparisons=[only.with_changes(operator=operator)])
        case cst.BinaryOperation(lpar=[]):
            return _operated(value, margin, edit)
        case _ if not _breaks(value):
            return value
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
