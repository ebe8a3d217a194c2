"""OP115: state in a folder of the machine that a container happens to run on.

A replica on another machine sees other files, a new machine has none, and whoever moves the pod moves nothing with it.

Before::

    volumes: [{ name: data, hostPath: { path: /srv/uploads } }]

By hand: keep what customers leave in an object store or a database. Where it has to be files, mount a volume that all
replicas mount (EFS, NFS, ReadWriteMany). A machine's own sockets and folders (`/proc`, `/var/run`) and what is mounted
to be read only are not reported; log files are OP712's.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import holds_logs, host_mounts, own_containers
from codemods.formats import yaml
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP115", "host-path", needles=("hostPath", "sourcePath"), safety=Safety.NONE)

_REMEDY = "keep it in a store that all replicas share: an object store, a database, a volume that all of them mount"


@rule.find(yaml.Document)
def on_one_machine(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The folders of the machine that the service's containers write to, each once."""
    for part in document.parts:
        found = {mount.host.span: mount for at in own_containers(part, file) for mount in host_mounts(part, at)}
        for span, mount in found.items():
            if not holds_logs(mount):
                text = f"{mount.path} is {mount.host.value} of one machine: a replica on another sees other files"
                yield file.finding(rule, span, text, _REMEDY, safety=Safety.NONE)
