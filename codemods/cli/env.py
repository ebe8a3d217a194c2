"""`env`: the settings of a service."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from codemods.cli.common import console, usage


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]")
@click.option(
    "--definitions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Also look here for what deploys the service: Compose, Kubernetes, ECS, CloudFormation.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def env(path: Path, definitions: tuple[Path, ...], form: str) -> None:
    """List the settings that a service reads from the environment, and which definitions give them."""
    from codemods.engine.request import BadPath, Request, options
    from codemods.reports import environment

    def looked_at() -> environment.Environment:
        if missing := next((each for each in definitions if not each.exists()), None):
            raise BadPath(f"{missing}: no such file or folder")
        return environment.run(Request(path, options(path)), definitions)

    found = usage(looked_at)
    if form == "json":
        click.echo(environment.render(found))
    else:
        environment.show(found, console(sys.stdout))
