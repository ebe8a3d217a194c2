"""Run an apply, write it, and report what was fixed and what is left."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.text import Text

from codemods.domains.settings.missing_in_compose import ungiven
from codemods.engine.concealment.masking import conceal
from codemods.engine.concealment.sighting import secrets_of
from codemods.engine.disk.write import copy_tree, remove_copy, write
from codemods.engine.exclusions import without_ignored
from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import rules, select
from codemods.engine.request import Request, root_of
from codemods.engine.session import Progress, check
from codemods.formats import dotenv
from codemods.plans.secret_steps import is_alone, steps
from codemods.reports.brought import brought
from codemods.reports.checking import concealed
from codemods.reports.diff import unified
from codemods.reports.text import plural, print_line, printable, show_problems
from codemods.vocabulary.finding import Problem, Safety


@dataclass
class Applying:
    """A finished apply of one PATH, in memory until `write`."""

    request: Request
    fixed: Fixed
    unsafe: bool
    secrets: re.Pattern[str] | None
    not_written: list[Problem] = field(default_factory=list)

    @property
    def left(self) -> bool:
        """Whether something that was asked for could not be fixed."""
        return bool(self.fixed.left.findings or self.fixed.dropped)

    @property
    def failed(self) -> bool:
        """Whether nothing could be written."""
        return bool(self.not_written)

    def diff(self) -> Iterator[str]:
        """The unified diff, secrets masked."""
        return unified(self.fixed, self.secrets)

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

    def show(self, console: Console, diff: bool) -> None:
        """Print what was fixed, what is left and why, and where secrets went."""
        problems = [*self.request.unread, *self.fixed.left.problems, *self.fixed.dropped, *self.not_written]
        hidden = [Problem(each.path, conceal(each.message, self.secrets, words=True), each.line) for each in problems]
        show_problems(console, self.request, hidden)
        if self.not_written:
            print_line(console, Text("Nothing was written.", "bold red"))
            return
        counts = Counter(each.rule for each in self.fixed.fixed)
        for code, count in sorted(counts.items()):
            print_line(console, Text(f"{count:>5}  {code} {rules()[code].name if code in rules() else ''}"))
        verb = "Would fix" if diff else "Fixed"
        headline = f"{verb} {plural(sum(counts.values()), 'finding')} in {plural(len(self.fixed.changes), 'file')}."
        print_line(console, Text(headline, "bold green" if counts else "bold"))
        for line in self._ending():
            for each in textwrap.wrap(line, 80, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False):
                print_line(console, Text(printable(each)))

    def _ending(self) -> Iterator[str]:
        """What the fixes bring with them and leave to do."""
        if self.fixed.left.findings:
            yield self._left()
        yield from brought(self.fixed)
        if any(name.rpartition("/")[2] == ".env" for name in self.fixed.changes):
            naming = sorted(each for each in self.fixed.changes if posixpath.basename(each) in dotenv.EXAMPLES)
            names = f"; {' and '.join(naming)} name{'s' if len(naming) == 1 else ''} them" if naming else ""
            yield f"Secrets leave the code for .env (git ignores it){names}."
        yield from self._steps()
        yield from self._ungiven()

    def _steps(self) -> Iterator[str]:
        """What is left to do where code insists on a secret that it held before."""
        left: dict[tuple[str, bool, bool], dict[str, None]] = {}
        for each in self.fixed.fixed:
            names = [setting.name for setting in each.settings if setting.secret]
            file = self.fixed.after.files[each.path]
            if names and file.kind == "python":
                key = (self.fixed.after.service_root(each.path), bool(each.data.get("library")), is_alone(file))
                left.setdefault(key, {}).update(dict.fromkeys(names))
        for (root, *how), secrets in sorted(left.items()):
            todo = "; ".join(steps(self.fixed.after, root, *how))
            yield printable(f"{self.request.shown(root)}: {', '.join(secrets)}: {todo}.")

    def _ungiven(self) -> Iterator[str]:
        """Compose services that no longer start: secrets have left their code, and nobody gives them."""
        left: dict[str, set[str]] = {}
        for each in self.fixed.fixed:
            if self.fixed.after.files[each.path].kind != "python":
                continue  # what a Compose file takes from .env is its own affair
            secrets = {setting.name for setting in each.settings if setting.secret}
            left.setdefault(self.fixed.after.service_root(each.path), set()).update(secrets)
        for root, names in sorted(left.items()):
            for path, service, lacking in ungiven(self.fixed.after, root, names):
                env = posixpath.relpath(posixpath.join(root, ".env"), posixpath.dirname(path) or ".")
                where = printable(f"{self.request.shown(path)}: service {service}")
                remedy = f"add `env_file: {env}` to it, or its own `environment`"
                yield f"{where} is not given {', '.join(lacking)}: {remedy}."

    def _left(self) -> str:
        safeties = Counter(each.safety for each in self.fixed.left.findings)
        waiting = 0 if self.unsafe else safeties[Safety.UNSAFE]
        by_hand = safeties[Safety.NONE]
        parts = (
            (waiting, "with --unsafe"),
            (by_hand, "by hand"),
            (safeties.total() - waiting - by_hand, "that could not be fixed"),
        )
        return f"Left: {', '.join(f'{count:,} {what}' for count, what in parts if count)}. `check` shows them."


def run(request: Request, unsafe: bool, jobs: int | None, progress: Progress | None) -> Applying:
    """Fix the project in memory."""
    options, root = request.options, root_of(request.path)
    fixed = fix(
        request.project, request.rules, unsafe, jobs, progress, lambda found: without_ignored(found, options, root)
    )
    # No report shows a secret, whatever was selected.
    others = {code: rule for code, rule in select(("5",)).items() if code not in request.rules}
    found = [*fixed.found, *(check(request.project, others, jobs).findings if others else ())]
    secrets = secrets_of(request.project, found, fixed.changes)
    fixed.left.findings = [concealed(each, secrets) for each in fixed.left.findings]
    return Applying(request, fixed, unsafe, secrets)
