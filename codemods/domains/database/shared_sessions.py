"""Sessions of SQLAlchemy that all requests of a process share: two threads at once get into one transaction."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.database.sessions import factories
from codemods.libraries.sqlalchemy import FACTORIES, ONE_SESSION
from codemods.model.names import called
from codemods.model.parsable import readable
from codemods.model.singletons import naming
from codemods.model.test_scopes import is_test_code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once


@once
def shared_session(project: Project, root: str) -> str:
    """Where a module or a class of the service keeps one session for all that it does, '' where none does."""
    for file, call in _sessions(project):
        statement = file.parents.get(call)
        if (
            project.service_root(file.path) == root
            and isinstance(statement, ast.Assign | ast.AnnAssign)
            and not project.is_migration(file.path)
            and not is_test_code(file, call)
            and _is_kept(file, statement)
        ):
            return f"{file.path}:{statement.lineno}"
    return ""


def _sessions(project: Project) -> Iterator[tuple[SourceFile, ast.AST]]:
    """The calls that make a session of no thread's own."""
    for home in readable(project.mentioning(b"sessionmaker")):
        for name in factories(home):
            for file, node in naming(home, name):
                call = file.parents.get(node)
                if isinstance(call, ast.Call) and call.func is node:
                    yield file, call
    for file in readable({*project.mentioning(b"sessionmaker"), *project.mentioning(b"Session")}):
        for call in file.nodes(ast.Call):
            made = isinstance(call.func, ast.Call) and called(file, call.func) in FACTORIES
            if made or called(file, call) in ONE_SESSION:
                yield file, call


def _is_kept(file: SourceFile, statement: ast.Assign | ast.AnnAssign) -> bool:
    """Whether functions use what a module's level binds, or a class does: what is done at once keeps nothing."""
    around = file.parents.get(statement)
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if isinstance(around, ast.ClassDef):
        return True
    names = {each.id for each in targets if isinstance(each, ast.Name)}
    return isinstance(around, ast.Module) and any(
        each.id in names and isinstance(each.ctx, ast.Load) and file.function(each) is not None
        for each in file.nodes(ast.Name)
    )
