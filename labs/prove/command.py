"""`python -m labs prove`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from codemods.vocabulary.languages import said
from labs.failing import fail
from labs.prove import evidence, html, measuring, profile, report, template
from labs.prove.comparison import is_worse, rows
from labs.prove.measuring import Tell
from labs.prove.profile import BadProfile
from labs.prove.report import Proof
from labs.prove.trials import TRIALS
from labs.report.console import WideConsole
from labs.trees import CodemodsFailed

WRONG = (BadProfile, CodemodsFailed, RuntimeError, TimeoutError, OSError)


def _numbers(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Path, list[int]]:
    """PATH and N … in one row of arguments: what is no number is the PATH."""
    paths = [value for value in values if not value.isdigit()]
    numbers = [int(value) for value in values if value.isdigit()]
    if len(paths) > 1:
        raise click.BadParameter(
            said(f"one PATH at a time, not {' and '.join(paths)}; a second tree is given by --against")
        )
    if unknown := [number for number in numbers if number not in TRIALS]:
        known = ", ".join(map(str, TRIALS))
        raise click.BadParameter(said(f"there is no experiment {unknown[0]} on any service; there are {known}"))
    return Path(paths[0] if paths else "."), list(dict.fromkeys(numbers)) or list(TRIALS)


@click.command()
@click.argument("asked", metavar="[PATH] [N…]", nargs=-1, callback=_numbers)
@click.option("--against", type=click.Path(path_type=Path), metavar="TREE", help="Also measure this tree, and compare.")
@click.option(
    "--migrate",
    type=click.Choice(["safe", "unsafe"]),
    help="Also measure what the codemods make of PATH, with safe or with all fixes, and compare.",
)
@click.option("--output", type=click.Path(path_type=Path), default=".", metavar="DIR",
              help="Where proof.json and proof.md of a comparison go; here by default.")  # fmt: skip
@click.option("--profile", "file", type=click.Path(path_type=Path), metavar="FILE", help="A profile in another file.")
@click.option("--init", is_flag=True, help="Write the guessed profile, with comments, to FILE or pyproject.toml.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html", "markdown"]), default="text", show_default=True
)
def command(
    asked: tuple[Path, list[int]], against: Path | None, migrate: str | None, output: Path, file: Path | None,
    init: bool, form: str,
) -> None:  # fmt: skip
    """Measure what the anti-patterns do to your own service, or compare it before and after a change.

    This runs the service's code: in private copies of its tree that are gone afterwards, listening on loopback only,
    with nothing outside of this machine in its Python code's reach, and bounded in time, memory and processes. Nothing
    is left behind, even if this command is killed. The caller's environment and .env are not given to it.

    How the service is started and what it stands on is said by [tool.operable.prove] of its pyproject.toml, or guessed
    and shown. --init writes what is guessed, for you to correct.

    Exit code 0: no harm found, or nothing worse in a comparison; 1: harm, or something worse; 2: wrong usage, or a
    profile that does not fit.
    """
    tree, numbers = asked
    if against and migrate:
        raise click.UsageError(said("--against and --migrate both name a second tree; give one of them"))
    try:
        _require(tree)
        if init:
            click.echo(template.write(tree.resolve(), file))
            return
        if not against and not migrate:
            proof = _one(tree.resolve(), numbers, file, form)
            sys.exit(bool(proof.harmed))
        _require(output)
        if against:
            _require(against)
        sys.exit(_compare(tree.resolve(), against and against.resolve(), migrate or "", output, numbers, file, form))
    except WRONG as error:
        fail(error)


def _require(folder: Path) -> None:
    if not folder.is_dir():
        raise BadProfile(f"{folder}: there is no such folder")


def _one(tree: Path, numbers: Sequence[int], file: Path | None, form: str) -> Proof:
    console = WideConsole(highlight=False)
    with _progress() as tell:
        proof = _measure(console, tree, tree.name, numbers, profile.read(tree, file), tell, form)
    if form == "text":
        report.show_findings(console, proof)
        report.show_summary(console, proof)
    elif form == "json":
        click.echo(report.rendered([proof]))
    else:
        click.echo(html.page([proof]) if form == "html" else evidence.one(proof))
    return proof


def _measure(
    console: Console, tree: Path, name: str, numbers: Sequence[int], given: profile.Profile, tell: Tell, form: str,
    **more: Any,
) -> Proof:  # fmt: skip
    """Measure one tree, and show what comes where the format is text."""
    if form != "text":
        return measuring.measure(tree, name, numbers, given, tell, **more)
    return measuring.measure(
        tree, name, numbers, given, tell,
        opened=lambda proof: report.show_profile(console, proof),
        done=lambda verdict: report.show(console, verdict), **more,
    )  # fmt: skip


def _compare(
    tree: Path, against: Path | None, migrate: str, output: Path, numbers: Sequence[int], file: Path | None, form: str
) -> int:
    """Measure both trees, write the proof. The exit code."""
    console = WideConsole(highlight=False)
    given = profile.read(tree, file)
    with _progress() as tell, measuring.second(tree, against, migrate) as (other, name, settings):
        before = _measure(console, tree, tree.name, numbers, given, tell, form)
        theirs = given if file else measuring.profile_of(other, given)
        after = _measure(console, other, name, numbers, theirs, tell, form, settings=settings)
    found = rows(before, after)
    evidence.write(output, before, after, found)
    if form == "text":
        report.show_comparison(console, found)
        console.print(said(f"The proof: {output / 'proof.json'} and {output / 'proof.md'}"))
    elif form == "json":
        comparison = evidence.statement(before, after, found)["predicate"]["comparison"]
        click.echo(report.rendered([before, after], comparison=comparison))
    else:
        click.echo(html.page([before, after], found) if form == "html" else evidence.comparison(before, after, found))
    return int(is_worse(found))


@contextlib.contextmanager
def _progress() -> Iterator[Tell]:
    """What happens, on standard error: in one place of a terminal, a line each elsewhere."""
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        show: Callable[[str], object] = status.update if console.is_terminal else console.print
        yield lambda what: show(f"{escape(what)} …")
