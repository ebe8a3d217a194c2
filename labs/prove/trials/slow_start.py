"""Experiment 4 on any service: how long a start takes, what it does, and whether it needs what may be ill."""

from __future__ import annotations

from collections.abc import Sequence

from labs.cluster import processes
from labs.experiment import Bars, Figure, Outcome
from labs.prove.events import Event, at_start, is_outside, written
from labs.prove.faults import FAULTS
from labs.prove.stage import START_SECONDS, Replica, Stage
from labs.prove.vocabulary import Trial

NOWHERE = "/no-such-page-of-operable"
SHORTEST_LIMIT = 6.0
SLEEP_SECONDS = 1.0  # sleeping so long in a start is no accident
WHILE = "start while "
WAITS = ("database", "connected", "connect", "lookup")


def run(stage: Stage) -> Outcome:
    with stage.deployment() as deployment:
        replica = deployment.launch()
        seconds = _good(stage, replica)
        events = replica.events()
    limit = max(SHORTEST_LIMIT, 4 * seconds)
    figures = [Figure("start to first good answer", round(seconds, 1), "s", better="less", noise=1.0)]
    figures += _did(events)
    bars = {"as it is": seconds}
    if outside := [event for event in at_start(events, "lookup") + at_start(events, "connect") if is_outside(event)]:
        with stage.deployment({"OPERABLE_OUTSIDE": "hanging"}) as deployment:
            took, why = _started(deployment.launch(), limit)
        what = f"start while {outside[0].what} hangs ({outside[0].where})"
        figures.append(_figure(what, took, limit, why))
    for part in sorted(stage.profile.parts & {"postgres", "redis", "s3"}):
        for name, fault in FAULTS.items():
            with fault(stage.parts.port(part)) as port, stage.deployment(ports={part: port}) as deployment:
                took, why = _started(deployment.launch(), limit)
            what = f"start while {part} {'is' if name == 'slow' else ''} {name}".replace("  ", " ")
            figures.append(_figure(what.replace("refused", "refuses").replace("hanging", "hangs"), took, limit, why))
            bars[f"{part} {name}"] = limit if took is None else took
    ill = [figure.name for figure in figures if figure.harm and figure.name.startswith(WHILE)]
    return Outcome(
        cell=f"{seconds:.1f} s" + (f", not {ill[0].removeprefix('start ')}" if ill else ""),
        figures=figures,
        chart=Bars("s", bars, limit, "limit"),
    )


def _good(stage: Stage, replica: Replica) -> float:
    path = stage.health
    return processes.wait_until(
        lambda: replica.answers(path), START_SECONDS, f"a good answer to GET {path}", replica.container.process
    )


def _started(replica: Replica, limit: float) -> tuple[float | None, str]:
    """The seconds to any answer at all, None where none came; and what the start was doing, '' where it was not it."""
    try:
        answered = lambda: replica.answers(NOWHERE, patience=1.0, bad=1000)  # noqa: E731
        return processes.wait_until(answered, limit, "any answer", replica.container.process), ""
    except (RuntimeError, TimeoutError) as error:
        waits = [event for event in replica.events() if event.kind in WAITS]
        ended = isinstance(error, RuntimeError)
        serving = bool(waits) and waits[-1].phase == "serve"
        if serving and not ended:
            return None, ""
        at = next((event.where for event in reversed(waits) if event.phase == "start" and event.path), "")
        return None, ("ends" if ended else "waits") + (f" at {at}" if at else "")


def _figure(name: str, took: float | None, limit: float, why: str) -> Figure:
    if took is not None:
        return Figure(name, round(took, 1), "s", better="less", noise=1.5)
    if not why:
        return Figure(name, "starts; each request waits for it")
    return Figure(name, f"no answer in {limit:.0f} s: {why}" if "waits" in why else f"fails: {why}", harm=True)


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
