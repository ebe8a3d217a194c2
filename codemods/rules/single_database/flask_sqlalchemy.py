"""OP802: a Flask-SQLAlchemy object that knows one database.

Every read goes to the one writer, and the service cannot outgrow it. Flask-SQLAlchemy's binds choose a database by
model and not by what a request does, so they alone do not help.

Before::

    db = SQLAlchemy()

By hand: give the extension a reader, `SQLALCHEMY_BINDS = {"reader": os.environ.get("DATABASE_READER_URL") or
SQLALCHEMY_DATABASE_URI}`, make its transactions read-only in the database, and in a view that only reads take a
session on it: `with Session(db.engines["reader"]) as session`. A client that has just written reads from the writer.
Sessions that choose by statement send a SELECT … FOR UPDATE and the read of a row just written to the replica.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.names import called, may_be_called
from codemods.analysis.replicas import single
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule("OP802", "flask-sqlalchemy", needles=("SQLAlchemy(",), safety=Safety.NONE)

_NAMES = ("flask_sqlalchemy.SQLAlchemy", "flask.ext.sqlalchemy.SQLAlchemy", "flask_sqlalchemy_lite.SQLAlchemy")
_LAST = frozenset(("SQLAlchemy",))
_REMEDY = "add a reader to SQLALCHEMY_BINDS that defaults to the writer, and let views that only read take it"


@rule.find(ast.Call)
def extensions(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that make the extension."""
    if may_be_called(file, node, _LAST) and called(file, node) in _NAMES and single(file, node):
        yield file.finding(rule, node, "all views share one database endpoint: no replica can serve reads", _REMEDY)
