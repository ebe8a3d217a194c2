"""OP114: a deployment that can have one replica.

Where its files are on one machine, or the next one may only start when it has ended, a second replica is no matter of
a number: nobody takes over when the machine goes, and none is added for the sale.

Before::

    spec:
      replicas: 1
      strategy: { type: Recreate }

By hand: find out what the one replica keeps (files, memory, a timer that must run once) and move it to a store that
all replicas share, or into a process of its own; then roll, and have two or more. `replicas: 1` alone is not reported:
it may be a number that nobody needed yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import holds_logs, host_mounts, own_containers, replicated, task_of
from codemods.formats import yaml
from codemods.formats.compose import Path, Scalar
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP114", "one-replica", needles=("replicas", "desiredCount"), safety=Safety.NONE)

_REMEDY = "move what it keeps to a store that all replicas share, then run two or more"
_STOPS = "the next one starts when it has ended"
_POD = ("spec", "template", "spec")


@rule.find(yaml.Document)
def alone(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The pods and tasks of which there is one, and cannot be two."""
    for part in document.parts:
        for count, reason in (_deployment(part, file), _service(part, file)):
            if count is not None and count.value == "1" and reason:
                text = f"there is one replica, and there can be no second one: {reason}"
                yield file.finding(rule, count.span, text, _REMEDY, safety=Safety.NONE)


def _deployment(part: yaml.Part, file: SourceFile) -> tuple[Scalar | None, str]:
    own = own_containers(part, file) if replicated(part) else []
    count = part.values.get(("spec", "replicas"))
    if not own or count is None:
        return None, ""
    strategy = part.values.get(("spec", "strategy", "type"))
    recreated = strategy is not None and strategy.value == "Recreate"
    pinned = (*_POD, "nodeSelector", "kubernetes.io/hostname") in part.values
    return count, _why(part, own, pinned, recreated)


def _service(part: yaml.Part, file: SourceFile) -> tuple[Scalar | None, str]:
    count, task = part.values.get(("desiredCount",)), task_of(part, file)
    if count is None or task is None:
        return None, ""
    least = part.values.get(("deploymentConfiguration", "minimumHealthyPercent"))
    pinned = ("placementConstraints", 0, "expression") in part.values
    return count, _why(*task, pinned, least is not None and least.value == "0")


def _why(part: yaml.Part, own: list[Path], pinned: bool, recreated: bool) -> str:
    # What only logs on a machine's disk can log on two: that is OP712's.
    mounts = [each for at in own for each in host_mounts(part, at) if not holds_logs(each)]
    if mounts:
        return f"{mounts[0].path} is a folder of one machine"
    if pinned:
        return "it runs on one machine only"
    return _STOPS if recreated else ""
