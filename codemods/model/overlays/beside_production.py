"""Developers' settings that a branch takes, where its other arm takes production's: `if LIVE: from .live import *`."""

from __future__ import annotations

import ast

from codemods.model.overlays.for_want import imports_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_path
from codemods.vocabulary.unreadable import Unreadable


def imports_beside_production(file: SourceFile, module: SourceFile) -> bool:
    """Whether each import of the file that may be the module's stands in an arm of a branch beside an arm that takes a
    module of production in its place.
    """
    if b"else" not in file.spelled and b"elif" not in file.spelled:
        return False
    try:
        found = list(imports_of(file, module))
        return bool(found) and all(_has_other_arm(file, each, module) for each in found)
    except (Unreadable, RecursionError):
        return False


def _has_other_arm(file: SourceFile, node: ast.stmt, module: SourceFile) -> bool:
    branch = file.parents.get(node)
    if not isinstance(branch, ast.If):
        return False
    return any(
        other is not None and other is not module and use_of_path(other.path) is Use.PRODUCTION
        for arm in _arms(file, branch) if node not in arm
        for other in (_taken(file, each) for each in arm)
    )  # fmt: skip


def _arms(file: SourceFile, branch: ast.If) -> list[list[ast.stmt]]:
    """The arms of a whole `if … elif … else`, from any of its parts."""
    while isinstance(above := file.parents.get(branch), ast.If) and above.orelse == [branch]:
        branch = above
    arms = [branch.body]
    while len(branch.orelse) == 1 and isinstance(branch.orelse[0], ast.If):
        branch = branch.orelse[0]
        arms.append(branch.body)
    return [*arms, branch.orelse]


def _taken(file: SourceFile, statement: ast.stmt) -> SourceFile | None:
    """The module of the project whose names a statement takes."""
    project = file.project
    match statement:
        case ast.ImportFrom(module=str(name), level=level):
            dotted = project.absolute_name(file.path, level, name) if level else name
            return project.module(dotted, file.path)
        case ast.ImportFrom(module=None, level=level, names=[ast.alias(name=name)]):
            return project.module(project.absolute_name(file.path, level, name), file.path)
        case ast.Import(names=[ast.alias(name=name)]):
            return project.module(name, file.path)
    return None
