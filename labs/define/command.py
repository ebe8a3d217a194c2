"""`python -m labs define FOLDER`: which of the five files is right, and what is wrong with the first that is not."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
from rich.cells import set_cell_size

from codemods.reports.wrapping import wrapped
from codemods.vocabulary.languages import said
from labs.define import start
from labs.define.files import EMPTY, FILES, Report, looked_at, shop
from labs.failing import fail

WIDTH, INDENT = 100, 13


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--new", is_flag=True, help="Write the five empty files into a new folder.")
@click.option("--all", "everything", is_flag=True, help="Say what is wrong with every file, not the next one only.")
@click.option("--start", "runs", is_flag=True, help="If all is right, build or start the image, ask it, and stop it.")
@click.option("--runtime", type=click.Choice(["process", "docker"]), default="process", show_default=True)
def define(folder: Path, new: bool, everything: bool, runs: bool, runtime: str) -> None:
    """Check definitions that you write for the fixed bookshop (after/): a Dockerfile, a Compose service, a task and a
    service of ECS, a Deployment.

    Exit code 0: all are right; 1: not yet; 2: wrong usage, or a part that is missing.
    """
    if new:
        _begin(folder)
        return
    if not folder.is_dir():
        fail(f"there is no folder {folder}; make it with --new")
    reports = list(looked_at(folder, shop()))
    wrong = [each for each in reports if each.problems]
    shown = wrong if everything else wrong[:1]
    for each in reports:
        _show(each, each in shown)
    click.echo(said(f"{len(reports) - len(wrong)} of {len(reports)} files are right."))
    if wrong:
        sys.exit(1)
    if runs:
        start.tell(folder, runtime)


def _begin(folder: Path) -> None:
    if folder.exists():
        fail(f"{folder} is there already")
    shutil.copytree(EMPTY, folder)
    click.echo(said(f"{folder}: {', '.join(each.name for each in FILES)}. Begin with the first."))


def _show(report: Report, in_full: bool) -> None:
    state = said("right" if not report.problems else f"{len(report.problems)} to mend" if in_full else "later")
    lacks = f" ({said(f'{report.absent} is not here')})" if report.absent else ""
    click.echo(f"{report.file.name:<16} {set_cell_size(said(report.file.title), 26)} {state}{lacks}")
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) - INDENT
    for each in report.problems if in_full else ():
        lines = wrapped(said(each.text), width).splitlines()
        click.echo(f"  {each.check:<{INDENT - 3}} " + f"\n{' ' * INDENT}".join(lines))
