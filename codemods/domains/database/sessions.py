"""SQLAlchemy's engines, session factories and sessions at the module level of a service, and who uses a factory."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.sqlalchemy import EVENTS_OF_WRITES, FACTORIES, ONE_SESSION, SCOPED
from codemods.model.names import called
from codemods.model.parsable import readable
from codemods.model.scopes import tables
from codemods.model.singletons import REEXPORTS, naming
from codemods.model.strings import argument
from codemods.model.test_scopes import is_test_code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_LISTENER = re.compile(rb"\b(?:event\.)?(?:listens_for|listen)\(([^)]*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sessions:
    """An engine and the session factory on it, each assigned once at the module level of a file."""

    file: SourceFile
    engine: ast.Assign
    factory: ast.Assign
    scoped: bool

    @property
    def name(self) -> str:
        """The factory's name in its module."""
        return _name(self.factory)

    @property
    def engine_name(self) -> str:
        """The engine's name in its module."""
        return _name(self.engine)


def sessions(file: SourceFile, call: ast.Call) -> Sessions | None:
    """The session factory on the engine that a call makes; None where there is not exactly one, beside it."""
    engine = file.parents.get(call)
    if not isinstance(engine, ast.Assign) or not is_bound_once(file, engine):
        return None
    makers = [each for each in _assigned(file, FACTORIES) if _bound_to(each.value, _name(engine))]
    wrapped = [each for each in _assigned(file, SCOPED) if _wraps(file, each.value, _name(engine), makers)]
    found = wrapped or makers
    if len(found) != 1 or not is_bound_once(file, found[0]):
        return None
    return Sessions(file, engine, found[0], bool(wrapped))


def factories(file: SourceFile) -> list[str]:
    """What a module calls the factories that it makes at its level; a session of theirs is of no thread's own."""
    return [_name(each) for each in _assigned(file, FACTORIES)]


def uses(these: Sessions) -> Iterator[tuple[SourceFile, ast.Name | ast.Attribute]]:
    """Where the project names the factory, tests and the assignment itself left out: `Session` or `db.Session`."""
    yield from naming(these.file, these.name)


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


def listened_to(project: Project, library: bytes = b"sqlalchemy") -> bool:
    """Whether the service has listeners that a reader would miss, or that may write when something is read."""
    for file in readable(project.mentioning(library, b"listen")):
        if project.is_test(file.path):
            continue
        given = (match[1] for match in _LISTENER.finditer(file.spelled))
        if any(_names_event(each) and not EVENTS_OF_WRITES.search(each) for each in given):
            return True
    return False


def _names_event(given: bytes) -> bool:
    """Whether arguments may be a listener's: whom it listens to, and to which event; a socket's `listen()` has none."""
    return b"," in given or b"(" in given


def _name(statement: ast.Assign) -> str:
    target = statement.targets[0]
    assert isinstance(target, ast.Name)
    return target.id


def is_bound_once(file: SourceFile, statement: ast.Assign) -> bool:
    """Whether a statement at the module level gives its one name the only value that it ever has."""
    target = statement.targets[0]
    return (
        statement in file.tree.body
        and len(statement.targets) == 1
        and isinstance(target, ast.Name)
        and len(tables(file)[file.tree].names[target.id]) == 1
    )


def made_by(file: SourceFile, name: str, depth: int = 0) -> str:
    """The function whose result a module's name is, also by an import; '' where it may be anything else."""
    bindings = tables(file)[file.tree].names.get(name, [])
    node = bindings[0].node if len(bindings) == 1 else None
    if node not in file.tree.body:
        return ""
    if isinstance(node, ast.ImportFrom) and not REEXPORTS.is_passed(file, depth + 1):
        original = next((each.name for each in node.names if (each.asname or each.name) == name), name)
        dotted = file.project.absolute_name(file.path, node.level, node.module)
        target = file.project.module(dotted, file.path) if dotted else None
        return made_by(target, original, depth + 1) if target is not None and target is not file else ""
    value = bindings[0].value
    return called(file, value) if isinstance(value, ast.Call) else ""


def _assigned(file: SourceFile, functions: tuple[str, ...]) -> list[ast.Assign]:
    return [
        each for each in file.tree.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call) and called(file, each.value) in functions
        and isinstance(each.targets[0], ast.Name)
    ]  # fmt: skip


def _bound_to(value: ast.expr | None, engine: str) -> bool:
    bind = argument(value, 0, "bind") if isinstance(value, ast.Call) else None
    return isinstance(bind, ast.Name) and bind.id == engine


def _wraps(file: SourceFile, value: ast.expr, engine: str, makers: list[ast.Assign]) -> bool:
    """Whether a scoped_session is made of a factory on the engine."""
    inner = argument(value, 0, "session_factory") if isinstance(value, ast.Call) else None
    if isinstance(inner, ast.Call):
        return called(file, inner) in FACTORIES and _bound_to(inner, engine)
    return isinstance(inner, ast.Name) and inner.id in map(_name, makers)
