"""`python -m labs define FOLDER`: which of the five files is right, and what is wrong with the first that is not."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path

import click

from labs.define import start
from labs.define.files import EMPTY, FILES, Report, looked_at, shop

WIDTH = 100


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
        click.echo(f"error: there is no folder {folder}; make it with --new", err=True)
        sys.exit(2)
    reports = list(looked_at(folder, shop()))
    wrong = [each for each in reports if each.problems]
    shown = wrong if everything else wrong[:1]
    for each in reports:
        _show(each, each in shown)
    click.echo(f"{len(reports) - len(wrong)} of {len(reports)} files are right.")
    if wrong:
        sys.exit(1)
    if runs:
        start.tell(folder, runtime)


def _begin(folder: Path) -> None:
    if folder.exists():
        click.echo(f"error: {folder} is there already", err=True)
        sys.exit(2)
    shutil.copytree(EMPTY, folder)
    click.echo(f"{folder}: {', '.join(each.name for each in FILES)}. Begin with the first.")


def _show(report: Report, in_full: bool) -> None:
    state = "right" if not report.problems else f"{len(report.problems)} to mend" if in_full else "later"
    lacks = f" ({report.absent} is not here)" if report.absent else ""
    click.echo(f"{report.file.name:<16} {report.file.title:<26} {state}{lacks}")
    for each in report.problems if in_full else ():
        click.echo(textwrap.fill(f"  {each.check:<10} {each.text}", WIDTH, subsequent_indent=" " * 13))
