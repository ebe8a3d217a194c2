"""Which of the fixes that could be carried out are wanted: those of some rules, or those that somebody has picked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from codemods.engine.batches import Key, Unit, keys
from codemods.project.project import Project
from codemods.vocabulary.finding import Finding


class Choice(Protocol):
    """Asked by `fix` as it goes on: findings move and new ones appear, and what was not wanted stays unwanted."""

    def begin(self, project: Project, findings: Sequence[Finding], units: Sequence[Unit]) -> None:
        """Hear what was found, and what of it could be fixed, before anything is. Called once."""

    def takes(self, unit: Unit, names: Sequence[Key]) -> bool:
        """Whether the unit is wanted; `names` are its findings'."""

    def done(self, names: Iterable[Key]) -> None:
        """Hear which findings are fixed."""


@dataclass(frozen=True)
class OfRules:
    """All fixes of some rules. A unit of several rules is its first finding's."""

    codes: Collection[str]

    def begin(self, project: Project, findings: Sequence[Finding], units: Sequence[Unit]) -> None:
        """Nothing is to be known before."""

    def takes(self, unit: Unit, names: Sequence[Key]) -> bool:
        """Whether the unit's rule is one of these."""
        return unit.findings[0].rule in self.codes

    def done(self, names: Iterable[Key]) -> None:
        """Nothing is to be known of them."""


Pick = Callable[[Project, Sequence[Finding], Sequence[Unit]], Collection[int]]


@dataclass
class Picked:
    """The units that `pick` tells by their numbers.

    Of findings that look the same, the first may be wanted and the second not: which are, in their order, is kept for
    those that are still there.
    """

    pick: Pick
    _wanted: dict[tuple[str, ...], list[bool]] = field(default_factory=dict)

    def begin(self, project: Project, findings: Sequence[Finding], units: Sequence[Unit]) -> None:
        """Ask which units are wanted."""
        chosen = set(self.pick(project, findings, units))
        wanted = {each.identity for number in chosen for each in units[number].findings}
        names = keys(project, findings)
        for each in findings:
            self._wanted.setdefault(names[each.identity][:-1], []).append(each.identity in wanted)

    def takes(self, unit: Unit, names: Sequence[Key]) -> bool:
        """Whether all of the unit was picked."""
        return all(self._is_wanted(each) for each in names)

    def done(self, names: Iterable[Key]) -> None:
        """Forget those: what looked the same behind them has moved up."""
        for each in sorted(names, key=lambda name: -name[-1]):
            rest = self._wanted.get(each[:-1], [])
            if each[-1] < len(rest):
                del rest[each[-1]]

    def _is_wanted(self, name: Key) -> bool:
        known = self._wanted.get(name[:-1], [])
        return name[-1] < len(known) and known[name[-1]]
