"""Whether a service tells reads from writes already, and whether a connection is one that its requests use."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.domains.runtime.phases import Phase, phases
from codemods.libraries import drivers
from codemods.libraries.sqlalchemy import SQLITE_ARGUMENTS
from codemods.model.call_graph import code_at
from codemods.model.import_graph import importers
from codemods.model.singletons import is_never_used
from codemods.model.strings import keyword
from codemods.model.test_scopes import is_test_code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_path
from codemods.vocabulary.kept import fact, once

# What people name a second endpoint, in code and in settings: reader_engine, DB_REPLICA_HOST, SQLALCHEMY_BINDS.
_READER = re.compile(
    rb"(reader|replicas?|read_?only|slave|follower|standby|secondary)_*(database|db|engine|session|url|uri|host|dsn|conn)"
    rb"|(database|db|engine|session|url|uri|host|dsn)_*(reader|replica|read_?only|slave|follower|standby)\b"
    rb"|(database|db|engine|session|url|uri|host|dsn|conn|connection|endpoint|pool|port|user)_(read|ro)\b"
    rb"|(replica|read_?only|slave|standby)_*(user|port|password|secret)|read_?replicas?(_|\b)"
    rb"|(database|db|postgres|mysql|sqlalchemy|pg)_(read|ro|readers?)_(url|uri|host|dsn|endpoint)\b"
    rb"|\b(read|ro)_(url|uri|host|dsn|conn|connection|engine|endpoint|pool|sessions?|session_?maker)\b|reading_?engine|flask_replicated"
    rb"|routing_?(session|sql_?alchemy|database)|multidb_?(router|pinning)|target_session_attrs"
)
_SEVERAL = re.compile(rb"SQLALCHEMY_BINDS|DATABASE_ROUTERS")
_CONNECTS = re.compile("|".join(drivers.READER_WORDS).lower().encode())
_DEPLOYING = frozenset(("compose", "yaml", "dotenv", "unit", "procfile"))
# Alembic's env.py wherever it lies.
_ALEMBIC = re.compile(rb"^from alembic import context", re.MULTILINE)
# What only looks after a database, by the name of its file or function: `wait_for_db.py`, `def health_check()`.
_TOOL = re.compile(
    r"(^|_)(backup|dump|restore|migrate|migrations?|wait|health|healthcheck|probe|ping|status|create_db|create_database"
    r"|drop_db|init_db|setup_db|install|seed|tools?)(_|$)"
)
_LITE = re.compile(r"sqlite", re.IGNORECASE)
_DIALECT = re.compile(r"sqlite3?(\+\w+)?")


def has_reader(file: SourceFile) -> bool:
    """Whether the file's service names a reader, a replica or binds in a file that has to do with databases.

    Or what deploys it does: its image may be started with the reader's address.
    """
    return _has_reader(file.project, file.project.service_root(file.path))


@once
def _has_reader(project: Project, root: str) -> bool:
    return any(map(_connects_to_reader, _service(project, root))) or _is_deployed_with_reader(project, root)


def _is_deployed_with_reader(project: Project, root: str) -> bool:
    """Whether a definition of the service, or one above it, gives the address of a reader by its name."""
    return any(
        file.kind in _DEPLOYING
        and f"{root}/".startswith(f"{owner}/" if (owner := project.service_root(path)) else "")
        and use_of_path(path) is not Use.TEST
        and _names_reader(file.data)
        for path, file in project.files.items()
    )


@fact
def _connects_to_reader(file: SourceFile) -> bool:
    """Whether the file speaks of a reader, and connects to a database."""
    data = file.spelled
    return _CONNECTS.search(data.lower()) is not None and _names_reader(data)


def _names_reader(data: bytes) -> bool:
    # Without regard to case a search takes two to nine times as long.
    return _READER.search(data.lower()) is not None or _SEVERAL.search(data) is not None


def _service(project: Project, root: str) -> list[SourceFile]:
    return [
        each for each in project.python()
        if project.service_root(each.path) == root and not project.is_test(each.path)
        and not project.is_migration(each.path)
    ]  # fmt: skip


def for_requests(file: SourceFile, node: ast.AST) -> bool:
    """Whether the service may connect here for its requests: not only in tests, migrations, commands or scripts."""
    if is_test_code(file, node):
        return False
    if file.project.is_migration(file.path) or _ALEMBIC.search(file.spelled):
        return False
    function = file.function(node)
    names = [posixpath.basename(file.path).removesuffix(".py"), getattr(function, "name", "")]
    when = phases(file, node)
    if any(_TOOL.search(each.lower()) for each in names) and not when & {Phase.SERVE, Phase.START}:
        return False
    # What a command imports at its start, a server that nobody has found may import too.
    shared = when == {Phase.COMMAND} and code_at(file, node).node is file.tree and bool(importers(file))
    return not when or shared or bool(when & {Phase.SERVE, Phase.START})


def single(file: SourceFile, node: ast.AST) -> bool:
    """Whether a connection made at the node is the one endpoint that the service has for its requests."""
    return not has_reader(file) and for_requests(file, node) and not is_never_used(file, node)


def is_local_file(url: ast.expr) -> bool:
    """Whether a URL is written as that of a SQLite file, which has no replica, or is made for the dialect by its name:
    `URL.create("sqlite", database=path)`.
    """
    match url:
        case ast.Constant(value=str(value)):
            return value.startswith("sqlite")
        case ast.Call(args=[ast.Constant(value=str(value)), *_]) if _DIALECT.fullmatch(value):
            return True
        case ast.Call(keywords=keywords) if any(_names_dialect(each) for each in keywords):
            return True
        case ast.JoinedStr(values=[first, *_]):
            return is_local_file(first)
        case ast.BinOp(left=first) | ast.Call(func=ast.Attribute(value=first, attr="format")):
            return is_local_file(first)
    return False


def _names_dialect(keyword: ast.keyword) -> bool:
    """Whether an argument with a name is SQLite's: `drivername="sqlite"`."""
    match keyword.value:
        case ast.Constant(value=str(value)):
            return _DIALECT.fullmatch(value) is not None
    return False


def is_for_sqlite(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands in a branch for SQLite, beside one for a database server: it is not production's; or
    makes an engine with an argument that SQLite's driver alone takes.
    """
    arguments = keyword(node, "connect_args") if isinstance(node, ast.Call) else None
    given = arguments.value.keys if arguments is not None and isinstance(arguments.value, ast.Dict) else []
    if any(isinstance(each, ast.Constant) and each.value in SQLITE_ARGUMENTS for each in given):
        return True
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and each.orelse and _LITE.search(ast.unparse(each.test)):
            apart = each.orelse if _is_negative(each.test) else each.body
            if not isinstance(each.test, ast.BoolOp) and child in apart:
                return True
        child = each
    return False


def _is_negative(test: ast.expr) -> bool:
    return (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)) or (
        isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.NotEq | ast.NotIn | ast.IsNot)
    )
