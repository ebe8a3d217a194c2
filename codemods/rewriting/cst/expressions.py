"""Put one expression in the place of another without losing comments or parentheses that matter."""

from __future__ import annotations

import libcst as cst

from codemods.rewriting.edit import Edit


def bare(node: cst.BaseExpression) -> str:
    """The expression's source without the parentheses around it."""
    return cst.Module([]).code_for_node(node.with_changes(lpar=(), rpar=()))


def as_default(node: cst.BaseExpression, edit: Edit) -> str:
    """The expression's source among a call's arguments: a text of one line needs no three quotes."""
    match node:
        case cst.SimpleString(prefix="", value=value, quote=quote) if len(quote) == 3 and not set("\\\n") & set(value):
            return edit.string(str(node.evaluated_value))
    return bare(node)


def in_place_of(old: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
    """The new expression; it takes over the old one's parentheses where a comment stands in them."""
    outside = cst.Module([]).code_for_node(old).replace(bare(old), "", 1)
    return new.with_changes(lpar=old.lpar, rpar=old.rpar) if "#" in outside else new
