"""What an apply did, or would do: what is fixed, what is left and why, where secrets went."""

from __future__ import annotations

import posixpath
import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from codemods.domains.settings.missing_in_compose import ungiven
from codemods.engine.concealment.masking import conceal
from codemods.engine.registry import rules
from codemods.formats import dotenv
from codemods.plans.secret_steps import is_alone, steps
from codemods.reports.brought import brought
from codemods.reports.text import plural, print_line, printable, show_problems
from codemods.rewriting.text.settings import secret_files
from codemods.vocabulary.finding import Problem, Safety

if TYPE_CHECKING:
    from codemods.engine.applying import Applying


def show(applying: Applying, console: Console, diff: bool) -> None:
    """Print what was fixed, what is left and why, and where secrets went."""
    problems = [*applying.request.unread, *applying.fixed.left.notes, *applying.fixed.dropped, *applying.not_written]
    hidden = [Problem(each.path, conceal(each.message, applying.secrets, words=True), each.line) for each in problems]
    show_problems(console, applying.request, hidden)
    if applying.not_written:
        print_line(console, Text("Nothing was written.", "bold red"))
        return
    counts = Counter(each.rule for each in applying.fixed.fixed)
    for code, count in sorted(counts.items()):
        print_line(console, Text(f"{count:>5}  {code} {rules()[code].name if code in rules() else ''}"))
    verb = "Would fix" if diff else "Fixed"
    headline = f"{verb} {plural(sum(counts.values()), 'finding')} in {plural(len(applying.fixed.changes), 'file')}."
    print_line(console, Text(headline, "bold green" if counts else "bold"))
    for line in [*([_left(applying)] if applying.fixed.left.findings else []), *ending(applying)]:
        for each in textwrap.wrap(line, 80, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False):
            print_line(console, Text(printable(each)))


def ending(applying: Applying) -> Iterator[str]:
    """What the fixes bring with them and leave to do."""
    yield from brought(applying.fixed)
    files = secret_files(setting for each in applying.fixed.fixed for setting in each.settings)
    if not {posixpath.basename(name) for name in applying.fixed.changes}.isdisjoint(files):
        naming = sorted(each for each in applying.fixed.changes if posixpath.basename(each) in dotenv.EXAMPLES)
        names = f"; {' and '.join(naming)} name{'s' if len(naming) == 1 else ''} them" if naming else ""
        them = "it" if len(files) == 1 else "them"
        yield f"Secrets leave the code for {' and '.join(files)} (git ignores {them}){names}."
    yield from _steps(applying)
    yield from _ungiven(applying)


def _steps(applying: Applying) -> Iterator[str]:
    """What is left to do where code insists on a secret that it held before."""
    left: dict[tuple[str, str], dict[str, None]] = {}
    for each in applying.fixed.fixed:
        names = [setting.name for setting in each.settings if setting.secret and not setting.given]
        file = applying.fixed.after.files[each.path]
        if names and file.kind == "python":
            root, library = applying.fixed.after.service_root(each.path), each.library
            files = secret_files(each.settings) or (".env",)
            todo = "; ".join(steps(applying.fixed.after, root, library, is_alone(file), files))
            left.setdefault((root, todo), {}).update(dict.fromkeys(names))
    for (root, todo), secrets in sorted(left.items()):
        yield printable(f"{applying.request.shown(root)}: {', '.join(secrets)}: {todo}.")


def _ungiven(applying: Applying) -> Iterator[str]:
    """Compose services that no longer start: secrets have left their code, and nobody gives them."""
    left: dict[str, dict[str, set[str]]] = {}
    files: dict[str, set[str]] = {}
    for each in applying.fixed.fixed:
        if applying.fixed.after.files[each.path].kind != "python":
            continue  # what a Compose file takes from .env is its own affair
        readers = left.setdefault(applying.fixed.after.service_root(each.path), {})
        for setting in each.settings:
            if setting.secret:
                readers.setdefault(setting.name, set()).add(each.path)
        files.setdefault(applying.fixed.after.service_root(each.path), set()).update(secret_files(each.settings))
    for root, readers in sorted(left.items()):
        for path, service, lacking in ungiven(applying.fixed.after, root, readers, readers):
            env = posixpath.relpath(
                posixpath.join(root, min(files[root], default=".env")), posixpath.dirname(path) or "."
            )
            where = printable(f"{applying.request.shown(path)}: service {service}")
            remedy = f"add `env_file: {env}` to it, or its own `environment`"
            yield f"{where} is not given {', '.join(lacking)}: {remedy}."


def _left(applying: Applying) -> str:
    safeties = Counter(each.safety for each in applying.fixed.left.findings)
    waiting = 0 if applying.unsafe else safeties[Safety.UNSAFE]
    by_hand = safeties[Safety.NONE]
    rest = "that were not asked for" if applying.chosen else "that could not be fixed"
    parts = ((waiting, "with --unsafe"), (by_hand, "by hand"), (safeties.total() - waiting - by_hand, rest))
    return f"Left: {', '.join(f'{count:,} {what}' for count, what in parts if count)}. `check` shows them."
