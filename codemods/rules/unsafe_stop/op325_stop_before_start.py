"""OP325: a deploy that stops the old replicas before a new one is ready.

Every deploy is an outage then, as long as a stop and a start take, and a version that does not start is one until
somebody puts the old one back.

Before::

    strategy: { type: Recreate }

By hand: roll (`type: RollingUpdate`, `maxUnavailable: 0`; on ECS a `minimumHealthyPercent` of 100 and a
`maximumPercent` of 200), and have the stop drain. What two versions at once must not do (a migration, a file that one
of them holds) goes into a step of its own, or into a store that both share.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import own_containers, replicated, task_of
from codemods.formats import yaml
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP325", "stop-before-start", needles=("Recreate", "minimumHealthyPercent"), safety=Safety.NONE)

_TEXT = "every deploy stops what serves before the new version is ready"
_ROLL = "roll: type RollingUpdate with maxUnavailable 0"
_ECS_ROLL = "roll: a minimumHealthyPercent of 100, a maximumPercent of 200"


@rule.find(yaml.Document)
def outages(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The strategies by which nobody serves during a deploy."""
    for part in document.parts:
        strategy = part.values.get(("spec", "strategy", "type"))
        if strategy is not None and strategy.value == "Recreate" and replicated(part) and own_containers(part, file):
            yield file.finding(rule, strategy.span, _TEXT, _ROLL, safety=Safety.NONE)
        least = part.values.get(("deploymentConfiguration", "minimumHealthyPercent"))
        if least is not None and least.value == "0" and task_of(part, file) is not None:
            yield file.finding(rule, least.span, _TEXT, _ECS_ROLL, safety=Safety.NONE)
