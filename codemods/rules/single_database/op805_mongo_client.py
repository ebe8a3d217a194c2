"""OP805: a MongoDB client that reads from the primary only.

A replica set has copies that could serve reads; without a read preference the driver never asks them.

Before::

    client = MongoClient(os.environ["MONGO_URL"])
    books = client.shop.books

By hand: keep this client for writes and for what reads its own writes. For the rest take the collection with a
preference, `books.with_options(read_preference=ReadPreference.SECONDARY_PREFERRED)`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.connections.origin import is_given
from codemods.domains.database.replicas import single
from codemods.libraries.drivers import MONGO_CLIENTS
from codemods.model.names import called, may_be_called
from codemods.model.strings import text
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP805", "mongo-client", needles=("Mongo", "mongo"), once="file", safety=Safety.NONE)

_LAST = frozenset(each.rpartition(".")[2] for each in MONGO_CLIENTS)
_PREFERENCE = re.compile(rb"read_?preference", re.IGNORECASE)
_REMEDY = "read with a read preference where some lag can be borne: ReadPreference.SECONDARY_PREFERRED"


@rule.find(ast.Call)
def clients(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Clients without a read preference."""
    if not may_be_called(file, node, _LAST) or called(file, node) not in MONGO_CLIENTS:
        return
    # The preference can be an argument, a part of the URL, or be given with a collection.
    if _PREFERENCE.search(file.spelled) or _settled(file, node):
        return
    if single(file, node) and not is_given(file, node):
        yield file.finding(rule, node, "every read goes to the primary: the client has no read preference", _REMEDY)


def _settled(file: SourceFile, node: ast.Call) -> bool:
    """Whether a URL from another file has the preference."""
    values = [*node.args, *(each.value for each in node.keywords)]
    return any(_PREFERENCE.search(text(file, each).known.encode()) for each in values)
