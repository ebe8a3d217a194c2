"""Which fixes a person wants: by their place (`--only`), or asked one by one (`--interactive`)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.cli.common import console, wrong

if TYPE_CHECKING:
    from codemods.engine.batches import Unit
    from codemods.engine.choice import Picked
    from codemods.engine.request import Request
    from codemods.project.project import Project
    from codemods.vocabulary.finding import Finding

_KEYS = "y yes, n no, a yes to all of this rule, q no to this and all others, e explain the rule"


def places(only: Sequence[str]) -> list[tuple[Path, int]]:
    """`app.py:12` as path and line; ends the process for what is none."""
    found = []
    for each in only:
        path, _, line = each.rpartition(":")
        if not path or not line.isdigit():
            wrong(f"--only {each}: write PATH:LINE, as `check` shows it")
        found.append((Path(path).resolve(), int(line)))
    return found


def at_places(request: Request, wanted: list[tuple[Path, int]]) -> Picked:
    """The fixes of the findings that stand there."""
    from codemods.engine.choice import Picked

    return Picked(partial(_at_places, request, wanted))


def _at_places(
    request: Request, wanted: list[tuple[Path, int]], project: Project, findings: Sequence[Finding],
    units: Sequence[Unit],
) -> list[int]:  # fmt: skip
    from codemods.engine.request import root_of

    root, chosen = root_of(request.path).resolve(), []
    for path, line in wanted:

        def stands(each: Finding, path: Path = path, line: int = line) -> bool:
            return root / each.path == path and each.span.line <= line <= each.span.end_line

        here = [number for number, unit in enumerate(units) if any(map(stands, unit.findings))]
        if not here:
            _refuse(path, line, [each for each in findings if stands(each)])
        chosen += here
    return chosen


def _refuse(path: Path, line: int, found: list[Finding]) -> None:
    from codemods.vocabulary.finding import Safety

    where = f"--only {path.name}:{line}"
    if not found:
        wrong(f"{where}: nothing is found there: `check` shows the lines")
    waiting = next((each for each in found if each.safety is Safety.UNSAFE), None)
    if waiting:
        wrong(f"{where}: the fix of {waiting.rule} needs --unsafe: {waiting.remedy}")
    wrong(f"{where}: {found[0].rule} is fixed by hand: {found[0].remedy}")


def asked(request: Request) -> Picked:
    """The fixes that the person at the terminal says yes to."""
    from codemods.engine.choice import Picked

    if not sys.stdin.isatty():
        wrong("--interactive asks at a terminal: name the places with --only PATH:LINE")
    return Picked(partial(_asked, request))


def _asked(request: Request, project: Project, findings: Sequence[Finding], units: Sequence[Unit]) -> list[int]:
    from codemods.engine.concealment.excerpt import excerpt
    from codemods.engine.concealment.sighting import secrets_of
    from codemods.engine.registry import rules
    from codemods.reports.text import show_finding

    secrets = secrets_of(project, findings)
    chosen: list[int] = []
    whole: set[str] = set()
    for number, unit in enumerate(units):
        code = unit.findings[0].rule
        if code in whole:
            chosen.append(number)
            continue
        for each in unit.findings:
            show_finding(console(sys.stdout), request, each, excerpt(project, each, secrets))
        answer = _answer(f"({number + 1}/{len(units)}) Fix {'it' if len(unit.findings) == 1 else 'these'}?")
        while answer == "e":
            click.echo(rules()[code].doc)
            answer = _answer("Fix it?")
        if answer == "q":
            break
        if answer == "a":
            whole.add(code)
        if answer in ("y", "a"):
            chosen.append(number)
    return chosen


def _answer(question: str) -> str:
    while True:
        try:
            said = click.prompt(f"{question} [y,n,a,q,e,?]", prompt_suffix=" ", show_default=False, default="n")
        except click.Abort:
            click.echo()
            click.echo("interrupted: nothing was written", err=True)
            sys.exit(130)
        if said in ("y", "n", "a", "q", "e"):
            return str(said)
        click.echo(_KEYS)
