"""`make corpus`: every fix of every rule on code that nobody wrote for it, and what was found, written and given up.

Nothing is resolved: locks would need an index, and their versions change from day to day.
"""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from codemods.engine.fix import fix
from codemods.engine.registry import rules
from codemods.engine.run import load
from codemods.engine.session import check
from tests.corpus.checks import Fault, faults
from tests.corpus.trees import assemble

FOLDER = Path("build/corpus")
_ROW = "{:<18}{:>7}{:>10}{:>9}{:>9}{:>8}{:>8}{:>7}"
_NAMES = ("tree", "files", "findings", "fixable", "written", "files", "dropped", "s")


def main(names: list[str]) -> int:
    """Run over the whole corpus, or the trees of these names. 1 where a fix did what it must not."""
    os.environ["UV_OFFLINE"] = "1"
    reasons: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    print(_ROW.format(*_NAMES))
    for name, folder in assemble(FOLDER).items():
        if names and name not in names:
            continue
        counts, dropped, found = run(folder)
        total += counts
        reasons += dropped
        wrong += [f"{name}/{each.path}: {each.what}" for each in found]
        print(_row(name, counts), flush=True)
    print(_row("total", total))
    for reason, count in reasons.most_common():
        print(f"dropped {count}: {reason}")
    print(*wrong, f"{len(wrong)} faults", sep="\n")
    return int(bool(wrong))


def run(folder: Path) -> tuple[Counter[str], Counter[str], list[Fault]]:
    """The counts of one tree, why fixes were dropped, and the faults."""
    started = time.perf_counter()
    chosen = rules()
    with warnings.catch_warnings(action="ignore"):
        project, _ = load(folder)
        found = check(project, chosen).findings
        result = fix(project, chosen, unsafe=True)
        wrong = list(faults(result, found))
        again = fix(result.after, chosen, unsafe=True)
    wrong += [Fault(path, "a second apply changes it again") for path in sorted(again.changes)]
    counts = Counter({
        "files": len(project.files), "findings": len(found), "fixable": sum(bool(each.sites) for each in found),
        "fixed": len(result.fixed), "written": len(result.changes), "dropped": len(result.dropped),
        "seconds": round(time.perf_counter() - started),
    })  # fmt: skip
    return counts, Counter(_reason(each.message) for each in result.dropped), wrong


def _reason(message: str) -> str:
    """The reason alone, without what is particular to one file."""
    return re.sub(r"\(.*\)|<[^>]*>|line \d+", "…", message.partition("was not fixed: ")[2])


def _row(name: str, counts: Counter[str]) -> str:
    columns = ("files", "findings", "fixable", "fixed", "written", "dropped", "seconds")
    return _ROW.format(name, *(counts[each] for each in columns))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
