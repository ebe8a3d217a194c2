"""The image that somebody defined, started where the shop's database and store are, asked, and stopped."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import click

from codemods.vocabulary.languages import said, said_by_line
from labs.cluster import processes
from labs.cluster.deployment import answers, cluster, deployment
from labs.failing import fail
from labs.runner import MissingPart, require_parts
from labs.trees import AFTER, BEFORE

GRACE = 40.0


def tell(folder: Path, runtime: str) -> None:
    """Start it by its Dockerfile; exit code 1 where it does not answer, or is killed."""
    try:
        require_parts(runtime)
        with processes.workspace("define-") as home:
            tree = shutil.copytree(AFTER, home / "after")
            shutil.copy(folder / "Dockerfile", tree / "Dockerfile")
            with cluster(BEFORE / "books.csv", runtime) as made, deployment(made, tree) as shop:
                begin = time.monotonic()
                replica = shop.start()
                click.echo(said(f"It answers after {time.monotonic() - begin:.1f} s."))
                ready = answers(replica, "/readyz")
                begin = time.monotonic()
                ended = replica.stop(GRACE)
                took = time.monotonic() - begin
    except MissingPart as error:
        fail(error)
    except (RuntimeError, TimeoutError) as error:
        click.echo(said_by_line(f"It does not start: {error}"))
        sys.exit(1)
    asked = said("/readyz answers" if ready else "/readyz does not answer")
    stop = f"SIGTERM ended it after {took:.1f} s" if ended else f"SIGTERM did not end it in {GRACE:g} s: it was killed"
    click.echo(f"{asked}; {said(stop)}.")
    sys.exit(not (ready and ended))
