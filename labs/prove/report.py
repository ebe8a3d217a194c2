"""What was proved, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import said, said_by_line
from labs.experiment import Figure
from labs.prove.profile import Profile
from labs.prove.requests import Step
from labs.prove.trials import TRIALS
from labs.prove.vocabulary import Verdict

if TYPE_CHECKING:
    from labs.prove.comparison import Row

COLOURS = {"harmed": "red", "not harmed": "green", "not applicable": "dim", "could not run": "yellow"}


@dataclass(frozen=True)
class Proof:
    """What was measured of one tree: with which profile and requests, and how each experiment ended."""

    name: str
    digest: str
    profile: Profile
    steps: Sequence[Step]
    bad: Sequence[str]
    verdicts: Sequence[Verdict]
    confirmed: Sequence[Mapping[str, Any]] = ()
    missed: Sequence[Mapping[str, Any]] = ()

    @property
    def harmed(self) -> list[int]:
        return [each.number for each in self.verdicts if each.verdict == "harmed"]


def show_profile(console: Console, proof: Proof) -> None:
    """What the service was run with; what was guessed is marked with where it is from."""
    profile = proof.profile
    rows = [("start", profile.start), ("folder", profile.folder if profile.folder != "." else "")]
    rows += [("python", profile.python), ("port", str(profile.port or "")), ("release", profile.release)]
    rows += [(f"settings.{name}", value) for name, value in profile.settings.items()]
    rows += [("edits", edit) for edit in profile.edits]
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in rows:
        source = profile.guessed.get(name, "")
        if value or source:
            table.add_row(
                name, escape(value or source), f"[dim]{escape(said(f'guessed: {source}'))}[/dim]" if source else ""
            )
    guessed = said("guessed") if any(step.guessed for step in proof.steps) else ""
    asked = ", ".join(dict.fromkeys(step.text for step in proof.steps))
    table.add_row("requests", escape(asked), f"[dim]{guessed}[/dim]")
    console.print(f"[bold]{escape(proof.name)}[/bold]")
    console.print(Padding(table, (0, 0, 0, 2)))
    for each in proof.bad:
        console.print("  " + escape(said(f"note: left out, as it is answered with an error already: {each}")))
    console.print()


def show(console: Console, verdict: Verdict) -> None:
    """The question, the figures, the verdict."""
    trial, colour = TRIALS[verdict.number], COLOURS[verdict.verdict]
    console.print(
        f"[bold]{verdict.number} {said(ANTI_PATTERNS[verdict.number].title)}[/bold]  "
        f"[{colour}]{said(verdict.verdict)}[/{colour}], {said(f'{verdict.seconds:.0f} s')}"
    )
    console.print(Padding(said(trial.question), (0, 0, 0, 2)))
    if verdict.why:
        console.print(Padding(escape(said_by_line(verdict.why.strip())), (0, 0, 0, 4)))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for figure in verdict.figures:
        text = escape(said(figure.text))
        table.add_row(escape(said(figure.name)), f"[red]{text}[/red]" if figure.harm else text)
    if verdict.figures:
        console.print(Padding(table, (0, 0, 0, 4)))
    if trial.imitated and verdict.figures:
        console.print(Padding(said(trial.imitated), (0, 0, 0, 2)), style="dim")
    console.print()


def show_findings(console: Console, proof: Proof) -> None:
    """Which findings of check were seen, and what was seen that none of them explains."""
    seen = [each for each in proof.confirmed if each["event"]]
    if proof.confirmed:
        told = said(f"{len(seen)} of {len(proof.confirmed)} were seen in this run")
        console.print(f"[bold]{said('Findings of check')}[/bold]: {told}")
        for each in seen:
            console.print(f"  {each['rule']} {escape(each['path'])}:{each['line']}  {escape(each['event'])}")
    if proof.missed:
        console.print(said("Seen, and explained by no finding (possible misses):"))
        for each in proof.missed:
            console.print(f"  {each['anti_pattern']} {escape(each['where'])}  {escape(each['event'])}")
    console.print()


def show_comparison(console: Console, rows: Sequence[Row]) -> None:
    """One table: each figure before, after, and what became of it."""
    table = Table(title=said("Before and after"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in ("", "", "before", "after", ""):
        table.add_column(name, overflow="fold")
    colours = {"better": "green", "worse": "red"}
    for row in rows:
        colour = colours.get(row.change, "dim")
        name = said(ANTI_PATTERNS[row.number].title if row.name == "verdict" else row.name)
        head, style = (str(row.number), "bold") if row.name == "verdict" else ("", "")
        change = f"[{colour}]{said(row.change)}[/{colour}]"
        table.add_row(head, escape(name), escape(said(row.before)), escape(said(row.after)), change, style=style)
    console.print(table)


def show_summary(console: Console, proof: Proof) -> None:
    """One line for each experiment."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for each in proof.verdicts:
        colour = COLOURS[each.verdict]
        title = ANTI_PATTERNS[each.number].slug
        table.add_row(str(each.number), title, f"[{colour}]{said(each.verdict)}[/{colour}]", escape(said(each.cell)))
    console.print(table)


def as_json(proof: Proof) -> dict[str, Any]:
    """All of it, as plain values."""
    profile = proof.profile
    return {
        "tree": proof.name,
        "digest": {"sha256": proof.digest},
        "profile": {
            "start": profile.start,
            "folder": profile.folder,
            "release": profile.release,
            "settings": dict(profile.settings),
            "edits": list(profile.edits),
            "guessed": dict(profile.guessed),
        },
        "requests": [step.text for step in proof.steps],
        "left_out": list(proof.bad),
        "results": [_verdict(each) for each in proof.verdicts],
        "findings": list(proof.confirmed),
        "unexplained": list(proof.missed),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "experiment": verdict.number,
        "title": ANTI_PATTERNS[verdict.number].title,
        "question": TRIALS[verdict.number].question,
        "verdict": verdict.verdict,
        "why": verdict.why,
        "summary": verdict.cell,
        "figures": [_figure(each) for each in verdict.figures],
        "seconds": round(verdict.seconds, 1),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"name": figure.name, "value": figure.value, "unit": figure.unit, "harm": figure.harm}


def rendered(proofs: Sequence[Proof], **more: Any) -> str:
    """One JSON document about all trees."""
    return json.dumps({"version": 1, "trees": [as_json(each) for each in proofs], **more}, indent=2)
