"""Calls that open a connection to a database, and keep it in an object or in a pool behind one."""

from __future__ import annotations

import ast
import re

from codemods.domains.database.flask_sqlalchemy import EXTENSIONS
from codemods.domains.database.sessions import ENGINES, FACTORIES
from codemods.libraries import drivers
from codemods.model.names import called, qualified
from codemods.model.strings import keyword
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_MAKERS = (*ENGINES, "sqlmodel.create_engine", "sqlalchemy.engine_from_config", "sqlalchemy.engine.engine_from_config",
           *(f"{each}.{name}" for each in EXTENSIONS for name in ("engine", "get_engine")))  # fmt: skip
_SESSIONS = (*FACTORIES, "sqlalchemy.orm.scoped_session", "sqlalchemy.orm.scoping.scoped_session",
             "sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session", "sqlmodel.Session",
             *(f"{each}.session" for each in EXTENSIONS))  # fmt: skip
_ON_ENGINE = frozenset(("connect", "begin", "execute", "scalar", "raw_connection", "table_names", "has_table"))
_ON_SESSION = frozenset(("execute", "scalar", "scalars", "get", "commit", "flush", "connection", "refresh"))
# What a query that has been put together is ended with.
_ENDS = frozenset(("all", "first", "one", "one_or_none", "scalar", "count", "get", "delete", "update"))
# What takes the engine, or has it from its object, and asks the database at once.
_WITH_ENGINE = frozenset(("create_all", "drop_all", "reflect", "prepare", "Table", "inspect", "read_sql",
                          "read_sql_query", "read_sql_table", "to_sql"))  # fmt: skip
# These ask only where they are told to look the tables up.
_LOOKING_UP = frozenset(("prepare", "Table"))
WORDS = _ON_ENGINE | _ON_SESSION | _ENDS | _WITH_ENGINE

CALLS = frozenset(each.rpartition(".")[2] for each in drivers.OPENING)

_SERVERS = re.compile("|".join(drivers.SERVER_WORDS).encode(), re.IGNORECASE)


def connects(file: SourceFile, node: ast.Call) -> bool:
    """Whether a driver's call opens a connection, or a client is made whose threads and sockets no fork takes over.

    Redis' own pool is not among them: it begins anew in each process.
    """
    if called(file, node) not in drivers.OPENING:
        return False
    later = keyword(node, "connect", "open")
    return later is None or not (isinstance(later.value, ast.Constant) and later.value.value is False)


def uses_engine(file: SourceFile, node: ast.Call) -> bool:
    """Whether a call takes a connection out of an engine's pool, which keeps it."""
    if not isinstance(node.func, ast.Attribute | ast.Name):
        return False
    owner, _, method = called(file, node).rpartition(".")
    if method in _ON_ENGINE and owner in _MAKERS:
        return True
    if owner in _SESSIONS and method in _ON_SESSION:
        return True
    if method in _ENDS and any(owner.startswith(f"{each}.query") for each in _SESSIONS):
        return True
    word = node.func.attr if isinstance(node.func, ast.Attribute) else method
    if word in _ENDS and isinstance(node.func, ast.Attribute) and _is_query(file, node.func.value):
        return True
    if word not in _WITH_ENGINE or any(each.kind == "function" for each in evaluate(file, node.func)):
        return False
    if word in ("create_all", "drop_all", "reflect") and owner in EXTENSIONS:
        return True
    given = [*node.args, *(each.value for each in node.keywords)]
    looks_up = word not in _LOOKING_UP or keyword(node, "autoload_with", "autoload", "reflect") is not None
    return looks_up and any(qualified(file, each) in _MAKERS for each in given if not isinstance(each, ast.Call))


def _is_query(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression is the `query` of a model of Flask-SQLAlchemy's, with what was added to it."""
    while isinstance(node, ast.Call) or (isinstance(node, ast.Attribute) and node.attr != "query"):
        node = node.func if isinstance(node, ast.Call) else node.value
    if not isinstance(node, ast.Attribute):
        return False
    models = [
        each for each in evaluate(file, node.value) if each.kind == "class" and isinstance(each.node, ast.ClassDef)
    ]
    return any(
        qualified(each.file, base) in {f"{name}.Model" for name in EXTENSIONS}
        for each in models if isinstance(each.node, ast.ClassDef) for base in each.node.bases
    )  # fmt: skip


def has_server(project: Project, root: str) -> bool:
    """Whether anything of the service names a database that is asked over the network: not SQLite alone."""
    cache: dict[str, bool] = project.__dict__.setdefault("_has_database_server", {})
    if root not in cache:
        cache[root] = any(
            _SERVERS.search(each.spelled) for path, each in project.files.items()
            if each.kind and project.service_root(path) == root and not project.is_test(path)
        )  # fmt: skip
    return cache[root]
