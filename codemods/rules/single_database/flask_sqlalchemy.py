"""OP802: a Flask-SQLAlchemy object that knows one database.

Every read goes to the one writer, and the service cannot outgrow it. Flask-SQLAlchemy's binds choose a database by
model and not by what a request does, so they alone do not help.

Before::

    db = SQLAlchemy()

By hand: give the extension a reader, `SQLALCHEMY_BINDS = {"reader": os.environ.get("DATABASE_READER_URL") or
SQLALCHEMY_DATABASE_URI}`, make its transactions read-only in the database, and in a view that only reads take a
session on it: `with Session(db.engines["reader"]) as session` (`db.get_engine(bind="reader")` before version 3). A
client that has just written reads from the writer. Sessions that choose by statement send a SELECT … FOR UPDATE and
the read of a row just written to the replica.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.names import called, qualified
from codemods.analysis.objects import ancestry, evaluate
from codemods.analysis.replicas import single
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule("OP802", "flask-sqlalchemy", needles=("SQLAlchemy(",), safety=Safety.NONE)

_NAMES = ("flask_sqlalchemy.SQLAlchemy", "flask.ext.sqlalchemy.SQLAlchemy", "flask_sqlalchemy_lite.SQLAlchemy")
_REMEDY = "add a reader to SQLALCHEMY_BINDS that defaults to the writer, and let views that only read take it"


@rule.find(ast.Call)
def extensions(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that make the extension, or a subclass of it."""
    if _may_be(node) and _is_extension(file, node) and single(file, node):
        yield file.finding(rule, node, "all views share one database endpoint: no replica can serve reads", _REMEDY)


def _may_be(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name.endswith("SQLAlchemy")


def _is_extension(file: SourceFile, node: ast.Call) -> bool:
    return called(file, node) in _NAMES or any(
        qualified(home, base) in _NAMES
        for thing in evaluate(file, node.func)
        if thing.kind == "class" and isinstance(thing.node, ast.ClassDef)
        for home, each in ancestry(thing.file, thing.node)
        for base in each.bases
    )
