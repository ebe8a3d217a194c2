"""Experiment 7 on any service: the log of a replica that was killed and removed, and files that grow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from labs.experiment import Bars, Figure, Outcome
from labs.prove.events import Event, is_log
from labs.prove.stage import Replica, Stage
from labs.prove.visitor import Visitor
from labs.prove.vocabulary import NotApplicable, Trial

ROUNDS = 3


def run(stage: Stage) -> Outcome:
    with stage.deployment() as deployment:
        replica = deployment.start()
        Visitor(replica.url).go(stage.steps)
        before = _logs(replica)
        for _ in range(ROUNDS):
            Visitor(replica.url).go(stage.steps)
        after = _logs(replica)
        replica.container.remove()
        kept = replica.container.output().splitlines()
    shown = {line.strip() for line in kept}
    lost = [line for text in after.values() for line in text.splitlines() if line.strip() and line.strip() not in shown]
    growing = [name for name, text in after.items() if len(text) > len(before.get(name, ""))]
    if not lost and not kept:
        raise NotApplicable("it writes no log: nothing on its standard output, nothing in files")
    written = len(lost) + len(kept)
    return Outcome(
        cell=f"{len(kept)} of {written} lines survive",
        figures=[
            Figure(
                "log lines that are lost with the replica",
                len(lost),
                f"of {written}" + (f" ({', '.join(sorted(after))})" if lost else ""),
                harm=bool(lost),
                better="less",
            ),
            Figure(
                "log files that grow with requests", len(growing), f"({', '.join(growing) or 'none'})", better="less"
            ),
        ],
        chart=Bars("log lines", {"written": written, "survive": len(kept)}),
    )


def _logs(replica: Replica) -> Mapping[str, str]:
    """What log files hold by now, by their path; those of the replica's disk and those elsewhere."""
    paths = {event.what for event in replica.events() if _is_log(event)}
    found = {}
    for name in sorted(paths):
        place = Path(replica.tree, name)
        if place.is_file():
            found[name] = place.read_text(errors="replace")
    return found


def _is_log(event: Event) -> bool:
    return event.kind == "write" and is_log(event.what) and not event.what.startswith(("/proc", "/dev"))


TRIAL = Trial(
    7,
    "When a replica is killed and removed, what is left of its log, and which files does it fill?",
    "Every line is on standard output, where the platform collects it.",
    run,
)
