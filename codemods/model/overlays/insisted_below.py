"""Settings of development and tests that take a module's, and replace what the module would insist on."""

from __future__ import annotations

import ast
import posixpath

from codemods.model.environment_reads import environment_read
from codemods.model.import_graph import imports
from codemods.model.parsable import readable
from codemods.model.scopes import stored_name
from codemods.model.test_scopes import use_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Span


def replacing(file: SourceFile, span: Span) -> str:
    """The module for development or tests that imports a module of settings and gives what stands there a value of its
    own, so that it does without any variable; '' for none.

    Raises Unreadable.
    """
    names = {name for each in file.tree.body if _holds(each, span) for name in _names(each)}
    return next((each.path for each in _users(file) if names and names <= _own(each)), "")


def _users(file: SourceFile) -> list[SourceFile]:
    """The settings for development and tests that run the module, directly or by way of others."""
    found, pending = {file.path}, [file]
    users = []
    for here in pending:
        word = posixpath.basename(here.path).removesuffix(".py")
        for other in readable(here.project.words.holding(word.encode(), whole=True)):
            taken = any(each.file is here and not each.lazy for each in imports(other))
            if not taken or other.path in found or posixpath.dirname(other.path) != posixpath.dirname(file.path):
                continue
            found.add(other.path)
            pending.append(other)
            if use_of(other) in (Use.DEVELOPMENT, Use.TEST):
                users.append(other)
    return users


def _own(file: SourceFile) -> set[str]:
    """What a module's level gives a value that needs no variable."""
    return {name for each in file.tree.body if not _insists(file, each) for name in _names(each)}


def _insists(file: SourceFile, statement: ast.stmt) -> bool:
    return any((read := environment_read(file, each)) is not None and read[2] for each in ast.walk(statement))


def _names(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.Assign(targets=targets):
            return {name for each in targets if (name := stored_name(each))}
        case ast.AnnAssign(target=target, value=ast.expr()):
            return {stored_name(target)} - {""}
    return set()


def _holds(statement: ast.stmt, span: Span) -> bool:
    return statement.lineno <= span.line <= (statement.end_lineno or 0)
