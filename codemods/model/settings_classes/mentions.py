"""Where code names a class so that something may take it: by its name, as an attribute, by its path in a string."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.project.source_file import SourceFile

_TRUE = frozenset(("true", "false", "1", "0", "yes", "no", "on", "off", "y", "n", "t", "f"))

# Of what may be anything, a truth value is a switch where it is called after whom it is for.
_FLAG = re.compile(r"(?i)(?<![a-z])(?:debug|dev|devel|develop|development|prod|production|live|local)(?![a-z])")


def mentions(file: SourceFile, name: str) -> Iterator[ast.expr]:
    """The mentions of a class in a file; neither imports, nor what is only told, nor what stands in the class itself.

    Raises Unreadable.
    """
    path = re.compile(rf"(?:[\w.]+[.:])?{re.escape(name)}")
    named: list[ast.expr] = [each for each in file.nodes(ast.Name) if each.id == name]
    named += [each for each in file.nodes(ast.Attribute) if each.attr == name]
    yield from (each for each in named if not _is_inside(file, each, name))
    for each in file.nodes(ast.Constant):
        if isinstance(each.value, str) and path.fullmatch(each.value) and not _is_told(file, each):
            yield each


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
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return is_switch(inner)
        case ast.Compare(
            ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=value)]
        ):
            return value is not None and (isinstance(value, bool | int) or str(value).lower() in _TRUE)
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple() | ast.List() | ast.Set() as words]):
            said = [each.value for each in words.elts if isinstance(each, ast.Constant)]
            return len(said) == len(words.elts) and all(str(each).lower() in _TRUE for each in said)
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript) and (
        _FLAG.search(ast.unparse(test)) is not None
    )


def _is_inside(file: SourceFile, node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.ClassDef) and each.name == name for each in file.ancestors(node))


def _is_told(file: SourceFile, node: ast.AST) -> bool:
    """Whether a string is a text of its own, or one of `__all__`."""
    statement = file.statement(node)
    if isinstance(statement, ast.Assign):
        return any(isinstance(each, ast.Name) and each.id == "__all__" for each in statement.targets)
    return isinstance(statement, ast.Expr) and statement.value is node
