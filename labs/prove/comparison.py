"""Two measurements of one service, before and after a change: what is better, what is worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labs.experiment import Figure
from labs.prove.report import Proof
from labs.prove.vocabulary import VERDICTS, Verdict

# A figure that is no count is called worse only if it is so by more than this share, and by more than its noise.
SHARE = 0.5
CHANGES = ("better", "worse", "same")
HARMED, NOT_HARMED, NOT_APPLICABLE, COULD_NOT = VERDICTS


@dataclass(frozen=True)
class Row:
    """One figure of one experiment in both trees; change is "better", "worse", "same" or ""."""

    number: int
    name: str
    before: str
    after: str
    change: str


def rows(before: Proof, after: Proof) -> list[Row]:
    """The verdict of each experiment, then its figures."""
    others = {each.number: each for each in after.verdicts}
    return [row for each in before.verdicts for row in _rows(each, others[each.number])]


def _rows(before: Verdict, after: Verdict) -> Iterator[Row]:
    yield Row(before.number, "verdict", before.verdict, after.verdict, _verdict(before.verdict, after.verdict))
    figures = {figure.name: figure for figure in after.figures}
    names = [figure.name for figure in before.figures]
    for figure in before.figures:
        other = figures.get(figure.name)
        change = _change(figure, other) if other else "better" if figure.harm and after.verdict == NOT_HARMED else ""
        yield Row(before.number, figure.name, figure.text, other.text if other else "-", change)
    for name, other in figures.items():
        if name not in names:
            yield Row(before.number, name, "-", other.text, "worse" if other.harm else "")


def _verdict(before: str, after: str) -> str:
    if before == after:
        return "same"
    if after == HARMED or (after == COULD_NOT and before in (HARMED, NOT_HARMED)):
        return "worse"
    return "better" if before == HARMED and after == NOT_HARMED else ""


def _change(before: Figure, after: Figure) -> str:
    if before.harm != after.harm:
        return "worse" if after.harm else "better"
    if not before.better or not isinstance(before.value, int | float) or not isinstance(after.value, int | float):
        return "same" if before.text == after.text else ""
    apart = after.value - before.value
    if before.better == "more":
        apart = -apart
    allowed = max(before.noise, SHARE * abs(before.value) if before.noise else 0)
    if abs(apart) <= allowed:
        return "same"
    return "worse" if apart > 0 else "better"


def is_worse(found: list[Row]) -> bool:
    return any(row.change == "worse" for row in found)
