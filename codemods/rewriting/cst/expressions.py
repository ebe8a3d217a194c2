"""Put one expression in the place of another without losing comments or parentheses that matter."""

from __future__ import annotations

import libcst as cst


def bare(node: cst.BaseExpression) -> str:
    """The expression's source without the parentheses around it."""
    return cst.Module([]).code_for_node(node.with_changes(lpar=(), rpar=()))


def in_place_of(old: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
    """The new expression; it takes over the old one's parentheses where a comment stands in them."""
    outside = cst.Module([]).code_for_node(old).replace(bare(old), "", 1)
    return new.with_changes(lpar=old.lpar, rpar=old.rpar) if "#" in outside else new
