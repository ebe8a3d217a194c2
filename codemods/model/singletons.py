"""Whether a module makes an object of a class when it is imported, so that the whole process shares it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.import_graph import knowing
from codemods.model.parsable import mentioning
from codemods.model.scopes import tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile


def has_singleton(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a module of the project makes an instance at its module level."""
    cache: dict[ast.ClassDef, bool] = file.__dict__.setdefault("_singletons", {})
    if owner not in cache:
        cache[owner] = any(_makes(other, owner) for other in _mentioning(file, owner))
    return cache[owner]


def _mentioning(file: SourceFile, owner: ast.ClassDef) -> Iterator[SourceFile]:
    """The files that can mean the class, and hold its name."""
    known = knowing(file)
    return (each for each in mentioning(file.project, owner.name) if each.path in known)


def _makes(file: SourceFile, owner: ast.ClassDef) -> bool:
    for bindings in tables(file)[file.tree].names.values():
        for each in bindings:
            if isinstance(each.value, ast.Call) and any(
                thing.kind == "class" and thing.node is owner for thing in evaluate(file, each.value.func)
            ):
                return True
    return False
