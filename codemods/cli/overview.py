"""`operable` without a command: what it would do in this folder, in a few lines."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.cli.common import console, prepared, progress_bar, usage

if TYPE_CHECKING:
    from codemods.vocabulary.checked import Checked


def overview(context: click.Context) -> None:
    """Check the folder and say how to go on; where it holds no Python, show the help."""
    request = prepared(Path(), (), (), ())
    if not any(each.kind == "python" for each in usage(lambda: request.project).files.values()):
        click.echo(context.get_help())
        return
    from codemods.engine import checking
    from codemods.reports.text import print_line, summary

    with progress_bar(True, "checking") as progress:
        report = usage(partial(checking.run, request, None, progress, cached=True))
    print_line(console(sys.stdout), summary(report.checked, paired=True))
    for line in next_steps(report.checked, "."):
        click.echo(line)


def next_steps(checked: Checked, path: str) -> list[str]:
    """What to do next: three lines at most, none where nothing was found."""
    from codemods.vocabulary.finding import Safety
    from codemods.vocabulary.wrong_request import program

    if not checked.findings:
        return []
    safeties = [each.safety for each in checked.findings]
    rows = []
    if Safety.SAFE in safeties:
        rows.append((f"apply {path} --diff", "shows what the safe fixes change; without --diff it carries them out"))
    elif Safety.UNSAFE in safeties:
        rows.append((f"apply {path} --unsafe --diff", "shows fixes that need a setting or a review"))
    rows.append((f"explain {checked.findings[0].rule}", "says what the first one is about, and what to do by hand"))
    rows.append((f"check {path} --write-baseline", "accepts all of these for now; later checks report new ones"))
    width = max(len(command) for command, _ in rows)
    return [f"  {program()} {command:<{width}}  {said}" for command, said in rows]
