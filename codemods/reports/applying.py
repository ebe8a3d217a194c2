"""Run an apply, write it, and report what was fixed and what is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.text import Text

from codemods.analysis.project import Project
from codemods.engine.filter import without_ignored
from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.run import Options
from codemods.engine.session import Progress, check
from codemods.engine.write import copy_tree, write
from codemods.finding import Finding, Problem, Safety
from codemods.reports.checking import secrets_of
from codemods.reports.diff import unified
from codemods.reports.text import plural, show_problems
from codemods.rule import Rule


@dataclass
class Applying:
    """A finished apply of one PATH, in memory until `write`."""

    fixed: Fixed
    findings_left: list[Finding]
    unsafe: bool
    secrets: re.Pattern[str] | None
    problems: list[Problem] = field(default_factory=list)
    not_written: list[Problem] = field(default_factory=list)

    @property
    def left(self) -> bool:
        """Whether something that was asked for could not be fixed."""
        return bool(self.findings_left or self.fixed.dropped or self.not_written)

    def diff(self) -> Iterator[str]:
        """The unified diff, secrets masked."""
        return unified(self.fixed, self.secrets)

    def write(self, root: Path, output: Path | None) -> None:
        """Put the changes on disk, in place or in a copy. Raises Refused."""
        before = {path: file.data for path, file in self.fixed.before.files.items()}
        if output is not None:
            copy_tree(root, output)
        self.not_written = write(output or root, self.fixed.changes, before) if self.fixed.changes or output else []

    def show(self, console: Console, diff: bool) -> None:
        """Print the counts: rules fixed, files written, what is left and why."""
        show_problems(console, [*self.problems, *self.fixed.dropped, *self.not_written])
        verb = "Would fix" if diff else "Fixed"
        counts = Counter(each.rule for each in self.fixed.fixed)
        for code, count in sorted(counts.items()):
            console.print(f"{code} {count:>5}")
        files = len(self.fixed.changes) - len(self.not_written)
        headline = f"{verb} {plural(sum(counts.values()), 'finding')} in {plural(files, 'file')}."
        console.print(Text(headline, "bold green" if counts else "bold"))
        safeties = Counter(each.safety for each in self.findings_left)
        if safeties:
            rest = [f"{safeties[Safety.NONE]} by hand"] if safeties[Safety.NONE] else []
            if safeties[Safety.UNSAFE] and not self.unsafe:
                rest.append(f"{safeties[Safety.UNSAFE]} with --unsafe")
            if other := sum(safeties.values()) - sum(int(each.split()[0]) for each in rest):
                rest.append(f"{other} not fixed")
            console.print(f"Left: {', '.join(rest)}. `check` shows them.")
        if any(name.rpartition("/")[2] == ".env" for name in self.fixed.changes):
            console.print("Secrets that left the code are in .env (git ignores it); .env.example names them.")


def run(
    project: Project,
    rules: Mapping[str, Rule],
    options: Options,
    unread: list[Problem],
    unsafe: bool,
    jobs: int | None,
    progress: Progress | None,
) -> Applying:
    """Fix the project in memory."""
    secrets = secrets_of(check(project, select(("5",)), jobs).findings)
    fixed = fix(project, rules, unsafe, jobs, progress, lambda found: without_ignored(found, options))
    return Applying(fixed, fixed.left.findings, unsafe, secrets, unread + fixed.left.problems)
