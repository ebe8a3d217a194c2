"""Keep arguments aligned with the opening bracket of a call whose name gets longer or shorter."""

from __future__ import annotations

import libcst as cst

from codemods.rewriting.edit import Edit


def aligned(old: cst.Call, new: cst.Call, edit: Edit) -> cst.Call:
    """The new call with the lines of its arguments moved as far as its bracket, if they stood below the old one."""
    code = cst.Module([]).code_for_node(old.func)
    if "\n" in code or edit.site.span.line == edit.site.span.end_line:
        return new
    column = edit.site.span.column + len(code)
    line = edit.file.lines[edit.site.span.line - 1]
    margin = len(line) - len(line.lstrip())
    shift = len(cst.Module([]).code_for_node(new.func)) - len(code)
    return new.with_changes(args=[_moved(each, column - margin, column, shift) for each in new.args])


def _moved(arg: cst.Arg, *where: int) -> cst.Arg:
    comma = arg.comma
    if not isinstance(comma, cst.Comma) or not isinstance(comma.whitespace_after, cst.ParenthesizedWhitespace):
        return arg
    space = comma.whitespace_after
    inner, column, shift = where
    if len(space.last_line.value) != (inner if space.indent else column):
        return arg
    moved = space.with_changes(last_line=cst.SimpleWhitespace(" " * (len(space.last_line.value) + shift)))
    return arg.with_changes(comma=comma.with_changes(whitespace_after=moved))
