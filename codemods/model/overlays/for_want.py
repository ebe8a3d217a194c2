"""Modules that are taken for want of another one: `from .private import *`, and where that is not there, `.devel`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.names import last_name
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_FAILS = frozenset(("ImportError", "ModuleNotFoundError", "Exception"))


def imports_for_want(file: SourceFile, module: SourceFile) -> bool:
    """Whether the file takes the module only where a module beside it is not there, which the repository lacks too:
    wherever the service serves somebody has put it.
    """
    if b"except" not in file.spelled:
        return False
    try:
        found = [each for each in imports_of(file, module) if not _is_of_another(file, each, module)]
        return bool(found) and all(_is_for_want(file, each) for each in found)
    except (Unreadable, RecursionError):
        return False


def imports_of(file: SourceFile, module: SourceFile) -> Iterator[ast.stmt]:
    """The imports of a file that may be a module's, by their words."""
    folder, _, stem = module.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")
    package = folder.rpartition("/")[2]
    for plain in file.nodes(ast.Import):
        if any(stem in alias.name.split(".") for alias in plain.names):
            yield plain
    for each in file.nodes(ast.ImportFrom):
        source = (each.module or "").split(".")
        names = {alias.name for alias in each.names}
        if stem in source or (source[-1] in ("", package) and not names.isdisjoint((stem, "*"))):
            yield each


def _is_of_another(file: SourceFile, node: ast.stmt, module: SourceFile) -> bool:
    """Whether a star surely takes the names of another module than that."""
    match node:
        case ast.ImportFrom(names=[ast.alias(name="*")], module=str(name), level=level) if level:
            return file.project.module(file.project.absolute_name(file.path, level, name), file.path) is not module
    return False


def _is_for_want(file: SourceFile, node: ast.stmt) -> bool:
    handler = next((each for each in file.ancestors(node) if isinstance(each, ast.ExceptHandler)), None)
    attempt = file.parents.get(handler) if handler is not None else None
    if handler is None or not isinstance(attempt, ast.Try):
        return False
    said = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    fails = all(each is None or last_name(each) in _FAILS for each in said)
    return fails and any(_is_absent(file, each) for each in attempt.body)


def _is_absent(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether a statement takes all names of a module of the file's own package that is not there."""
    match statement:
        case ast.ImportFrom(names=[ast.alias(name="*")], module=str(name), level=level):
            project = file.project
            dotted = project.absolute_name(file.path, level, name)
            package = project.module(dotted.rpartition(".")[0], file.path) if not level else file
            return package is not None and project.module(dotted, file.path) is None
    return False
