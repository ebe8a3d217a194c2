"""`python -m labs incident [N]`: break a running shop, and let somebody find out and mend it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import click

from codemods.vocabulary.languages import said
from labs.cluster.deployment import cluster
from labs.failing import fail
from labs.incident import notes
from labs.incident.incidents import INCIDENTS, broken
from labs.incident.session import HELP, Session
from labs.runner import MissingPart, require_parts
from labs.trees import BEFORE

PROMPT = "on call> "


@click.command()
@click.argument("number", metavar="[N]", type=click.IntRange(1, len(INCIDENTS)), required=False)
@click.option("--notes", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Hold your on-call note against a good one; a FILE that is not there is begun.")  # fmt: skip
def incident(number: int | None, file: Path | None) -> None:
    """Wake up to a shop that is broken: read its alert, ask, name the layer, mend it. Without N, chance decides.

    Commands come from standard input. Exit code 0: named and mended; 1: not yet; 2: a part is missing.
    """
    if file is not None:
        _compare(number, file)
        return
    chosen = INCIDENTS[number or random.choice(list(INCIDENTS))]
    try:
        require_parts("process")
        click.echo(said("The shop starts: three replicas, a database, an object store, a card network."), err=True)
        with cluster(BEFORE / "books.csv") as made, broken(chosen, made) as scene:
            click.echo(f"{said(chosen.alert)}\n{said(HELP)}")
            session = Session(chosen, scene)
            _talk(session)
    except (MissingPart, RuntimeError, TimeoutError) as error:
        fail(error)
    sys.exit(not session.passed)


def _talk(session: Session) -> None:
    """Answer line after line, until it is over or nobody types any more."""
    asks = sys.stdin.isatty()
    while not session.over:
        if asks:
            click.echo(PROMPT, nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if not asks:
            click.echo(f"{PROMPT}{line.rstrip()}")
        click.echo(session.answer(line))


def _compare(number: int | None, file: Path) -> None:
    if not file.exists():
        file.write_text(notes.empty(), encoding="utf-8")
        click.echo(said(f"{file} is begun: write under its headings, and ask again."))
        return
    if number is None:
        raise click.UsageError(said("name the incident: python -m labs incident N --notes FILE"))
    lacks = notes.lacking(file.read_text(encoding="utf-8"))
    for each in lacks:
        click.echo(said(f"Your note does not say {each}."))
    click.echo(f"{said('A good one:')}\n{notes.good(INCIDENTS[number])}")
    sys.exit(bool(lacks))
