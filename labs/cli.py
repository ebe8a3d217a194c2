"""`python -m labs`: what can be asked, asked, and the scoreboard."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from codemods.cli import speaking, version
from codemods.reports.wrapping import wrapped
from codemods.vocabulary import languages
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import said
from labs import lesson, trees
from labs.classroom import commands as classroom
from labs.classroom import progress
from labs.cluster.deployment import RUNTIMES
from labs.cluster.processes import workspace
from labs.define.command import define
from labs.experiment import NOT_MEASURED, Result
from labs.experiments import EXPERIMENTS
from labs.failing import fail
from labs.incident.command import incident
from labs.prove.command import command as prove
from labs.report import html, terminal
from labs.report.console import WideConsole
from labs.runner import MissingPart, run
from labs.trees import CodemodsFailed
from labs.up import up

# A RuntimeError comes from a shared server that does not start, with what it said.
WRONG = (MissingPart, CodemodsFailed, RuntimeError, ValueError, OSError)


def _numbers(context: click.Context, parameter: click.Parameter, values: tuple[int, ...]) -> list[int]:
    if unknown := [value for value in values if value not in EXPERIMENTS]:
        raise click.BadParameter(said(f"there is no experiment {unknown[0]}; they are 1 to {max(EXPERIMENTS)}"))
    return list(dict.fromkeys(values)) or list(EXPERIMENTS)


@contextlib.contextmanager
def _resolved(names: Sequence[str]) -> Iterator[Mapping[str, Path]]:
    with workspace("operable-") as home:
        yield {name: trees.resolve(name, home) for name in dict.fromkeys(names)}


def _results(numbers: Sequence[int], places: Mapping[str, Path], runtime: str, quiet: bool = False) -> Iterator[Result]:
    """Run, with the progress on standard error: in one place of a terminal, a line each elsewhere; not where it is
    shown otherwise."""
    console = Console(stderr=True, highlight=False, quiet=quiet)
    with console.status("") as status:
        tell = status.update if console.is_terminal else console.print
        chosen = [EXPERIMENTS[each] for each in numbers]
        for result in run(chosen, places, lambda what: tell(f"{said(what)} …"), runtime):
            with contextlib.suppress(OSError, ValueError):  # nobody's verdict hangs on what is kept for the class
                progress.record(result)
            yield result


TREES = "before, migrated, after or the path of a tree with a Dockerfile; several are allowed."
_runtime = click.option(
    "--runtime",
    type=click.Choice(list(RUNTIMES)),
    default="process",
    show_default=True,
    help="What replicas are: plain processes, or containers of a Docker engine.",
)


class _Commands(click.Group):
    """The commands, each with --lang; Ctrl-C is no verdict: it has an exit code of its own, as a shell gives it."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        super().add_command(speaking(cmd), name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(said("interrupted"), err=True)
            sys.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="labs")
def main() -> None:
    """Prove by experiment what an anti-pattern does to a service, and that its fix undoes it."""


main.add_command(prove, "prove")
for _command in (
    classroom.predict,
    classroom.status,
    classroom.board,
    define,
    incident,
    lesson.contract,
    lesson.start,
    lesson.reset,
    lesson.solve,
    up,
):
    main.add_command(_command)


@main.command("list")
def list_() -> None:
    """Name the experiments and their questions."""
    for number, experiment in EXPERIMENTS.items():
        head = f"{number}  {ANTI_PATTERNS[number].slug:<20} "
        width = max(40, shutil.get_terminal_size((200, 24)).columns)
        lines = wrapped(said(experiment.question), width - len(head)).splitlines()
        click.echo(head + f"\n{' ' * len(head)}".join(lines))


@main.command()
@click.argument("language", type=click.Choice([each for each in languages.LANGUAGES if each != languages.ENGLISH]))
@click.option("--done", metavar="PAGE", help="This page, as 3-unsafe-stop.md, is up with the English one now.")
def translations(language: str, done: str | None) -> None:
    """Say what is behind or missing in a LANGUAGE: pages of the workshop, and texts of the commands.

    Exit code 0: all is there; 1: something is behind or missing.
    """
    from labs.translations import mark, states, unsaid

    if done:
        try:
            mark(language, done)
        except OSError as error:
            fail(error)
    lacking = [f"{state}: {name}" for name, state in states(language) if state != "current"]
    lacking += [f"not said: {text}" for text in unsaid(language)]
    click.echo("\n".join(lacking) or "Nothing is behind or missing.")
    sys.exit(bool(lacking))


