"""OP406: a definition that grants minutes for the start.

The number is the slow start's, written down: each replica waits for so long at each deploy, each scale-out and each
time that a machine is lost, however fast this start was.

Before::

    readinessProbe: { initialDelaySeconds: 120 }

By hand: take the downloads, migrations and waits out of the start (OP401 to OP405 name them), and let a
`startupProbe` ask every second: it ends when the replica is there. On ECS the same is told by `startPeriod` and
`healthCheckGracePeriodSeconds`, which end nothing early. A minute is too long for what every start waits for, five
minutes for what is granted at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import own_containers, task_of
from codemods.formats import yaml
from codemods.formats.compose import Path
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP406", "start-delay", needles=("initialDelaySeconds", "startTimeout", "startPeriod", "healthCheckGrace"),
    safety=Safety.NONE,
)  # fmt: skip

_WAITS = "every replica gets its first request {} s after its start, or later"
_MAY_TAKE = "the start is granted {} s: a deploy that cannot succeed takes as long to fail"
# The way from a container, the least that is too long, and what it means.
_PLACES: tuple[tuple[Path, int, str], ...] = (
    (("readinessProbe", "initialDelaySeconds"), 60, _WAITS),
    (("startupProbe", "initialDelaySeconds"), 60, _WAITS),
    (("livenessProbe", "initialDelaySeconds"), 300, "the start is granted {} s, and what hangs in it is left alone"),
    (("startTimeout",), 300, _MAY_TAKE),
    (("healthCheck", "startPeriod"), 300, _MAY_TAKE),
)
_GRACE = ("healthCheckGracePeriodSeconds",)
_REMEDY = "take the slow work out of the start; let a startupProbe ask every second"
_ECS_REMEDY = "take the slow work out of the start, and grant what it takes then"


@rule.find(yaml.Document)
def minutes(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The first place of each container, and of each ECS service, that grants its start minutes."""
    for part in document.parts:
        for at in own_containers(part, file):
            yield from list(_granted(part, at, file))[:1]
        if _GRACE in part.values and task_of(part, file) is not None:
            yield from _finding(part, _GRACE, 300, _MAY_TAKE, file)


def _granted(part: yaml.Part, at: Path, file: SourceFile) -> Iterator[Finding]:
    for way, least, text in _PLACES:
        yield from _finding(part, (*at, *way), least, text, file)


def _finding(part: yaml.Part, at: Path, least: int, text: str, file: SourceFile) -> Iterator[Finding]:
    value = part.values.get(at)
    if value is not None and value.value.isdigit() and int(value.value) >= least:
        remedy = _REMEDY if at[-1] == "initialDelaySeconds" else _ECS_REMEDY
        yield file.finding(rule, value.span, text.format(value.value), remedy, safety=Safety.NONE)
