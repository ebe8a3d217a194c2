"""`env`: the settings of a service."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.cli.common import console, usage, wrong

if TYPE_CHECKING:
    from codemods.reports.environment import Environment


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]")
@click.option(
    "--definitions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Also look here for what deploys the service: Compose, Kubernetes, ECS, CloudFormation.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="sarif and github are for --check.",
)
@click.option(
    "--check",
    "checked",
    is_flag=True,
    help="Exit 1 for settings that are required and not given, given in one environment only, or given and not read.",
)
@click.option("--write-example", is_flag=True, help="Name every setting in the service's .env.example.")
def env(path: Path, definitions: tuple[Path, ...], form: str, checked: bool, write_example: bool) -> None:
    """List the settings that a service reads from the environment, and which definitions give them."""
    from codemods.engine.request import BadPath, Request, options
    from codemods.reports import environment

    if form in ("sarif", "github") and not checked:
        wrong(f"--format {form} is for what is wrong: add --check")
    if write_example and (checked or form != "text"):
        wrong("--write-example writes a file and reports nothing: leave --check and --format away")

    def looked_at() -> environment.Environment:
        if missing := next((each for each in definitions if not each.exists()), None):
            raise BadPath(f"{missing}: no such file or folder")
        return environment.run(Request(path, options(path)), definitions)

    found = usage(looked_at)
    if write_example:
        usage(partial(_write_example, found))
    elif checked:
        sys.exit(_check(found, form))
    elif form == "json":
        click.echo(environment.render(found))
    else:
        environment.show(found, console(sys.stdout))


def _check(found: Environment, form: str) -> int:
    """Report what is wrong; the exit code."""
    import json

    from codemods.engine.deployed_settings import faults as wrong_settings
    from codemods.reports.settings import faults

    wrong_ones = wrong_settings(found.request.project, found.contract, found.given)
    if form == "json":
        click.echo(json.dumps({"version": 1, "faults": faults.rows(wrong_ones, found.request)}, indent=2))
    elif form == "text":
        faults.show(wrong_ones, found.request, console(sys.stdout))
    else:
        click.echo(getattr(faults, form)(wrong_ones, found.request))
    return 1 if wrong_ones else 0


def _write_example(found: Environment) -> None:
    """Write it, and say which names are new. Raises OSError."""
    from codemods.engine.request import root_of
    from codemods.reports.settings import example

    file = root_of(found.request.path) / example.name(found)
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    text, names = example.written(found, before)
    if names:
        file.write_text(text, encoding="utf-8")
    click.echo(
        f"{file}: {f'added {chr(44).join(names)}' if names else 'names every setting already'}.".replace(",", ", ")
    )
