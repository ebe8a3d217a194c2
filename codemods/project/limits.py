"""How far an answer goes: past a limit it is "not known", and the report says where that was."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Problem
from codemods.vocabulary.noting import noting


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of steps of one kind, `what`: those from a name to what it was given, from a caller to a callee."""

    most: int
    what: str

    def is_passed(self, file: SourceFile, steps: int) -> bool:
        """Whether there are more steps than it admits, to something in that file: then the report says so."""
        if steps <= self.most:
            return False
        words = f"asks for {self.what} that is more than {self.most} steps away: it counts as not known"
        passed = Problem(file.path, words)
        file.project.passed.add(passed)
        if noting.open:
            noting.open[-1].limits.add(passed)
        return True
