"""Calls that open a connection to a database, and keep it in an object or in a pool behind one."""

from __future__ import annotations

import ast

from codemods.libraries import drivers, sqlalchemy
from codemods.model.names import called, qualified
from codemods.model.strings import keyword
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

WORDS = sqlalchemy.ENGINE_CONNECTS | sqlalchemy.SESSION_CONNECTS | sqlalchemy.QUERY_ENDS | sqlalchemy.WITH_ENGINE

CALLS = frozenset(each.rpartition(".")[2] for each in drivers.OPENING)


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
    if method in sqlalchemy.ENGINE_CONNECTS and owner in sqlalchemy.MAKERS:
        return True
    if owner in sqlalchemy.SESSIONS and method in sqlalchemy.SESSION_CONNECTS:
        return True
    if method in sqlalchemy.QUERY_ENDS and any(owner.startswith(f"{each}.query") for each in sqlalchemy.SESSIONS):
        return True
    word = node.func.attr if isinstance(node.func, ast.Attribute) else method
    if word in sqlalchemy.QUERY_ENDS and isinstance(node.func, ast.Attribute) and _is_query(file, node.func.value):
        return True
    if word not in sqlalchemy.WITH_ENGINE or any(each.kind == "function" for each in evaluate(file, node.func)):
        return False
    if word in ("create_all", "drop_all", "reflect") and owner in sqlalchemy.EXTENSIONS:
        return True
    given = [*node.args, *(each.value for each in node.keywords)]
    looks_up = word not in sqlalchemy.LOOKING_UP or keyword(node, "autoload_with", "autoload", "reflect") is not None
    return looks_up and any(
        qualified(file, each) in sqlalchemy.MAKERS for each in given if not isinstance(each, ast.Call)
    )


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
        qualified(each.file, base) in {f"{name}.Model" for name in sqlalchemy.EXTENSIONS}
        for each in models if isinstance(each.node, ast.ClassDef) for base in each.node.bases
    )  # fmt: skip


@once
def has_server(project: Project, root: str) -> bool:
    """Whether anything of the service names a database that is asked over the network: not SQLite alone."""
    return any(
        drivers.SERVER_NAMES.search(each.spelled) for path, each in project.files.items()
        if each.kind and project.service_root(path) == root and not project.is_test(path)
    )  # fmt: skip
