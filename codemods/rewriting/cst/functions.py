"""Put a function where statements stood, with the blank lines that a formatter would leave."""

from __future__ import annotations

from typing import Any

import libcst as cst

from codemods.rewriting.edit import Edit

_BLANK = cst.EmptyLine(indent=False)


def function_for(node: Any, code: str, edit: Edit, blank: int) -> cst.CSTNode:
    """The function of this source in the place of a statement, whose comments it keeps, behind `blank` blank lines."""
    comments = [each for each in node.leading_lines if each.comment is not None]
    function: cst.CSTNode = _function(code, edit).with_changes(leading_lines=[*[_BLANK] * blank, *comments])
    return function


def function_before(node: Any, code: str, edit: Edit) -> cst.FlattenSentinel[cst.CSTNode]:
    """The function of this source and then the statement, both at module level."""
    function = _function(code, edit).with_changes(leading_lines=[_BLANK, _BLANK])
    return cst.FlattenSentinel([function, spaced(node, 2)])


def spaced(node: Any, blank: int) -> Any:
    """The statement behind that many blank lines."""
    lines = list(node.leading_lines)
    while lines and lines[0].comment is None:
        lines.pop(0)
    return node.with_changes(leading_lines=[*[_BLANK] * blank, *lines])


def _function(code: str, edit: Edit) -> Any:
    newline = "\r\n" if "\r\n" in edit.file.text else "\n"
    return edit.statement(code.replace("\n", newline))
