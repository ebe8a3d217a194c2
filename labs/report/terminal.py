"""Results as text and as JSON."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import said
from labs.experiment import NOT_MEASURED, Experiment, Figure, Outcome, Result
from labs.experiments import EXPERIMENTS
from labs.trees import NAMES

COLOURS = {"harm": "red", "no harm": "green", "not measured": "yellow"}


def show(console: Console, experiment: Experiment, result: Result) -> None:
    """The question, the measurements, the verdict."""
    colour = COLOURS[result.verdict]
    title = said(ANTI_PATTERNS[experiment.number].title)
    console.print(f"[bold]{experiment.number} {title}[/bold], {escape(result.tree)}")
    console.print(Padding(said(experiment.question), (0, 0, 0, 2)))
    if result.outcome:
        _figures(console, result.outcome.figures)
    else:
        _tell(console, result)
    if experiment.imitated:
        console.print(Padding(said(experiment.imitated), (0, 0, 0, 2)), style="dim")
    console.print(f"  [{colour}]{said(result.verdict)}[/{colour}], {said(f'{result.seconds:.0f} s')}\n")


def _figures(console: Console, figures: Sequence[Figure]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for figure in figures:
        text = escape(said(figure.text))
        table.add_row(escape(said(figure.name)), f"[red]{text}[/red]" if figure.harm else text)
    console.print(Padding(table, (0, 0, 0, 4)))


def judge(console: Console, experiment: Experiment, result: Result) -> None:
    """For a learner: passed, or what is still wrong, and what it looks like."""
    outcome = result.outcome
    if outcome and result.verdict == "no harm":
        console.print(f"[green]{said('Passed.')}[/green] {said(experiment.claim)}")
        _figures(console, outcome.figures)
    elif outcome is None:
        console.print(f"[yellow]{said('The experiment could not be carried out.')}[/yellow]")
    elif outcome.harmed:
        console.print(f"[red]{said('Not yet.')}[/red] {said(experiment.claim)}\n{said('What was measured instead:')}")
        _figures(console, [figure for figure in outcome.figures if figure.harm or figure.value == NOT_MEASURED])
    else:
        console.print(f"[yellow]{said('The experiment did not come to its end.')}[/yellow]")
        _figures(console, outcome.figures)
    if result.verdict != "no harm":
        _tell(console, result)
        console.print(said(f"Why, and how to fix it: python -m codemods explain {experiment.number}"))
    if experiment.imitated:
        console.print(Padding(said(experiment.imitated), (0, 0, 0, 2)), style="dim")


def _tell(console: Console, result: Result) -> None:
    """What is behind it: the mistakes that were seen, and what the application says itself."""
    for mistake in result.outcome.mistakes if result.outcome else ():
        console.print(Padding(f"→ {escape(said(mistake))}", (0, 0, 0, 2)))
    if result.error:
        console.print(Padding(escape(said(_line(result.error))), (0, 0, 0, 2)))
    if result.said:
        lines = "\n".join(said(line) for line in result.said.splitlines())
        console.print(Padding(f"{said('The application says:')}\n{escape(lines)}", (0, 0, 0, 2)))


def _line(error: str) -> str:
    """The line of an error that says what it was."""
    lines = error.strip().splitlines() or [""]
    return lines[-1 if lines[0].startswith("Traceback") else 0]


def as_json(results: Sequence[Result]) -> str:
    """One object with `version` and `results`; what `show` prints, for a machine."""
    return json.dumps({"version": 1, "results": [_json(result) for result in results]}, indent=2)


def _json(result: Result) -> dict[str, object]:
    experiment = EXPERIMENTS[result.number]
    figures = result.outcome.figures if result.outcome else ()
    return {
        "experiment": result.number,
        "title": ANTI_PATTERNS[result.number].title,
        "tree": result.tree,
        "question": experiment.question,
        "claim": experiment.claim,
        "imitated": experiment.imitated,
        "verdict": result.verdict,
        "summary": result.cell,
        "figures": [{"name": f.name, "value": f.value, "unit": f.unit, "harm": f.harm} for f in figures],
        "error": result.error,
        "seconds": round(result.seconds, 1),
    }


def filled(results: Sequence[Result], numbers: Sequence[int], why: str) -> list[Result]:
    """All results of a scoreboard, those that are not there as not measured."""
    known = {(result.number, result.tree): result for result in results}
    nothing = Outcome(NOT_MEASURED, [])
    pairs = ((number, name) for number in numbers for name in NAMES)
    return [known.get(pair) or Result(*pair, 0.0, nothing, why or NOT_MEASURED) for pair in pairs]


@contextlib.contextmanager
def live(
    console: Console, numbers: Sequence[int], findings: Mapping[str, Mapping[int, int]]
) -> Iterator[Callable[[Sequence[Result]], None]]:
    """On a terminal, the scoreboard as it fills: call what is yielded with the results so far."""
    if not console.is_terminal:
        yield lambda results: None
        return
    with Live(_table((), numbers, findings), console=console, transient=True) as shown:
        yield lambda results: shown.update(_table(results, numbers, findings))


def _table(results: Sequence[Result], numbers: Sequence[int], findings: Mapping[str, Mapping[int, int]]) -> Table:
    cells = {(result.number, result.tree): result for result in results}
    table = Table(title=said("What the experiments measured"), title_justify="left", show_lines=True)
    table.add_column("", justify="right")
    table.add_column(said("anti-pattern"))
    for name in NAMES:
        table.add_column(name)
    for number in numbers:
        told = ((cells.get((number, name)), findings[name].get(number, 0)) for name in NAMES)
        row = [_cell(result, count) if result else "[dim]…[/dim]" for result, count in told]
        table.add_row(str(number), said(ANTI_PATTERNS[number].title), *row)
    return table


def scoreboard(console: Console, results: Sequence[Result], findings: Mapping[str, Mapping[int, int]]) -> None:
    """One row an experiment, one column a tree: a figure, and how many findings the codemods have."""
    console.print(_table(results, list(dict.fromkeys(result.number for result in results)), findings))
    harmed = {name: [each.verdict for each in results if each.tree == name].count("harm") for name in NAMES}
    told = ", ".join(said(f"{name} in {count} of {len(results) // len(NAMES)}") for name, count in harmed.items())
    console.print(said(f"Harm: {told}. {sum(result.seconds for result in results):.0f} s."))


def _cell(result: Result, findings: int) -> str:
    colour = COLOURS[result.verdict]
    count = f"\n[dim]{said(f'{findings} finding' + 's' * (findings != 1))}[/dim]" if findings else ""
    sign = {"harm": "✗ ", "no harm": "✓ "}.get(result.verdict, "? ")
    return f"[{colour}]{sign}{escape(said(result.cell))}[/{colour}]{count}"
