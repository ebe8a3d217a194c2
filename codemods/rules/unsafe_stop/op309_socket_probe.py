"""OP309: a readiness probe that only sees a socket.

The port is open from the moment that the server listens until the process is gone: a replica that cannot reach its
database, that hangs, or that drains looks like a good one, and goes on to get customers.

Before::

    readinessProbe: { tcpSocket: { port: 8000 } }

By hand: ask a path that answers 503 until what the service cannot do without has answered once, and while it drains
(OP308 writes one for Flask): `httpGet: { path: /readyz, port: 5001 }`.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import own_containers
from codemods.formats import yaml
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP309", "socket-probe", needles=("tcpSocket",), safety=Safety.NONE)


@rule.find(yaml.Document)
def sees_a_socket(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The readiness probes of the service's containers that ask for an open port."""
    for part in document.parts:
        for at in own_containers(part, file):
            port = part.values.get((*at, "readinessProbe", "tcpSocket", "port"))
            if port is not None:
                yield file.finding(
                    rule, port.span,
                    "ready is who has the port open: a replica that drains, or whose database is away, gets customers",
                    "ask a readiness path by httpGet, which answers 503 in the drain", safety=Safety.NONE,
                )  # fmt: skip
