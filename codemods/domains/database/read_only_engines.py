"""Whether a service, or what an engine is for, only reads: somebody else's database, or data that comes with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.database.sql import begins_as_select
from codemods.domains.runtime.handlers import declared
from codemods.libraries.sqlalchemy import CONNECTION_QUIET, CONNECTION_RUNS, PERSISTS, WRITE_BY_THEMSELVES
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.functions import texts
from codemods.model.names import called, last_name
from codemods.model.scopes import lookup, tables
from codemods.model.singletons import naming
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.phases import Phase
from codemods.vocabulary.unreadable import Unreadable

# SQL that changes something, in whatever case; and what begins with a word for it, as SQL is written.
_CHANGES = re.compile(
    r"\b(insert\s+into|update\s+[^\s=]+\s+set|delete\s+from|replace\s+into|merge\s+into|truncate\s+table"
    r"|(create|alter|drop)\s+(or\s+replace\s+)?(\w+\s+)?(table|index|view|schema|extension|sequence|function|trigger)"
    r"|for\s+(no\s+key\s+)?update|nextval|pg_notify|pg_(try_)?advisory|copy\s+\S+\s*(\([^)]*\)\s*)?from)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|COPY|LOCK|LISTEN|NOTIFY|DO)\s")
# A procedure, of which nobody knows what it does; and what keeps it although nothing names a commit: a `with` around a
# connection, a driver or a framework that commits each statement.
_PROCEDURE = re.compile(r"\s*(CALL|EXEC|EXECUTE)\s")
_KEPT = re.compile(
    rb"^[ \t]*(?:async[ \t]+)?with\b[^\n]*(?i:conn|pool|db\b|database|transaction|atomic)"
    rb"|^[ \t]*(?:from|import)[ \t]+(?:django|asyncpg)\b", re.MULTILINE,
)  # fmt: skip
# Where the database is comes from outside: `os.environ["DB_HOST"]`.
_GIVEN = re.compile(
    rb"(?:environ|getenv|\benv\w*(?:\.\w+)?[(\[]|\bconfig\()(?:[^\n]{0,60}|(?:\s*\.\s*get)?\s*[(\[]?\s*[\"']\w{0,40})"
    rb"(?:database|db|sql|postgres|pg|maria|oracle)\w*",
    re.IGNORECASE,
)
_SQL_FILE = re.compile(r"\.sql$")
_COMMITS = re.compile(rb"COMMIT_ON_TEARDOWN|\bautocommit\s*=\s*True")
# `table.insert()` and its like; with an argument they are a dictionary's, or a query's, which a commit has to follow.
_STATEMENTS = frozenset(("insert", "update", "delete"))
_MAKES_STATEMENT = re.compile(
    r"^sqlalchemy(\.\w+)*\.(insert|update|delete)$|^sqlmodel(\.\w+)*\.(insert|update|delete)$"
)


def only_reads(file: SourceFile) -> bool:
    """Whether no code of the file's service writes to a database, but for commands, and its environment says where the
    database is: given a replica's address, it runs on one as it is.
    """
    return not _writes(file.project, file.project.service_root(file.path))


@once
def _writes(project: Project, root: str) -> bool:
    own = [
        each for each in project.python()
        if project.service_root(each.path) == root and not project.is_test(each.path)
        and not project.is_migration(each.path)
    ]  # fmt: skip
    if any(map(_calls_procedure, own)) and any(_KEPT.search(each.spelled) for each in own):
        return True
    return not any(_GIVEN.search(each.spelled) for each in own) or any(map(_may_write, own))


@once
def _calls_procedure(file: SourceFile) -> bool:
    """Whether a text of the file begins as the call of a procedure does."""
    try:
        return any(map(_PROCEDURE.match, texts(file.tree)))
    except Unreadable:
        return True


@once
def _may_write(file: SourceFile) -> bool:
    """Whether something in the file may write, or run what writes, while the service starts, serves or works."""
    try:
        if _COMMITS.search(file.spelled) or any(map(WRITE_BY_THEMSELVES.match, _imported(file))):
            return True
        said = any(_CHANGES.search(each) or _BEGINS.match(each) or _SQL_FILE.search(each) for each in texts(file.tree))
        return said or any(_is_write(file, each) and not _is_in_command(file, each) for each in file.nodes(ast.Call))
    except Unreadable:
        return True


def _imported(file: SourceFile) -> Iterator[str]:
    yield from (name.name for each in file.nodes(ast.Import) for name in each.names)
    yield from (each.module for each in file.nodes(ast.ImportFrom) if each.module and not each.level)


def _is_in_command(file: SourceFile, call: ast.Call) -> bool:
    function = file.function(call)
    return function is not None and declared(file, function) == {Phase.COMMAND}


def _is_write(file: SourceFile, call: ast.Call) -> bool:
    name = last_name(call.func)
    if name in PERSISTS:
        return isinstance(call.func, ast.Attribute)
    return name in _STATEMENTS and (
        not (call.args or call.keywords) or bool(_MAKES_STATEMENT.match(called(file, call)))
    )


def is_only_read(file: SourceFile, call: ast.Call) -> bool:
    """Whether all that is done with an engine is to run selects, on connections that are seen from end to end."""
    statement = file.parents.get(call)
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name) or target.id not in tables(file)[file.tree].names:
        return False
    runs = [run for home, use in naming(file, target.id) if not _is_left_over(home, use) for run in _runs(home, use)]
    return bool(runs) and all(runs)


def _is_left_over(file: SourceFile, node: ast.AST) -> bool:
    """Whether nothing is known to call the function of the module that the node stands in."""
    function = file.function(node)
    return (
        isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and file.parents[function] is file.tree
        and not function.decorator_list
        and not callers(Code(file, function))
    )


def _runs(file: SourceFile, engine: ast.expr) -> Iterator[bool]:
    """For each use of a connection whether it reads; one False for a use of the engine that is not followed."""
    match file.parents.get(engine):
        case ast.Attribute(attr="connect") as method if isinstance(call := file.parents.get(method), ast.Call):
            match file.parents.get(call):
                case ast.withitem(optional_vars=ast.Name() as name) | ast.Assign(targets=[ast.Name() as name]):
                    yield from _connection_runs(file, name)
                    return
    yield False


def _connection_runs(file: SourceFile, name: ast.Name) -> Iterator[bool]:
    bindings = lookup(file, name, name.id)
    for use in file.nodes(ast.Name):
        if use.id != name.id or not isinstance(use.ctx, ast.Load) or lookup(file, use, use.id) is not bindings:
            continue
        match file.parents.get(use):
            case ast.Attribute(attr=attr) as method if isinstance(call := file.parents.get(method), ast.Call):
                if attr not in CONNECTION_QUIET:
                    yield attr in CONNECTION_RUNS and bool(call.args) and begins_as_select(file, call.args[0])
            case _:
                yield False
