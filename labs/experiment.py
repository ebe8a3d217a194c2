"""The vocabulary of the labs: an experiment, its figures, its verdict."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labs.cluster.deployment import Cluster

# The value of a figure that could not be had.
NOT_MEASURED = "not measured"
# What is imitated where replicas keep something.
OWN_DISK = (
    "A replica is a process with a disk of its own, /tmp and home included. Where the system gives none, a write "
    "outside of its tree is refused."
)


@dataclass(frozen=True)
class Figure:
    """One measurement. harm says that it alone makes the verdict bad; value is text or a number in a unit.

    better is "less" or "more" where two numbers can be compared, and noise how far apart they may be by chance.
    """

    name: str
    value: str | float
    unit: str = ""
    harm: bool = False
    better: str = ""
    noise: float = 0.0

    @property
    def text(self) -> str:
        value = f"{self.value:.1f}" if isinstance(self.value, float) else str(self.value)
        return f"{value} {self.unit}".rstrip()


@dataclass(frozen=True)
class Bars:
    """A chart of one value for each name, out of a total where there is one."""

    unit: str
    values: Mapping[str, float]
    limit: float | None = None
    limit_name: str = ""


@dataclass(frozen=True)
class Timeline:
    """A chart of requests: for each second a point in it, good or failed; and when something happened."""

    good: Sequence[float]
    failed: Sequence[float]
    events: Mapping[str, float]


@dataclass(frozen=True)
class Outcome:
    """What an experiment found in one tree. cell is the figure for the scoreboard; mistakes say, from what was seen,
    what is behind the harm."""

    cell: str
    figures: Sequence[Figure]
    chart: Bars | Timeline | None = None
    mistakes: Sequence[str] = ()

    @property
    def harmed(self) -> bool:
        return any(figure.harm for figure in self.figures)


class Unfinished(Exception):
    """An experiment that ended early, for the reason that it is raised from: the figures so far, and the names of those
    that are not there."""

    def __init__(self, figures: Sequence[Figure], missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.figures, self.missing = figures, missing


@contextlib.contextmanager
def keeping(figures: Sequence[Figure], names: Sequence[str]) -> Iterator[None]:
    """Let whatever ends the measuring of these figures take those along that are there. Raises Unfinished."""
    try:
        yield
    except Exception as error:
        known = {figure.name for figure in figures}
        raise Unfinished(figures, [name for name in names if name not in known]) from error


@dataclass(frozen=True)
class Experiment:
    """One question about one tree. claim says what a fit service shows; imitated, what is not as in a real cluster;
    waits, which parts of it mostly wait, and may begin while other experiments run (`Cluster.begin`)."""

    number: int
    question: str
    claim: str
    run: Callable[[Cluster, Path], Outcome]
    imitated: str = ""
    waits: Sequence[Callable[[Cluster, Path], object]] = ()


@dataclass(frozen=True)
class Result:
    """An experiment's outcome in one tree, or why it could not be measured there or to its end; the seconds it took;
    and the application's own last error."""

    number: int
    tree: str
    seconds: float
    outcome: Outcome | None
    error: str = ""
    said: str = ""

    @property
    def verdict(self) -> str:
        if self.outcome and self.outcome.harmed:
            return "harm"
        return NOT_MEASURED if self.outcome is None or self.error else "no harm"

    @property
    def cell(self) -> str:
        return self.outcome.cell if self.outcome else "does not run"