@main.command("run")
@click.argument("numbers", metavar="[N…]", type=int, nargs=-1, callback=_numbers)
@click.option("--tree", "names", multiple=True, metavar="TREE", help=TREES)
@_runtime
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def run_(numbers: list[int], names: tuple[str, ...], runtime: str, form: str) -> None:
    """Run experiments on trees. All, if none is named; on before and after, if no tree is given.

    Exit code 0: no harm found; 1: harm, or a tree that does not run; 2: wrong usage or a missing part.
    """
    console = WideConsole(highlight=False)
    results, wrong = list[Result](), None
    try:
        with _resolved(names or ("before", "after")) as places:
            for result in _results(numbers, places, runtime):
                results.append(result)
                if form == "text":
                    terminal.show(console, EXPERIMENTS[result.number], result)
    except WRONG as error:
        wrong = error
    if form == "json" and (results or not wrong):
        click.echo(terminal.as_json(results))
    if wrong:
        fail(wrong)
    sys.exit(any(result.verdict != "no harm" for result in results))


def _one_or_all(context: click.Context, parameter: click.Parameter, value: str) -> list[int]:
    if value == "all":
        return list(EXPERIMENTS)
    if not value.isdigit():
        raise click.BadParameter(said(f"it is 1 to {max(EXPERIMENTS)}, or all"))
    return _numbers(context, parameter, (int(value),))


@main.command()
@click.argument("numbers", metavar="N|all", callback=_one_or_all)
@click.option("--tree", metavar="PATH", help="Your own tree; mine/ if there is one, else this folder.")
@_runtime
def check(numbers: list[int], tree: str | None, runtime: str) -> None:
    """Tell whether your own tree passes experiment N, or all of them; if not, what is wrong, and what it looks like.

    Exit codes as of run.
    """
    console = WideConsole(highlight=False)
    name = tree or (str(lesson.MINE) if lesson.MINE.is_dir() else ".")
    results = []
    try:
        with _resolved([name]) as places:
            for result in _results(numbers, places, runtime):
                results.append(result)
                if len(numbers) > 1:
                    console.print(f"[bold]{result.number} {said(ANTI_PATTERNS[result.number].title)}[/bold]")
                terminal.judge(console, EXPERIMENTS[result.number], result)
    except WRONG as error:
        fail(error)
    passed = [result.verdict for result in results].count("no harm")
    if len(numbers) > 1:
        console.print(said(f"Passed: {passed} of {len(results)}."))
    sys.exit(passed < len(results))


@main.command()
@click.argument("numbers", metavar="[N…]", type=int, nargs=-1, callback=_numbers)
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Also write the report in HTML.")
@_runtime
def scoreboard(numbers: list[int], report: Path | None, runtime: str) -> None:
    """Compare before, migrated and after. What is migrated is before/ as the codemods rewrite it.

    Exit code 0: before is harmed in each, the other two in none; 1: not so; 2: a missing part.
    """
    console = WideConsole(highlight=False)
    if report and not report.parent.is_dir():
        raise click.BadParameter(
            said(f"there is no folder {report.parent}; make it, or name another"), param_hint="--report"
        )
    results, wrong = list[Result](), None
    click.echo(said("The findings of the codemods …"), err=True)
    try:
        with _resolved(trees.NAMES) as places:
            found = {name: trees.findings(tree) for name, tree in places.items()}
            with terminal.live(console, numbers, found) as show:
                for result in _results(numbers, places, runtime, quiet=console.is_terminal):
                    results.append(result)
                    show(results)
    except WRONG as error:
        if not results:
            fail(error)
        wrong = error
    results = terminal.filled(results, numbers, str(wrong or ""))
    terminal.scoreboard(console, results, found)
    if report:
        report.write_text(html.page(results, found, runtime), encoding="utf-8")
        console.print(said(f"The report, with charts: {report}"))
    for result in results:
        if result.verdict == NOT_MEASURED and not wrong:
            terminal.show(console, EXPERIMENTS[result.number], result)
    if wrong:
        fail(wrong)
    sys.exit(any((result.verdict == "harm") != (result.tree == "before") or not result.outcome for result in results))
