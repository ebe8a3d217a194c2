"""OP402: a start that waits: a loop until the database answers, or a sleep.

While one replica waits nobody can tell it from one that hangs: the deploy runs into its timeout, and the wait hides
the cause. And it is no help later: the database can go away after the start too.

Before::

    app = Flask(__name__)

    while True:
        try:
            connection = psycopg2.connect(host="db")
            connection.close()
            break
        except psycopg2.OperationalError:
            time.sleep(2)

After::

    app = Flask(__name__)

By hand: let the pool connect at the first query and test its connections (`create_engine(url, pool_pre_ping=True)`),
and let the readiness probe tell that the database is away. Give a command that prepares the database to a job that
the platform runs again when it fails (Kubernetes `restartPolicy: OnFailure`, Compose `depends_on: condition:
service_healthy`). A wait that gives the connection itself is rewritten by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.runtime.startup import at_start, witness
from codemods.libraries.standard import SLEEPS
from codemods.model.names import called, may_be_called
from codemods.plans.wait_removal import loop_around, removable, waits
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP402", "wait-at-start", needles=("sleep(",), safety=Safety.UNSAFE)

_SLEEP = frozenset(("sleep",))


@rule.find(ast.Call)
def waiting(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The sleeps that the service's start comes to."""
    if not may_be_called(file, node, _SLEEP) or called(file, node) not in SLEEPS or not at_start(file, node):
        return
    loop = loop_around(file, node)
    way = witness(file, node)
    if loop is None:
        yield file.finding(
            rule, node, f"the service sleeps before it serves ({way})",
            "wait for what is needed where it is used, with a timeout", safety=Safety.NONE,
        )  # fmt: skip
    elif waits(file, loop):
        wait = removable(file, loop)
        remedy = "take it out: " if wait else "connect where the connection is used: "
        yield file.finding(
            rule, loop, f"the service waits in a loop before it serves ({way})",
            f"{remedy}the pool connects at the first query, and the readiness probe tells that it cannot",
            safety=Safety.UNSAFE if wait else Safety.NONE, sites=wait.sites if wait else (),
        )  # fmt: skip
