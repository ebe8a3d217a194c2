"""Defaults of a class of settings that every class to deploy, which inherits from it, asks the environment for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

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
    return bool(names) and _is_deployed_below(file, owner) and not any(_stays(file, owner, each) for each in names)


@once
def _is_deployed_below(file: SourceFile, owner: ast.ClassDef) -> bool:
    return any(_is_deployed(file, each) for each in _below(file, owner, lambda heir: False))


def _stays(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether a class to deploy has the value from this one: no class between them asks the environment for it."""
    return any(_is_deployed(file, each) for each in _below(file, owner, lambda heir: _asks(file, heir, name)))


def _is_deployed(file: SourceFile, owner: ast.ClassDef) -> bool:
    return use_of_class(owner.name) is Use.PRODUCTION and is_environment_class(file, owner)


def _asks(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether a class takes the value of a name from the environment."""
    return any(
        environment_read(file, part) is not None
        for each in tables(file)[owner].names.get(name, ()) if each.value is not None
        for part in ast.walk(each.value) if isinstance(part, ast.expr)
    )  # fmt: skip


def _below(file: SourceFile, owner: ast.ClassDef, ends: Callable[[ast.ClassDef], bool]) -> Iterator[ast.ClassDef]:
    """The classes of the module that inherit from one, each once; none where a line of them ends, nor below it."""
    heirs, found, pending = _heirs(file), {owner}, [owner]
    while pending:
        for each in heirs.get(pending.pop().name, ()):
            if each not in found and not ends(each):
                found.add(each)
                pending.append(each)
                yield each


@once
def _heirs(file: SourceFile) -> dict[str, list[ast.ClassDef]]:
    """By the name of a class of the module, the classes that have it among their bases."""
    found: dict[str, list[ast.ClassDef]] = {}
    for each in file.tree.body:
        if isinstance(each, ast.ClassDef):
            for base in {base.id for base in each.bases if isinstance(base, ast.Name)}:
                found.setdefault(base, []).append(each)
    return found
