"""`make corpus`: every fix of every rule on code that nobody wrote for it, and what was found, written and given up.

Nothing is resolved: locks would need an index, and their versions change from day to day. What was written lies in
build/corpus/diffs, to be read as the owner of that code would; the counts in README.md are the ones of a whole run.
"""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.engine.session import check
from codemods.reports.diff import unified
from tests.corpus.checks import Fault, faults
from tests.corpus.trees import assemble

FOLDER = Path("build/corpus")
README = Path(__file__).with_name("README.md")
_COLUMNS = ("tree", "files", "lines", "findings", "fixable", "fixed", "written", "dropped", "not read", "s")
_BEGIN, _END = "<!-- counts -->\n", "<!-- end -->\n"


@dataclass
class Run:
    """What became of one tree: its counts, why fixes were dropped and files not read, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    wrong: list[Fault] = field(default_factory=list)
    diff: str = ""


def main(names: list[str]) -> int:
    """Run over the whole corpus, or the trees of these names. 1 where a fix did what it must not."""
    os.environ["UV_OFFLINE"] = "1"
    total = Run()
    rows = []
    print(_line(_COLUMNS), _line(["---", *["--:"] * (len(_COLUMNS) - 1)]), sep="\n")
    (FOLDER / "diffs").mkdir(parents=True, exist_ok=True)
    for name, folder in assemble(FOLDER).items():
        if names and name not in names:
            continue
        each = run(folder)
        for what in ("counts", "dropped", "unread"):
            getattr(total, what).update(getattr(each, what))
        total.wrong += [Fault(f"{name}/{fault.path}", fault.what) for fault in each.wrong]
        (FOLDER / "diffs" / f"{name}.diff").write_text(each.diff)
        rows.append(_line([name, *(f"{each.counts[column]:,}" for column in _COLUMNS[1:])]))
        print(rows[-1], flush=True)
    rows.append(_line(["**all**", *(f"{total.counts[column]:,}" for column in _COLUMNS[1:])]))
    print(rows[-1])
    after = "\n".join(_after(total))
    print(after)
    if not names:
        _publish("\n".join([_line(_COLUMNS), _line(["---", *["--:"] * (len(_COLUMNS) - 1)]), *rows, "", after]))
    return int(bool(total.wrong))


def run(folder: Path) -> Run:
    """All fixes of all rules on one tree, in memory."""
    started = time.perf_counter()
    chosen = rules()
    with warnings.catch_warnings(action="ignore"):
        project, unread = load(folder)
        checked = check(project, chosen, thorough=True)
        result = fix(project, chosen, unsafe=True)
        wrong = list(faults(result, checked.findings))
        again = fix(result.after, chosen, unsafe=True)
    wrong += [Fault(path, "a second apply changes it again") for path in sorted(again.changes)]
    not_read = [each.message for each in (*unread, *checked.problems)]
    counts = Counter({
        "files": len(project.files), "findings": len(checked.findings),
        "lines": sum(file.data.count(b"\n") for file in project.files.values()),
        "fixable": sum(bool(each.sites) for each in checked.findings), "fixed": len(result.fixed),
        "written": len(result.changes), "dropped": len(result.dropped), "not read": len(not_read),
        "s": round(time.perf_counter() - started),
    })  # fmt: skip
    dropped = Counter(_reason(each.message.partition("was not fixed: ")[2]) for each in result.dropped)
    return Run(counts, dropped, Counter(_reason(each) for each in not_read), wrong, _diff(result))


def _diff(result: Fixed) -> str:
    return "".join(f"{line}\n" for line in unified(result, None))


def _reason(message: str) -> str:
    """The reason alone, without what is particular to one file."""
    return re.sub(r"\(.*\)|<[^>]*>|line \d+|'[^']*'|\d+\.\d MB", "…", message)


def _after(total: Run) -> Iterator[str]:
    """Under the table: why fixes were dropped, why files were not read, and what went wrong."""
    for what, reasons in (("dropped", total.dropped), ("not read", total.unread)):
        for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
            yield f"- {count:,} {what}: {reason}"
    yield from (f"- {each.path}: {each.what}" for each in total.wrong)
    yield f"- {len(total.wrong)} faults"


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _publish(text: str) -> None:
    """Put the counts into README.md, between its marks."""
    head, _, rest = README.read_text().partition(_BEGIN)
    README.write_text(f"{head}{_BEGIN}{text}\n{_END}{rest.partition(_END)[2]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
