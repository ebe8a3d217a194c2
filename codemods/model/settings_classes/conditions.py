"""Conditions that hold one thing against constants: which, against what, and whether that is a switch, on or off."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.project.source_file import SourceFile

ON = frozenset(("1", "true", "yes", "on", "y", "t"))
OFF = frozenset(("0", "false", "no", "off", "n", "f"))
# Of what may be anything, a truth value is a switch where it is called after whom it is for.
_FLAG = re.compile(r"(?i)(?<![a-z])(?:debug|dev|devel|develop|development|prod|production|live|local)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a condition asks for, and the constants that it is held against; none where its truth is all that counts.

    `equal`: whether the condition holds where it is one of them, or true.
    """

    asked: ast.expr
    words: tuple[str, ...]
    equal: bool


def condition(test: ast.expr) -> Condition | None:
    """What a condition asks; None where it compares with what is not written there, or more than once."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            found = condition(inner)
            return None if found is None else replace(found, equal=not found.equal)
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is() | ast.NotEq() | ast.IsNot() as op], comparators=[value]):
            held, equal = [value], isinstance(op, ast.Eq | ast.Is)
        case ast.Compare(
            left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[ast.Tuple() | ast.List() | ast.Set() as listed]
        ):
            held, equal = listed.elts, isinstance(op, ast.In)
        case ast.Compare():
            return None
        case _:
            return Condition(test, (), True)
    words = tuple(str(each.value).lower() for each in held if isinstance(each, ast.Constant))
    return Condition(left, words, equal) if words and len(words) == len(held) else None


def switches(file: SourceFile, node: ast.AST) -> Iterator[tuple[ast.expr, bool]]:
    """The switches around a node, which are on or off (`os.getenv("SHOP_DEV") == "true"`), each with whether the node
    stands in what runs where its condition holds.
    """
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If | ast.IfExp) and child is not each.test and is_switch(each.test):
            yield each.test, child in (each.body if isinstance(each.body, list) else [each.body])
        child = each


def is_switch(test: ast.expr) -> bool:
    """Whether a condition asks whether something is on, by its truth or by a word for that, and not which of many."""
    found = condition(test)
    if found is None:
        return False
    if found.words:
        return (ON | OFF).issuperset(found.words)
    return isinstance(found.asked, ast.Name | ast.Attribute | ast.Call | ast.Subscript) and (
        _FLAG.search(ast.unparse(found.asked)) is not None
    )
