"""`python -m labs prove`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from labs.prove import opening, profile, report
from labs.prove.profile import BadProfile
from labs.prove.report import Proof
from labs.prove.stage import LEFT_OUT
from labs.prove.trials import TRIALS
from labs.prove.vocabulary import Verdict, attempt

Tell = Callable[[str], object]


def prove(
    tree: Path, name: str, numbers: Sequence[int], file: Path | None, tell: Tell,
    opened: Callable[[Proof], object] = lambda proof: None, done: Callable[[Verdict], object] = lambda verdict: None,
) -> Proof:  # fmt: skip
    """Measure one tree. opened is told the profile, done each verdict as it comes. Raises BadProfile, RuntimeError."""
    given = profile.read(tree, file)
    with opening.stage(tree, given, lambda what: tell(f"{name}: {what}")) as (stage, _):
        empty = Proof(name, digest(tree), stage.profile, stage.steps, stage.bad, ())
        opened(empty)
        verdicts = []
        for number in numbers:
            tell(f"{name}: experiment {number}")
            verdicts.append(attempt(TRIALS[number], stage))
            done(verdicts[-1])
    return Proof(name, empty.digest, empty.profile, empty.steps, empty.bad, verdicts)


def digest(tree: Path) -> str:
    """SHA-256 over the names and contents of what a private copy takes, in the order of the names."""
    whole = hashlib.sha256()
    for path in sorted(_files(tree)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{content}  {path.relative_to(tree).as_posix()}\n".encode())
    return whole.hexdigest()


def _files(tree: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(tree):
        left_out = LEFT_OUT(folder, [*folders, *names])
        folders[:] = [each for each in folders if each not in left_out]
        yield from (Path(folder, each) for each in names if each not in left_out and Path(folder, each).is_file())


def _numbers(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Path, list[int]]:
    """PATH and N … in one row of arguments: what is no number is the PATH."""
    paths = [value for value in values if not value.isdigit()]
    numbers = [int(value) for value in values if value.isdigit()]
    if len(paths) > 1:
        raise click.BadParameter(f"one PATH at a time: {' and '.join(paths)}")
    if unknown := [number for number in numbers if number not in TRIALS]:
        known = ", ".join(map(str, TRIALS))
        raise click.BadParameter(f"there is no experiment {unknown[0]} on any service; there are {known}")
    return Path(paths[0] if paths else "."), list(dict.fromkeys(numbers)) or list(TRIALS)


@click.command()
@click.argument("asked", metavar="[PATH] [N…]", nargs=-1, callback=_numbers)
@click.option(
    "--profile", "file", type=click.Path(path_type=Path), metavar="FILE", help="A profile in a file of its own."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(asked: tuple[Path, list[int]], file: Path | None, form: str) -> None:
    """Measure what the anti-patterns do to your own service.

    This runs the service's code: in private copies of its tree that are gone afterwards, listening on loopback only,
    with nothing outside of this machine in its Python code's reach, and bounded in time, memory and processes. Nothing
    is left behind, even if this command is killed. The caller's environment and .env are not given to it.

    How the service is started and what it stands on is said by [tool.operable.prove] of its pyproject.toml, or guessed
    and shown.

    Exit code 0: no harm found; 1: harm; 2: wrong usage, or a profile that does not fit.
    """
    tree, numbers = asked
    console = Console(highlight=False)
    try:
        if not tree.is_dir():
            raise BadProfile(f"{tree}: there is no such folder; name the one that your service's code lies in")
        with progress() as tell:
            proof = prove(
                tree.resolve(), tree.resolve().name, numbers, file, tell,
                *((lambda each: report.show_profile(console, each), lambda each: report.show(console, each))
                  if form == "text" else ()),
            )  # fmt: skip
    except (BadProfile, RuntimeError, TimeoutError, OSError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    if form == "json":
        click.echo(report.rendered([proof]))
    else:
        report.show_summary(console, proof)
    sys.exit(bool(proof.harmed))


@contextlib.contextmanager
def progress() -> Iterator[Tell]:
    """What happens, on standard error: in one place of a terminal, a line each elsewhere."""
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        show = status.update if console.is_terminal else console.print
        yield lambda what: show(f"{escape(what)} …")
