"""Experiment 4 on any service: how long a start takes, what it does, and whether it needs what may be ill."""

from __future__ import annotations

from collections.abc import Sequence

from labs import ill_start
from labs.cluster.faults import FAULTS
from labs.experiment import Bars, Figure, Outcome
from labs.prove.events import Event, at_start, is_outside, written
from labs.prove.servers import KINDS
from labs.prove.stage import Replica, Stage
from labs.prove.vocabulary import Trial

NOWHERE = "/no-such-page-of-operable"
SHORTEST_LIMIT = 6.0
# A replica is the matter of experiment 8.
DEPENDENCIES = tuple(kind for kind in KINDS if kind != "replica")
SLEEP_SECONDS = 1.0  # sleeping so long in a start is no accident
WAITS = ("database", "connected", "connect", "lookup")


def run(stage: Stage) -> Outcome:
    with stage.deployment() as deployment:
        replica = deployment.launch()
        seconds = stage.wait_for(replica)
        events = replica.events()
    limit = max(SHORTEST_LIMIT, 4 * seconds)
    figures = [Figure("start to first good answer", round(seconds, 1), "s", better="less", noise=1.0)]
    figures += _did(events)
    bars = {"as it is": seconds}
    if outside := [event for event in at_start(events, "lookup") + at_start(events, "connect") if is_outside(event)]:
        with stage.deployment({"OPERABLE_OUTSIDE": "hanging"}) as deployment:
            took, why = _started(deployment.launch(), limit)
        what = f"{ill_start.name(outside[0].what, 'hanging')} ({outside[0].where})"
        figures.append(ill_start.figure(what, took, limit, why))
    for part in sorted(stage.profile.parts & set(DEPENDENCIES)):
        if not stage.profile.reaches(part):
            figures.append(Figure(f"start while {part} is ill", "not tried: no setting has its port"))
            continue
        for name, fault in FAULTS.items():
            with fault(stage.parts.port(part)) as port, stage.deployment(ports={part: port}) as deployment:
                took, why = _started(deployment.launch(), limit)
            figures.append(ill_start.figure(ill_start.name(part, name), took, limit, why))
            bars[f"{part} {name}"] = limit if took is None else took
    ill = [figure.name for figure in figures if figure.harm and figure.name.startswith(ill_start.WHILE)]
    return Outcome(
        cell=f"{seconds:.1f} s" + (f", not {ill[0].removeprefix('start ')}" if ill else ""),
        figures=figures,
        chart=Bars("s", bars, limit, "limit"),
    )


def _started(replica: Replica, limit: float) -> tuple[float | None, str]:
    """The seconds to any answer at all, None where none came; and what the start was doing, '' where it was not it."""
    took, why = ill_start.first_answer(
        lambda: replica.answers(NOWHERE, patience=1.0, bad=1000), limit, replica.container.process
    )
    if took is not None:
        return took, ""
    waits = [event for event in replica.events() if event.kind in WAITS]
    if why == "waits" and waits and waits[-1].phase == "serve":
        return None, ""
    at = next((event.where for event in reversed(waits) if event.phase == "start" and event.path), "")
    return None, why + (f" at {at}" if at else "")


def _did(events: Sequence[Event]) -> list[Figure]:
    """What the start did, with its places."""
    slept = [event for event in at_start(events, "sleep") if event.path and event.main]
    total = sum(event.seconds for event in slept)
    found = []
    if slept:
        where = ", ".join(sorted({event.where for event in slept}))
        harm = total >= SLEEP_SECONDS
        found.append(Figure("seconds that the start sleeps", round(total, 1), f"s ({where})", harm, better="less"))
    for kind, name in (("database", "connections to a database at start"), ("run", "programs run at start")):
        if done := [event for event in at_start(events, kind) if event.path]:
            where = ", ".join(sorted({event.where for event in done}))
            found.append(Figure(name, len(done), f"({where})", better="less"))
    if files := written((event for event in events if event.path), "start"):
        found.append(Figure("files written at start", len(files), f"({', '.join(files[:3])})"))
    return found


TRIAL = Trial(
    4,
    "How long does a replica start, what does it do till then, and can it start while something that it needs is ill?",
    "The first good answer waits for nothing that may be absent, slow or silent, and the start does not sleep.",
    run,
    "A start that gives no answer at all (404 counts as one) in four times its usual time, at least six seconds, "
    "has failed. Nothing outside of this machine can be reached.",
)
