"""Take a comment away that a rewrite has answered."""

from __future__ import annotations

import libcst as cst


def without_trailing(node: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    """The statement without the comment behind it."""
    behind = node.trailing_whitespace.with_changes(whitespace=cst.SimpleWhitespace(""), comment=None)
    return node.with_changes(trailing_whitespace=behind)
