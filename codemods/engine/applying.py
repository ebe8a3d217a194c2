"""Run an apply of one PATH, and write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from codemods.engine.checking import concealed
from codemods.engine.choice import Choice
from codemods.engine.concealment.sighting import secrets_of
from codemods.engine.disk.write import copy_tree, remove_copy, write
from codemods.engine.exclusions import without_ignored
from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.request import Request, root_of
from codemods.engine.session import Progress, check
from codemods.vocabulary.finding import Finding, Problem


@dataclass
class Applying:
    """A finished apply of one PATH, in memory until `write`. `chosen`: only some of the fixes were asked for."""

    request: Request
    fixed: Fixed
    unsafe: bool
    secrets: re.Pattern[str] | None
    chosen: bool = False
    not_written: list[Problem] = field(default_factory=list)

    @property
    def left(self) -> bool:
        """Whether something that was asked for could not be fixed."""
        if self.chosen:
            return bool(self.fixed.dropped)
        return bool(self.fixed.left.findings or self.fixed.dropped)

    @property
    def failed(self) -> bool:
        """Whether nothing could be written, or PATH is a file that could not be read or parsed."""
        unread = [*self.request.unread, *self.fixed.left.problems]
        return bool(self.not_written) or self.request.is_unread(unread)

    def write(self, root: Path, output: Path | None) -> None:
        """Put the changes on disk, in place or in a copy. Raises Refused."""
        before = {path: data for path, data in self.fixed.after.outside.items() if data is not None}
        before |= {path: file.data for path, file in self.fixed.before.files.items()}
        if output is None:
            self.not_written = write(root, self.fixed.changes, before) if self.fixed.changes else []
            return
        existed = output.exists()
        copy_tree(root, output)
        try:
            # What git ignores (.env) is not in the copy; everything else there is what was read.
            copied = {path: data for path, data in before.items() if (output / path).exists()}
            self.not_written = write(output, self.fixed.changes, copied)
        except BaseException:
            remove_copy(output, existed)
            raise
        if self.not_written:
            remove_copy(output, existed)


def run(
    request: Request, unsafe: bool, jobs: int | None, progress: Progress | None, choice: Choice | None = None
) -> Applying:
    """Fix the project in memory."""
    options, root = request.options, root_of(request.path)
    fixed = fix(
        request.project,
        request.rules,
        unsafe,
        jobs,
        progress,
        lambda found: without_ignored(found, options, root),
        choice,
    )
    return finished(request, fixed, fixed.found, unsafe, jobs, choice is not None)


def finished(
    request: Request, fixed: Fixed, found: list[Finding], unsafe: bool, jobs: int | None, chosen: bool
) -> Applying:
    """What was fixed, with what must not be shown of it; `found` are the findings of the tree as it was."""
    # No report shows a secret, whatever was selected.
    others = {code: rule for code, rule in select(("OP5",)).items() if code not in request.rules}
    found = [*found, *(check(request.project, others, jobs).findings if others else ())]
    secrets = secrets_of(request.project, found, fixed.changes)
    fixed.left.findings = [concealed(each, secrets) for each in fixed.left.findings]
    return Applying(request, fixed, unsafe, secrets, chosen)
