"""Experiment 1 on any service: the same session against one replica, and against three of which one is replaced."""

from __future__ import annotations

from collections.abc import Sequence

from labs.experiment import Figure, Outcome
from labs.prove.events import is_log, written
from labs.prove.requests import Step
from labs.prove.stage import Stage
from labs.prove.visitor import Answer, Visitor
from labs.prove.vocabulary import CouldNotRun, NotApplicable, Trial

REPLICAS = 3
REFERENCES = 2
UNIQUE = "user-of-this-session"


def run(stage: Stage) -> Outcome:
    session = _session(stage.steps)
    references = [_alone(stage, session) for _ in range(REFERENCES)]
    for step, answer in zip(session, references[0], strict=True):
        if answer.status == 0 or answer.status >= 500:
            said = answer.status or "no answer"
            raise CouldNotRun(f"{step.text} gets no good answer from a single replica: {said}")
    files = written([event for replica in stage.replicas for event in replica.events()], "serve")
    states = [path for path in files if not is_log(path)]
    trial = _together(stage, session)
    different = differ(session, references, trial)
    if different:
        # What differs between any two runs is no matter of replicas.
        references.append(_alone(stage, session))
        again = differ(session, references, _together(stage, session))
        different = [step for step in different if step in again]
    if not different and not states and not any(step.writes for step in session):
        raise NotApplicable(
            f"none of the {len(stage.steps)} requests writes anything; name some that do: "
            'requests = ["POST /login name=ada", "GET /"]'
        )
    asked = dict.fromkeys(step.text for step in session)
    return Outcome(
        cell=f"{len(different)} of {len(asked)} requests differ",
        figures=[
            Figure(
                f"requests answered differently by {REPLICAS} replicas, one of them replaced",
                len(different),
                f"of {len(asked)}" + (f" ({', '.join(step.text for step in different[:4])})" if different else ""),
                harm=bool(different),
                better="less",
            ),
            Figure("files written while serving", len(states), f"({', '.join(states[:3]) or 'none'})"),
        ],
    )


def _session(steps: Sequence[Step]) -> list[Step]:
    """The steps, then every page of them as often as there are replicas: each is asked."""
    pages = list(dict.fromkeys(step for step in map(_key, steps) if not step.writes))
    return [*steps, *(page for page in pages for _ in range(REPLICAS))]


def _key(step: Step) -> Step:
    return Step(step.method, step.path) if not step.writes else step


def _alone(stage: Stage, session: Sequence[Step]) -> list[Answer]:
    with stage.deployment() as deployment:
        return Visitor(deployment.start().url, unique=UNIQUE).browse(session)


def _together(stage: Stage, session: Sequence[Step]) -> list[Answer]:
    """The answers of three replicas, the first of which is killed and replaced when the steps are done."""
    half = len(stage.steps)
    with stage.deployment() as deployment, deployment.balanced(REPLICAS) as (gateway, replicas):
        visitor = Visitor(gateway.url, unique=UNIQUE)
        answers = visitor.browse(session[:half])
        replicas[0].container.remove()
        gateway.forget(replicas[0].container.port)
        gateway.add(deployment.start().container.port)
        return answers + visitor.browse(session[half:])


def differ(session: Sequence[Step], references: Sequence[Sequence[Answer]], trial: Sequence[Answer]) -> list[Step]:
    """The steps whose answer in the trial lacks what all references have: status, redirect, words, pictures."""
    found = dict[str, Step]()
    for step, answer, *expected in zip(session, trial, *references, strict=True):
        first = expected[0]
        if any(each.status != first.status for each in expected):
            continue  # no two runs agree
        places = {each.location for each in expected}
        words = frozenset.intersection(*(each.pieces for each in expected))
        whole = frozenset.union(*(each.pieces for each in expected))
        # A page whose own words vary much says little about the few that stay.
        told = words - answer.pieces if len(words) >= len(whole) / 2 else frozenset()
        missing = answer.broken > max(each.broken for each in expected)
        if answer.status != first.status or missing or (len(places) == 1 and {answer.location} != places) or told:
            found.setdefault(step.text, step)
    return list(found.values())


TRIAL = Trial(
    1,
    "Is a session answered the same by three replicas, one of which is replaced half-way, as by a single one?",
    "Every answer has what a single replica's answer has, whichever replica gives it.",
    run,
    "What differs between two sessions with a single replica is not counted. The address goes round, so that each "
    "page is asked of each replica.",
)
