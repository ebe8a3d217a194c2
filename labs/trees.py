"""The trees that experiments look at, and what the codemods say of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEFORE, AFTER = ROOT / "before", ROOT / "after"
NAMES = ("before", "migrated", "after")


class CodemodsFailed(Exception):
    """A run of the codemods without a result: what it printed."""


def codemods(*arguments: str) -> str:
    """Standard output of `python -m codemods …`. Raises CodemodsFailed."""
    command = [sys.executable, "-m", "codemods", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # Python exits with 1 as well where it cannot start the program at all.
    if run.returncode not in (0, 1) or (run.stderr and not run.stdout):
        raise CodemodsFailed(run.stderr.strip() or f"{' '.join(command)} exited {run.returncode}")
    return run.stdout


def findings(tree: Path) -> Mapping[int, int]:
    """How many findings `check` has in a tree, by anti-pattern."""
    counts = json.loads(codemods("check", "--format", "json", str(tree)))["summary"]["by_anti_pattern"]
    return {int(number): count for number, count in counts.items()}


def migrate(target: Path, leave: Collection[int] = ()) -> Path:
    """Write before/, rewritten by the codemods except those of the anti-patterns to leave, to target."""
    ignore = ["--ignore", ",".join(map(str, leave))] if leave else []
    said = codemods("apply", str(BEFORE), "--unsafe", *ignore, "--output", str(target))
    if not target.is_dir():
        raise CodemodsFailed(said)
    return target


def resolve(name: str, home: Path) -> Path:
    """The folder of a tree: before, after, migrated (made in home), or a path to one with a Dockerfile.

    Raises ValueError if there is no such tree, CodemodsFailed.
    """
    if name == "migrated":
        return migrate(home / "migrated")
    tree = {"before": BEFORE, "after": AFTER}.get(name, Path(name).resolve())
    if not (tree / "Dockerfile").is_file():
        what = "it has no Dockerfile" if tree.is_dir() else "there is no such folder"
        raise ValueError(f"{name}: {what}. A tree is before, migrated, after or the path of one with a Dockerfile")
    return tree
