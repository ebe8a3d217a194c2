"""What the codemods find in the bookshop before and after they have rewritten it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from codemods.antipatterns import ANTI_PATTERNS
from codemods.engine.registry import rules

ROOT = Path(__file__).resolve().parent.parent
Counts = Mapping[str, int]


class CodemodsFailed(Exception):
    """A run of the codemods that ended with exit code 2: what it printed."""


def codemods(*arguments: str) -> str:
    """Standard output of `python -m codemods …`. Raises CodemodsFailed."""
    command = [sys.executable, "-m", "codemods", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise CodemodsFailed(run.stderr.strip() or f"{' '.join(command)} exited {run.returncode}")
    return run.stdout


def findings(tree: Path) -> Counts:
    """How many findings `check` has in a tree, by anti-pattern's number."""
    counts: Counts = json.loads(codemods("check", "--format", "json", str(tree)))["summary"]["by_anti_pattern"]
    return counts


def migrate(tree: Path, target: Path) -> Counts:
    """Write the rewritten tree to `target` and count what is left there."""
    codemods("apply", str(tree), "--unsafe", "--output", str(target))
    return findings(target)


def show(console: Console, columns: Mapping[str, Counts]) -> None:
    """Print one row an anti-pattern, one column a tree; a dash where no rule looks yet."""
    looked_for = {rule.anti_pattern for rule in rules().values()}
    table = Table(title="Findings of the codemods", title_justify="left")
    table.add_column("", justify="right")
    table.add_column("anti-pattern")
    for name in columns:
        table.add_column(name, justify="right")
    for number, row in ANTI_PATTERNS.items():
        counts = [_cell(each.get(str(number), 0)) if number in looked_for else "-" for each in columns.values()]
        table.add_row(str(number), row.title, *counts)
    console.print(table)


def _cell(count: int) -> str:
    return f"[red]{count}[/red]" if count else "[green]0[/green]"
