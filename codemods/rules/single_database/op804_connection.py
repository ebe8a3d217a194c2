"""OP804: connections to one database server, made by hand.

Each of them leads to the writer, whatever the function that asks for it is going to do.

Before::

    connection = psycopg.connect(host=config.DB_HOST, dbname=config.DB_NAME)

By hand: open connections in one function that is told what they are for, `connect(read_only=True)`: it takes the
reader's host, which defaults to the writer's, and makes the connection's transactions read-only. Only what never
writes, locks, or reads what was just written asks for such a connection.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.connections.origin import is_given
from codemods.domains.database.demand import has_demand
from codemods.domains.database.primary_only import needs_primary
from codemods.domains.database.read_only_engines import only_reads
from codemods.domains.database.replicas import single
from codemods.libraries import drivers
from codemods.model.names import called, may_be_called
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

_CALLS = frozenset(name for each in drivers.REPLICATED for name in each.connects).union(drivers.FLASK_MYSQL)
_LAST = frozenset(each.rpartition(".")[2] for each in _CALLS)

rule = Rule(
    "OP804", "connection", needles=(*{each.root for each in drivers.REPLICATED}, "flaskext"), safety=Safety.NONE,
)  # fmt: skip

_REMEDY = "open connections in one function that gives the reader's to what only reads"


@rule.find(ast.Call)
def connections(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that connect to a database server, or make a pool of connections, at an address of the service's own."""
    if not may_be_called(file, node, _LAST) or called(file, node) not in _CALLS:
        return
    if not has_demand(file) or needs_primary(file, node) or only_reads(file):
        return
    if single(file, node) and not is_given(file, node) and not is_run_by_hand(file):
        yield file.finding(rule, node, "connects to the one database endpoint for reads and writes alike", _REMEDY)
