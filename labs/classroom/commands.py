"""`labs predict`, `labs status` and `labs board`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.table import Table

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import said
from labs.classroom import board as boards
from labs.classroom import progress
from labs.experiments import EXPERIMENTS
from labs.failing import fail
from labs.report.console import WideConsole

REFRESH_SECONDS = 5


@click.command()
@click.argument("number", metavar="N", type=click.IntRange(min(EXPERIMENTS), max(EXPERIMENTS)))
@click.argument("answers", metavar="[ANSWER…]", type=float, nargs=-1)
@click.option("--name", default="", help="How the board calls you; your login name by default.")
def predict(number: int, answers: tuple[float, ...], name: str) -> None:
    """Say what experiment N will measure on before/, in the order of its questions; without answers, be asked."""
    questions = progress.QUESTIONS[number]
    if answers and len(answers) != len(questions):
        raise click.UsageError(said(f"experiment {number} asks for {len(questions)} numbers: {'; '.join(questions)}"))
    asked = [f"{said(figure)} {said(unit)}".rstrip() for figure, unit in questions.items()]
    given = answers or [click.prompt(each, type=float) for each in asked]
    try:
        progress.predict(number, dict(zip(questions, given, strict=True)), name)
    except (ValueError, OSError) as error:
        fail(error)
    click.echo(said(f"Kept. Now: python -m labs run {number} --tree before"))


@click.command()
@click.option("--json", "machine", is_flag=True, help="For the board.")
def status(machine: bool) -> None:
    """Show what you predicted beside what was measured, and which experiments your tree passes."""
    try:
        known = progress.status()
    except (ValueError, OSError) as error:
        fail(error)
    if machine:
        click.echo(json.dumps(known, indent=1, ensure_ascii=False))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("", "", "predicted", "measured"):
        table.add_column(said(head), justify="right" if head else "left")
    for number in EXPERIMENTS:
        title = f"[bold]{said(ANTI_PATTERNS[number].title)}[/bold]"
        table.add_row(str(number), title, "", said(progress.own(known, number)))
        for asked, figure, predicted, measured, unit in progress.rows(known):
            if asked == number:
                shown = ["" if each is None else f"{each:g}" for each in (predicted, measured)]
                table.add_row("", f"{said(figure)} [dim]{said(unit)}[/dim]", *shown)
    WideConsole(highlight=False).print(table)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("board.html"), show_default=True
)
@click.option("--serve", "port", type=int, metavar="PORT", help="Show it on this port and read FILES at each visit.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Who else may see it: 0.0.0.0 is everybody near you."
)
def board(files: tuple[Path, ...], output: Path, port: int | None, host: str) -> None:
    """Show a class on one page, from what each attendee's `labs status --json` says: FILES, or folders of them."""
    if port is None:
        told, unread = boards.read(files)
        output.write_text(boards.page(told, unread), encoding="utf-8")
        click.echo(said(f"The board: {output}"))
        return
    try:
        server = boards.serve(lambda: boards.page(*boards.read(files), REFRESH_SECONDS), host, port)
    except OSError as error:
        fail(f"port {port}: {error.strerror}")
    click.echo(said(f"The board: http://{host}:{server.server_port} (Ctrl-C ends it)"))
    with server:
        server.serve_forever()
