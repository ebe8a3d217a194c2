"""Defaults of a class of settings that every class to deploy, which inherits from it, asks the environment for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.environments.classes import is_environment_class, names_environment
from codemods.model.environment_reads import environment_read
from codemods.model.scopes import tables
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_class
from codemods.vocabulary.kept import once


def is_rebound_below(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node's value is left to development and tests: production's class, and each other one that is
    deployed, asks the environment for it. A class that is called after an environment is deployed itself.

    Raises Unreadable.
    """
    owner = file.enclosing_class(node)
    statement = file.statement(node)
    if owner is None or names_environment(owner.name) or not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    if file.parents[statement] is not owner:
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    deployed = _deployed(file, owner)
    return bool(names and deployed) and all(
        any(_asks(file, each, name) for each in line) for line in deployed for name in names
    )


@once
def _deployed(file: SourceFile, owner: ast.ClassDef) -> list[list[ast.ClassDef]]:
    """The classes to deploy that inherit from one, each after those between the two."""
    return [
        line for line in _lines(file, owner)
        if use_of_class(line[-1].name) is Use.PRODUCTION and is_environment_class(file, line[-1])
    ]  # fmt: skip


def _asks(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether a class takes the value of a name from the environment."""
    return any(
        environment_read(file, part) is not None
        for each in tables(file)[owner].names.get(name, ()) if each.value is not None
        for part in ast.walk(each.value) if isinstance(part, ast.expr)
    )  # fmt: skip


def _lines(file: SourceFile, owner: ast.ClassDef) -> Iterator[list[ast.ClassDef]]:
    """The classes of the module that inherit from one, each after those between the two."""
    for each in file.tree.body:
        if isinstance(each, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id == owner.name for base in each.bases
        ):
            yield [each]
            yield from ([each, *line] for line in _lines(file, each) if each is not owner)
