"""One tree of your own through all pages: mine/. What was in it before is kept beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from codemods.vocabulary.languages import said, said_by_line
from labs import trees
from labs.cluster import runbook
from labs.trees import CodemodsFailed

MINE = Path("mine")

CONTRACT = f"""\
What the lab gives a tree, and expects of it.

Started     as the last CMD of its Dockerfile says, as process 1, in a private copy of the tree. EXPOSE, USER and
            ENV are for containers alone; packages are those of .venv. Nothing else of your environment is there.
PORT        the port to listen on, all addresses (0.0.0.0); a port that is written in the CMD is published as well.
GET /       200 when it serves. Where GET /readyz is answered with 200, the balancer asks that instead; 503 again and
            again means no new requests: experiment 3 asks once a second, and believes the second 503.
SIGTERM     to process 1; 8 seconds later SIGKILL. DRAIN_SECONDS is 3.
Output      standard output and error are kept. The disk goes with the replica, /tmp and home included.
init-db     where app.py has the command "init-db", it is run once before the replicas start:
            flask --app app init-db
Worker      python receipts.py

DB_HOST DB_PORT DB_NAME DB_USER DB_PASSWORD          PostgreSQL, a database of its own
DATABASE_READER_URL                                  its replica, experiment 8 alone
STATE_URL                                            s3://bucket/prefix for carts and photos
AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION   the object store, as boto3 reads them
MODEL_BUCKET                                         where also-bought.json lies
CARD_NETWORK_URL CARD_NETWORK_API_KEY SECRET_KEY     secrets among them
SHOP_NAME                                            and SHOP_CURRENCY, SHOP_PAGE_SIZE, ENV in experiment 6

The file server that the runbook speaks of (/mnt/fileserver) is here: {runbook.FILESERVER.relative_to(trees.ROOT)}
A tree that takes none of these from outside is edited by hand, as infra/before/RUNBOOK.md says.
"""


def keep() -> Path | None:
    """Move mine/ to the first free mine.1, mine.2 and so on; where it is now."""
    if not MINE.exists():
        return None
    number = 1
    while (kept := MINE.with_name(f"{MINE.name}.{number}")).exists():
        number += 1
    return MINE.rename(kept)


def _lay(made: Path, told: str) -> None:
    """mine/ becomes a copy of a tree, as a whole or not at all; told says what it is then."""
    with tempfile.TemporaryDirectory(dir=MINE.parent, prefix=f".{MINE.name}-") as home:
        whole = shutil.copytree(made, Path(home) / MINE.name, ignore=shutil.ignore_patterns("__pycache__"))
        kept = keep()
        whole.rename(MINE)
    click.echo(told + (" " + said(f"What was there is in {kept}/.") if kept else ""))


@click.command()
def contract() -> None:
    """Print what the lab gives a tree, and what it expects: PORT, /readyz, STATE_URL and the like."""
    click.echo(said(CONTRACT).rstrip("\n"))


@click.command()
def start() -> None:
    """Begin: mine/ becomes a copy of before/, to be fixed page by page."""
    if MINE.exists():
        raise click.ClickException(said(f"{MINE}/ is there. reset N lays it anew, and keeps what is in it"))
    _lay(trees.BEFORE, said(f"{MINE}/ is a copy of before/: fix it, and say `python -m labs check N`."))


@click.command()
@click.argument("number", metavar="N", type=click.IntRange(1, 8))
def reset(number: int) -> None:
    """Lay mine/ anew, as page N begins: before/ with the pages before it solved by the codemods."""
    with tempfile.TemporaryDirectory(prefix="operable-") as home:
        made = trees.BEFORE if number == 1 else _migrated(Path(home) / "tree", number)
        if number == 1:
            _lay(made, said(f"{MINE}/ is as page {number} begins."))
        else:
            pages = "1" if number == 2 else f"1 to {number - 1}"
            _lay(made, said(f"{MINE}/ is as page {number} begins, with {pages} solved."))


def _migrated(target: Path, number: int) -> Path:
    try:
        return trees.migrate(target, range(number, 9))
    except CodemodsFailed as error:
        raise click.ClickException(said_by_line(str(error))) from error


@click.command()
@click.argument("number", metavar="N", type=click.IntRange(1, 8))
def solve(number: int) -> None:
    """Have the codemods solve page N in mine/. What you did by hand stays, in mine/ and in the copy that is kept."""
    if not MINE.is_dir():
        raise click.ClickException(said(f"there is no {MINE}/: begin with python -m labs start"))
    with tempfile.TemporaryDirectory(prefix="operable-") as home:
        target = Path(home) / "tree"
        told = trees.codemods(
            "apply", str(MINE.resolve()), "--unsafe", "--select", str(number), "--output", str(target)
        )
        if not target.is_dir():
            raise click.ClickException(said_by_line(f"nothing to solve:\n{told.strip()}"))
        _lay(target, said(f"{MINE}/ is solved for page {number}: diff -ruN shows how."))
