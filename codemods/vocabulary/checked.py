"""What a check says: its findings, what could not be read, and the lines that a report shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from codemods.vocabulary.finding import Finding, Problem


class Excerpt(NamedTuple):
    """The source lines of a finding without secrets; `is_untouched`: the first one stands in the file just so."""

    lines: tuple[str, ...] = ()
    is_untouched: bool = False


class Sought(NamedTuple):
    """A module that was looked for in a folder outside of the tree, and what tells whether it is as it was then."""

    folder: str
    module: str
    state: str


@dataclass
class Checked:
    """What a check found in how many files.

    `limits` are where an answer was cut off (codemods.project.limits). `sought` are the modules that it depends on
    although they lie outside of the tree.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    limits: list[Problem] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)

    @property
    def notes(self) -> list[Problem]:
        """All that a person is told beside the findings."""
        return self.problems + self.limits
