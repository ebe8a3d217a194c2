"""What the codemods find in the bookshop before and after they have rewritten it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from codemods.antipatterns import ANTI_PATTERNS
from codemods.engine.registry import rules
from labs.trees import AFTER, BEFORE, CodemodsFailed, findings, migrate

Counts = Mapping[int, int]


def main() -> int:
    """Print the scoreboard. Exit 0 where before has findings and migrated none, 1 otherwise, 2 without a result."""
    console = Console(highlight=False)
    try:
        with tempfile.TemporaryDirectory(prefix="operable-") as folder:
            before = findings(BEFORE)
            migrated = findings(migrate(Path(folder) / "migrated"))
            after = findings(AFTER)
    except CodemodsFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    show(console, {"before": before, "migrated": migrated, "after": after})
    return 0 if before and not migrated and not after else 1


def show(console: Console, columns: Mapping[str, Counts]) -> None:
    """Print one row an anti-pattern, one column a tree; a dash where no rule looks yet."""
    looked_for = {rule.anti_pattern for rule in rules().values()}
    table = Table(title="Findings of the codemods", title_justify="left")
    table.add_column("", justify="right")
    table.add_column("anti-pattern")
    for name in columns:
        table.add_column(name, justify="right")
    for number, row in ANTI_PATTERNS.items():
        counts = [_cell(each.get(number, 0)) if number in looked_for else "-" for each in columns.values()]
        table.add_row(str(number), row.title, *counts)
    console.print(table)


def _cell(count: int) -> str:
    return f"[red]{count}[/red]" if count else "[green]0[/green]"
