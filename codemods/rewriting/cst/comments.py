"""Take a comment away that a rewrite has answered."""

from __future__ import annotations

import libcst as cst


def without_trailing(node: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    """The statement without the comment behind it."""
    behind = node.trailing_whitespace.with_changes(whitespace=cst.SimpleWhitespace(""), comment=None)
    return node.with_changes(trailing_whitespace=behind)


def without_remark(node: cst.Dict, element: cst.BaseDictElement) -> cst.Dict:
    """The dictionary without the comment behind an entry's line, which speaks of the value that the entry had."""
    if element is node.elements[-1]:
        return node.with_changes(
            rbrace=node.rbrace.with_changes(whitespace_before=_unremarked(node.rbrace.whitespace_before))
        )
    if not isinstance(element.comma, cst.Comma):
        return node
    comma = element.comma.with_changes(whitespace_after=_unremarked(element.comma.whitespace_after))
    return cst.ensure_type(node.with_deep_changes(element, comma=comma), cst.Dict)


def _unremarked(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    line = space.first_line.with_changes(whitespace=cst.SimpleWhitespace(""), comment=None)
    return space.with_changes(first_line=line)
