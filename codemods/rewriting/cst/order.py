"""Imports stand above the first statement that reads their name while the module is loaded."""

from __future__ import annotations

import sys

import libcst as cst

from codemods.rewriting.edit import Edit
from codemods.vocabulary.rule import Skip


class _Reads(cst.CSTVisitor):
    """Whether a name is read in code that runs when the statement does: no bodies of functions."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.found = name, False

    def visit_Name(self, node: cst.Name) -> None:
        self.found = self.found or node.value == self.name

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        for each in (*node.decorators, node.params):
            each.visit(self)
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        node.params.visit(self)
        return False


def reads(statement: cst.CSTNode, name: str) -> bool:
    """Whether the statement, when it runs, reads the name (or binds it, or has a parameter of that name)."""
    visitor = _Reads(name)
    statement.visit(visitor)
    return visitor.found


def without_late_imports(module: cst.Module, edit: Edit) -> cst.Module:
    """The module without those imports that the edit relies on above them; the edit asks for them anew.

    Raises Skip where an import is more than one plain statement of the standard library: it may stand there for a
    reason.
    """
    for local in sorted(edit.relied):
        body = list(module.body)
        at = next((index for index, each in enumerate(body) if _alias(each, local)), None)
        if at is None or not any(reads(each, local) for each in body[:at] if not _is_import(each)):
            continue
        taken = body[at]
        alias = _alias(taken, local)
        assert isinstance(taken, cst.SimpleStatementLine)
        node = taken.body[0]
        if not (alias and alias.asname is None and _is_plain(taken)):
            raise Skip(f"{local} is imported below the place that would need it")
        if isinstance(node, cst.ImportFrom):
            edit.from_imports.add((_source(node), local))
        else:
            edit.imports.add(alias.evaluated_name)
        kept = _without(taken, alias)
        if kept is None and at + 1 < len(body):
            body[at + 1] = _spaced(body[at + 1], taken)
        body[at : at + 1] = [] if kept is None else [kept]
        module = module.with_changes(body=body)
    return module


def _is_import(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[0], cst.Import | cst.ImportFrom)


def _alias(statement: cst.CSTNode, local: str) -> cst.ImportAlias | None:
    """What binds the name, of an import statement at the module level."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return None
    for node in statement.body:
        if isinstance(node, cst.Import | cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
            for each in node.names:
                if (each.evaluated_alias or each.evaluated_name).partition(".")[0] == local:
                    return each
    return None


def _source(node: cst.ImportFrom) -> str:
    name = cst.Module([]).code_for_node(node.module) if node.module else ""
    return "." * len(node.relative) + name


def _is_plain(statement: cst.SimpleStatementLine) -> bool:
    """One statement of the standard library without a comment of its own."""
    if len(statement.body) != 1 or any(each.comment for each in statement.leading_lines):
        return False
    node = statement.body[0]
    if isinstance(node, cst.ImportFrom):
        modules = [_source(node)]
    else:
        assert isinstance(node, cst.Import)
        modules = [each.evaluated_name for each in node.names]
    standard = all(each.partition(".")[0] in sys.stdlib_module_names for each in modules)
    return standard and statement.trailing_whitespace.comment is None


def _without(statement: cst.SimpleStatementLine, alias: cst.ImportAlias) -> cst.SimpleStatementLine | None:
    """The import without one of its names; None without any."""
    node = statement.body[0]
    assert isinstance(node, cst.Import | cst.ImportFrom)
    assert not isinstance(node.names, cst.ImportStar)
    names = [each for each in node.names if each is not alias]
    if not names:
        return None
    names[-1] = names[-1].with_changes(comma=node.names[-1].comma)
    return statement.with_changes(body=[node.with_changes(names=names)])


def _spaced(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, taken: cst.SimpleStatementLine
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """The statement behind one that is taken out, with the blank lines that stood before that one."""
    lines = [*statement.leading_lines]
    return statement if lines else statement.with_changes(leading_lines=taken.leading_lines)
