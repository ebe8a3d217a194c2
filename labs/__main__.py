"""`python -m labs`: check the bookshop, rewrite a copy of it, check the copy."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from labs.scoreboard import ROOT, CodemodsFailed, findings, migrate, show


def main() -> int:
    """Print the scoreboard. Exit 0 where before has findings and migrated none, 1 otherwise, 2 without a result."""
    console = Console(highlight=False)
    try:
        with tempfile.TemporaryDirectory(prefix="operable-") as folder:
            before = findings(ROOT / "before")
            migrated = migrate(ROOT / "before", Path(folder) / "migrated")
            after = findings(ROOT / "after")
    except CodemodsFailed as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    show(console, {"before": before, "migrated": migrated, "after": after})
    return 0 if before and not migrated and not after else 1


if __name__ == "__main__":
    sys.exit(main())
