"""Whom a class is for: by its name, its bases and what it or a base of it sets (`TESTING = True`)."""

from __future__ import annotations

import ast
import re

from codemods.libraries.frameworks.web import SERVED_BASES
from codemods.model.import_graph import knowing
from codemods.model.scopes import stored_name
from codemods.model.types import ancestry
from codemods.project.audience.loaded_by_tests import is_class_of_tests
from codemods.project.audience.test_settings import says_tests
from codemods.project.project import Project
from codemods.project.purpose import is_for_development
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_class
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_SHARED_CLASS = frozenset(("prod", "production", "live", "default", "base", "staging"))
_SETTINGS = frozenset(("config", "settings", "configuration"))
_SWITCHES = ("TESTING", "testing")
_SWITCH = re.compile(rb"\bTESTING\b|\btesting\b[^\n]*=")


def sets_testing(node: ast.stmt) -> bool:
    """Whether a statement says that what is around it is for tests: `TESTING = True`, also with a type."""
    return _switch(node) is True


def use_of_class_in(file: SourceFile, node: ast.ClassDef) -> Use:
    """Whom a class of a file is for."""
    words = set(parts(node.name))
    if _is_for_tests(file, node):
        # A class that production takes too keeps its findings, but what is tested with it is not ours to change.
        shared = not words.isdisjoint(_SHARED_CLASS) or words <= _SETTINGS
        return Use.DEVELOPMENT if shared else Use.TEST
    if node.bases and words.isdisjoint(_SHARED_CLASS) and says_tests(node.body):
        return Use.TEST
    if any(SERVED_BASES.search(ast.unparse(each)) for each in node.bases):
        return Use.PRODUCTION
    if is_class_of_tests(file, node):
        return Use.TEST
    found = use_of_class(node.name)
    said = found is Use.PRODUCTION and is_for_development(ast.get_docstring(node) or "")
    return Use.DEVELOPMENT if said else found


def may_inherit(file: SourceFile) -> bool:
    """Whether classes of the file can inherit from one that is for tests: the file has one, or it imports one's."""
    return file.path in _knowing_test_classes(file.project)


@once
def _knowing_test_classes(project: Project) -> frozenset[str]:
    homes = [each for each in project.matching(_SWITCH, (b"TESTING", b"testing")) if each.kind == "python"]
    return frozenset(path for each in homes if _has_test_class(each) for path in knowing(each))


def _has_test_class(file: SourceFile) -> bool:
    try:
        return any(sets_testing(each) for owner in file.nodes(ast.ClassDef) for each in owner.body)
    except Unreadable:
        return False


def _is_for_tests(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether the class or, where it says nothing itself, the nearest of its bases that does, switches testing on."""
    if (own := _said(node)) is not None or not node.bases or not may_inherit(file):
        return own is True
    for _, each in ancestry(file, node):
        if (said := _said(each)) is not None:
            return said
    return False


def _said(node: ast.ClassDef) -> bool | None:
    """What a class sets its switch to last, None where it has none."""
    said = [value for each in node.body if (value := _switch(each)) is not None]
    return said[-1] if said else None


def _switch(node: ast.stmt) -> bool | None:
    match node:
        case ast.Assign(targets=targets, value=ast.Constant(value=value)):
            names = targets
        case ast.AnnAssign(target=target, value=ast.Constant(value=value)):
            names = [target]
        case _:
            return None
    return value is True if any(stored_name(each) in _SWITCHES for each in names) else None
