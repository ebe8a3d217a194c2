"""`make orders TREES=DIR`: what is found in each service is the same for any number of processes and order of files.

Each service is checked once in one process, then by 2, 4 and 8 that share its files in pieces of a few, and with its
files and the rules shuffled. Printed is every finding that comes or goes. Exit 1 where one does.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from codemods.engine import session
from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.project.project import Project
from tests.services.__main__ import services

WAYS = (
    ("2 processes", 2, 0),
    ("4 processes", 4, 0),
    ("8 processes", 8, 0),
    ("shuffled", 1, 1),
    ("shuffled again", 1, 2),
)

Found = frozenset[tuple[object, ...]]


def main(arguments: list[str]) -> int:
    """Check each service in each way."""
    parser = argparse.ArgumentParser("python -m tests.services.orders", description=__doc__)
    parser.add_argument("trees", type=Path, metavar="TREES")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="services whose name holds this")
    options = parser.parse_args(arguments)
    different = 0
    for repository, _, _ in services():
        folder = options.trees / repository.replace("/", "+")
        if not folder.is_dir() or (options.only and not any(each in repository for each in options.only)):
            continue
        lines = list(_differences(folder))
        different += bool(lines)
        print(f"{repository}: {'different' if lines else 'equal'}", *lines, sep="\n  ", flush=True)
    return int(bool(different))


def _differences(folder: Path) -> Iterator[str]:
    expected = _found(folder, 1, 0)
    for way, jobs, seed in WAYS:
        for each in sorted(_found(folder, jobs, seed) ^ expected, key=str):
            yield f"{way}: {each}"


def _found(folder: Path, jobs: int, seed: int) -> Found:
    project, of = load(folder)[0], rules()
    if seed:
        files, shuffled = [(path, file.data) for path, file in project.files.items()], list(of.items())
        random.Random(seed).shuffle(files)
        random.Random(seed).shuffle(shuffled)
        project, of = Project(project.root, dict(files)), dict(shuffled)
    with patch.object(session, "PARALLEL_FROM", 0), patch.object(session, "_CHUNK", 7):
        findings = session.check(project, of, jobs).findings
    return frozenset(
        (each.path, each.span, each.rule, each.message, each.remedy, each.safety.name) for each in findings
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
