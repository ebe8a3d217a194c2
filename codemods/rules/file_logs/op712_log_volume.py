"""OP712: a volume for log files.

The lines are on a disk of the machine that the replica ran on. Whoever looks for them has to know which one that was,
they are mixed where two replicas write the same file, and the platform's own log shows nothing.

Before::

    volumes: [{ name: data, hostPath: { path: /srv/shop/logs } }]

By hand: write log lines to stdout (OP701 to OP711 find who writes them to files), take the volume away, and let the
platform collect what containers print: `kubectl logs`, `awslogs`, an agent on each machine.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import holds_logs, host_mounts, own_containers
from codemods.formats import yaml
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP712", "log-volume", needles=("hostPath", "sourcePath"), safety=Safety.NONE)

_REMEDY = "write log lines to stdout, and let the platform collect them"


@rule.find(yaml.Document)
def on_a_disk(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The folders of the machine that hold the log files of the service's containers, each once."""
    for part in document.parts:
        found = {mount.host.span: mount for at in own_containers(part, file) for mount in host_mounts(part, at)}
        for span, mount in found.items():
            if holds_logs(mount):
                text = f"{mount.path} is {mount.host.value} of one machine: its log lines are not where the others are"
                yield file.finding(rule, span, text, _REMEDY, safety=Safety.NONE)
