"""Classes whose fields the environment gives: pydantic's settings, under whatever name and behind whatever base, and
those that a library's metaclass or decorator makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.settings import GIVEN_DECORATORS, GIVEN_METACLASSES, PYDANTIC_BASES, PYDANTIC_MODELS
from codemods.model.import_graph import knowing
from codemods.model.names import last_name, qualified
from codemods.model.parsable import mentioning
from codemods.model.types import ancestry
from codemods.project.memo import asked
from codemods.project.source_file import SourceFile

_LIBRARY = "pydantic"


def is_settings_class(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether each field of a class is a variable of the environment.

    Raises Unreadable.
    """
    return bool(owner.bases) and any(
        asked(file.project, (owner, "settings"), lambda: [_inherits(file, owner, PYDANTIC_BASES)])
    )


def is_given_class(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether the environment gives the fields of a class: of settings, or of what a field of settings holds.

    Raises Unreadable.
    """
    if is_settings_class(file, owner) or _is_made_by_library(file, owner):
        return True
    # A base of a library that is not here, and by its name one of pydantic's.
    if _LIBRARY.encode() in file.spelled and any(ast.unparse(each).endswith("Settings") for each in owner.bases):
        return True
    return bool(owner.bases) and any(asked(file.project, (owner, "given"), lambda: [_is_held(file, owner)]))


def _inherits(file: SourceFile, owner: ast.ClassDef, names: tuple[str, ...]) -> bool:
    return any(qualified(home, base) in names for home, each in ancestry(file, owner) for base in each.bases)


def _is_made_by_library(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether the class is decorated so, or has such a metaclass, itself or from a base."""
    if any(qualified(file, getattr(each, "func", each)) in GIVEN_DECORATORS for each in owner.decorator_list):
        return True
    lines = ancestry(file, owner) if owner.bases else ((file, owner),)
    return any(
        word.arg == "metaclass" and qualified(home, word.value) in GIVEN_METACLASSES
        for home, each in lines for word in each.keywords
    )  # fmt: skip


def _is_held(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a field of settings has the class, a model of pydantic, as its type: `mail: Mail = Mail()`."""
    if not _inherits(file, owner, PYDANTIC_MODELS):
        return False
    return any(
        other is not owner and any(_annotates(each, owner.name) for each in other.body) and is_given_class(home, other)
        for home, other in _classes(file, owner.name)
    )


def _annotates(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.AnnAssign) and any(
        last_name(each) == name or (isinstance(each, ast.Constant) and each.value == name)
        for each in ast.walk(statement.annotation)
    )


def _classes(file: SourceFile, name: str) -> Iterator[tuple[SourceFile, ast.ClassDef]]:
    for home in mentioning(file.project, name, knowing(file)):
        yield from ((home, each) for each in home.nodes(ast.ClassDef))
