"""What an experiment on any service is, and how it can end."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from labs.experiment import Bars, Figure, Outcome, Timeline
from labs.prove.events import Event
from labs.prove.stage import Stage

LINES = 8
VERDICTS = ("harmed", "not harmed", "not applicable", "could not run")


class NotApplicable(Exception):
    """Why there is nothing to measure in this service."""


class CouldNotRun(Exception):
    """Why it could not be measured, and what would help."""


@dataclass(frozen=True)
class Trial:
    """One question about any service. claim says what a fit one shows; imitated, what is not as in a real cluster."""

    number: int
    question: str
    claim: str
    run: Callable[[Stage], Outcome]
    imitated: str = ""


@dataclass(frozen=True)
class Verdict:
    """How a trial ended. why: the reason where nothing was measured; events: what was seen inside of the service."""

    number: int
    verdict: str
    why: str
    cell: str
    figures: Sequence[Figure]
    seconds: float
    events: Sequence[Event] = field(default_factory=tuple)
    chart: Bars | Timeline | None = None


def _short(text: str) -> str:
    """What is wrong, and the end of what was printed."""
    first, *lines = text.strip().splitlines() or [""]
    return "\n".join([first, *lines[-LINES:]])


def attempt(trial: Trial, stage: Stage) -> Verdict:
    """Carry a trial out, whatever happens."""
    begin = time.monotonic()
    stage.begin()
    outcome, verdict, why = None, "could not run", ""
    try:
        outcome = trial.run(stage)
        verdict = "harmed" if outcome.harmed else "not harmed"
    except NotApplicable as reason:
        verdict, why = "not applicable", str(reason)
    except (CouldNotRun, RuntimeError, TimeoutError, OSError) as reason:
        why = _short(str(reason))
    except Exception:
        why = f"a defect of operable, please report it:\n{traceback.format_exc()}"
    finally:
        events = stage.end()
    if stage.guard.said:
        outcome, verdict, why = None, "could not run", stage.guard.said
    cell = outcome.cell if outcome else why.partition("\n")[0]
    figures = outcome.figures if outcome else ()
    chart = outcome.chart if outcome else None
    return Verdict(trial.number, verdict, why, cell, figures, time.monotonic() - begin, events, chart)
