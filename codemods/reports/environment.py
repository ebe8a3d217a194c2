"""`env`: the settings that a service reads, and which definitions give them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from codemods.domains.settings.contract import Contract, Setting, contract
from codemods.engine.concealment.masking import conceal
from codemods.engine.request import Request
from codemods.formats.definitions import Given, definitions
from codemods.reports.text import printable, show_problems

VERSION = 1


@dataclass(frozen=True)
class Environment:
    """The contract of one PATH and the definitions that were looked at."""

    request: Request
    contract: Contract
    given: list[Given]

    def givers(self, setting: Setting) -> list[str]:
        """The definitions that give the setting."""
        return [each.where for each in self.given if setting.name in each.names]

    def default(self, setting: Setting) -> str | None:
        """The default, nothing of a secret shown; None where it is one, or equals another setting's that is."""
        secrets = {each.default for each in self.contract.settings.values() if each.secret}
        if setting.default is None or setting.default in secrets:
            return None
        return conceal(setting.default, None, words=True)

    def settings(self) -> list[Setting]:
        """What can be given from outside, by name."""
        return sorted((each for each in self.contract.settings.values() if not each.own), key=lambda each: each.name)


def run(request: Request, others: Sequence[Path]) -> Environment:
    """Read the code at the request's PATH, and the definitions there and in the other files and folders."""
    return Environment(request, contract(request.project), list(definitions([request.path, *others])))


def render(found: Environment) -> str:
    """The report as JSON text: settings, the places whose variable is not known, errors."""
    settings = [
        {
            "name": each.name,
            "required": each.required,
            "default": found.default(each),
            "has_default": each.default is not None or each.computed,
            "secret": each.secret,
            "read": [{"path": path, "line": line} for path, line in each.places],
            "given_by": found.givers(each),
        }
        for each in found.settings()
    ]
    return json.dumps(
        {
            "version": VERSION,
            "settings": settings,
            "unknown": [{"path": path, "line": line} for path, line in found.contract.unknown],
            "errors": [
                {"path": each.path, "line": each.line, "message": each.message} for each in found.request.unread
            ],
        },
        indent=2,
    )


def show(found: Environment, console: Console) -> None:
    """Print a line for each setting, the definitions by number, then what could not be known or read."""
    givers = [each.where for each in found.given if any(each.names & {one.name} for one in found.settings())]
    numbers = {where: number for number, where in enumerate(givers, 1)}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("setting", "without it", "read in", "given by"):
        table.add_column(title, overflow="fold")
    places = [_read(each) for each in found.settings()]
    # The other two columns have spaces to break at: names and paths are broken only if they take more than their share.
    table.columns[0].width = _width([each.name for each in found.settings()], console.width * 2 // 5)
    table.columns[2].width = _width([line for each in places for line in each.plain.splitlines()], console.width // 4)
    for each, read in zip(found.settings(), places, strict=True):
        given = _ranges(numbers[where] for where in found.givers(each)) or "-"
        table.add_row(*(Text(printable(cell)) for cell in (each.name, _without(found, each))), read, Text(given))
    console.print(table)
    for where, number in numbers.items():
        console.print(f"{number:3} {printable(where)}", soft_wrap=True)
    for path, line in found.contract.unknown:
        where = printable(found.request.shown(path))
        console.print(f"note: {where}:{line} reads a variable that it names at run time", soft_wrap=True)
    show_problems(console, found.request, found.request.unread)


def _width(words: Sequence[str], limit: int) -> int:
    return min(max(map(len, [*words, "setting"])), limit)


def _without(found: Environment, setting: Setting) -> str:
    """Whether it is a secret, and what the code does without it."""
    if setting.required:
        default = "(required)"
    elif setting.default is None:
        default = "(in the code)" if setting.computed else "(none)"
    else:
        shown = found.default(setting)
        default = "(hidden)" if shown is None and setting.default else repr(setting.default if shown is None else shown)
    return f"secret {default}" if setting.secret else default


def _read(setting: Setting) -> Text:
    """`databases.py:82, 86`, a line for each file."""
    files = groupby(sorted(setting.places), key=lambda place: place[0])
    read = ((path, ", ".join(str(line) for _, line in places)) for path, places in files)
    return Text("\n").join(Text(printable(f"{path}:{lines}")) for path, lines in read)


def _ranges(numbers: Iterable[int]) -> str:
    """`4-12, 17`: three or more numbers in a row by their ends."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
