"""Experiment 6 on any service: settings from outside, and an environment that the code has never heard of."""

from __future__ import annotations

from labs.experiment import Bars, Figure, Outcome
from labs.prove.stage import Stage
from labs.prove.trials.settings import arrivals, environments, tried
from labs.prove.vocabulary import CouldNotRun, NotApplicable, Trial

UNHEARD = "operable-demo"


def run(stage: Stage) -> Outcome:
    names, edits = environments(stage), len(stage.profile.edits)
    found = list(arrivals(stage))
    if not found and not names and not edits:
        raise NotApplicable("the code reads no setting whose arrival could be seen: python -m codemods env lists them")
    figures = [Figure("hand edits that it takes instead", edits, harm=True)] if edits else []
    for name in names:
        starts = tried(stage, {name: UNHEARD}, name, UNHEARD)
        told = "starts" if starts.started else "does not start"
        figures.append(Figure(f"{name}={UNHEARD}, an environment never heard of", told, harm=not starts.started))
    arrived = [each for each in found if each.seen]
    unseen = [each.name for each in found if not each.seen and each.read]
    unread = [each.name for each in found if not each.seen and not each.read]
    if not arrived and not names and not edits:
        raise CouldNotRun(f"{len(found)} settings were set to something else, and no effect of any was seen")
    figures += [
        Figure("settings that arrive", len(arrived), f"of {len(found)}", better="more"),
        *(Figure(f"  {each.name}", each.seen[:70]) for each in arrived),
        Figure("read, their effect not seen in this run", len(unseen), f"({', '.join(unseen) or 'none'})"),
        Figure("not read in this run", len(unread), f"({', '.join(unread) or 'none'})"),
    ]
    return Outcome(
        cell=f"{len(arrived)} of {len(found)} settings seen",
        figures=figures,
        chart=Bars("settings", {"tried": len(found), "seen to arrive": len(arrived)}),
    )


TRIAL = Trial(
    6,
    "Can an environment that the code has never heard of be configured from outside?",
    "The service starts whatever the environment is called, and takes its settings from it.",
    run,
    "One start for each setting, with a value that nobody else would say: it is seen where a host is looked up, an "
    "address connected, a file opened, a value answered or logged. What is only read is not called an arrival.",
)
