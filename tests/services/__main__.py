"""`make services TREES=DIR`: check, apply and apply --unsafe on real services, against what people said of the results.

TREES holds a folder for each row of services.tsv, named `owner+name`, at the row's commit. Printed are the rates of
each rule, what nobody has judged yet, what was judged and is gone, times and memory. Exit 1 where a fix that was judged
wrong stands, where a fix did what none may, or where a verdict is no verdict; 2 for a TREES that is not there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.services.ledger import LEDGER, VERDICTS, Ledger, Unit, key, load, record, save
from tests.services.measure import Measured, measure, quoted

SERVICES = Path(__file__).with_name("services.tsv")
README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- rates -->\n", "<!-- end -->\n"


def main(arguments: list[str]) -> int:
    """Measure the services and hold the results against the ledger."""
    options = _options(arguments)
    if not options.trees.is_dir():
        print(f"{options.trees}: no such folder; it holds a tree for each row of {SERVICES.name}", file=sys.stderr)
        return 2
    ledger = load(LEDGER)
    measured = list(_measured(options.trees, options.only, options.jobs))
    units = [unit for each in measured for unit in each.units]
    if options.record:
        refused = record(units, options.record.read_text(encoding="utf-8").splitlines(), ledger)
        save(ledger, LEDGER)
        print(*refused, sep="\n", end="\n" if refused else "")
        return int(bool(refused))
    if options.todo:
        print(*(line for unit in units if key(unit) not in ledger for line in quoted(unit)), sep="\n")
        return 0
    report = list(_report(measured, units, ledger))
    print(*report, sep="\n")
    if not options.only:
        _publish(report)
    return int(any(each.faults for each in measured) or any(_word(unit, ledger) == "wrong" for unit in units))


def _publish(report: list[str]) -> None:
    """Put the rates of a whole run into README.md, between its marks."""
    head, _, rest = README.read_text(encoding="utf-8").partition(_BEGIN)
    README.write_text(f"{head}{_BEGIN}{chr(10).join(report)}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.services", description=__doc__)
    parser.add_argument("trees", type=Path, metavar="TREES")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="services whose name holds this")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many services at a time (2)")
    parser.add_argument("--todo", action="store_true", help="print what nobody has judged yet, for its judge to read")
    parser.add_argument("--record", type=Path, metavar="FILE", help="take verdicts: lines of `DIGEST VERDICT WHY`")
    return parser.parse_args(arguments)


def services() -> list[tuple[str, str, str]]:
    """Repository, commit and kind of each service."""
    rows = (line.split("\t") for line in SERVICES.read_text(encoding="utf-8").splitlines()[1:])
    return [(repository, commit, kind) for repository, commit, kind in rows]


def _measured(trees: Path, only: list[str], jobs: int) -> Iterator[Measured]:
    """Each service in a process of its own, so that its memory is its own."""
    wanted = [
        repository
        for repository, _, _ in services()
        if not only or any(each.lower() in repository.lower() for each in only)
    ]
    folders = {repository: trees / repository.replace("/", "+") for repository in wanted}
    for missing in sorted(each for each, folder in folders.items() if not folder.is_dir()):
        print(f"{missing}: no tree in {trees}, left out", file=sys.stderr)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1) as pool:
        running = {pool.submit(measure, each, folder): each for each, folder in folders.items() if folder.is_dir()}
        for done in as_completed(running):
            try:
                each = done.result()
            except Exception as error:
                each = Measured(running[done], faults=[f"operable failed: {type(error).__name__}: {error}"])
            print(f"{each.repository}: {each.seconds:.0f} s, {each.megabytes:.0f} MB", file=sys.stderr, flush=True)
            yield each


def _report(measured: list[Measured], units: list[Unit], ledger: Ledger) -> Iterator[str]:
    names = {each.repository for each in measured}
    seconds, memory = sum(each.seconds for each in measured), max((each.megabytes for each in measured), default=0)
    yield (
        f"{len(names)} services, {sum(each.files for each in measured):,} files, "
        f"{sum(each.lines for each in measured):,} lines, {seconds:.0f} s, {memory:.0f} MB at most"
    )
    for kind, words in VERDICTS.items():
        yield ""
        yield f"| {kind} | {' | '.join(words)} | not judged | {words[0]}, % | {words[-1]}, % |"
        yield f"|---|{'--:|' * (len(words) + 3)}"
        yield from _rates([unit for unit in units if unit.kind == kind], ledger, words)
    yield ""
    gone = {place for place in ledger if place[0] in names} - {key(unit) for unit in units}
    yield f"{len(gone)} judged units are gone: {_counted(ledger[place][1].word for place in gone)}"
    yield f"{sum(len(each.dropped) for each in measured)} fixes were dropped"
    for each in measured:
        yield from (f"{each.repository}: {fault}" for fault in each.faults)
    for unit in units:
        if _word(unit, ledger) == "wrong":
            yield f"wrong: {unit.repository} {unit.path}:{unit.line} {unit.rule} {ledger[key(unit)][1].why}"


def _rates(units: list[Unit], ledger: Ledger, words: tuple[str, ...]) -> Iterator[str]:
    """A row a rule, and one for all; a hunk that several rules share counts for each, and once for all."""
    by_rule: dict[str, list[str]] = {}
    for unit in units:
        for rule in unit.rule.split(","):
            by_rule.setdefault(rule, []).append(_word(unit, ledger))
    by_rule["all"] = [_word(unit, ledger) for unit in units]
    for rule in sorted(by_rule, key=lambda each: (each == "all", each)):
        counts = Counter(by_rule[rule])
        judged = sum(counts[word] for word in words)
        share = [f"{100 * counts[word] / judged:.0f}" if judged else "" for word in (words[0], words[-1])]
        yield f"| {rule} | {' | '.join(str(counts[word]) for word in words)} | {counts['']} | {share[0]} | {share[1]} |"


def _word(unit: Unit, ledger: Ledger) -> str:
    """The verdict on a unit, '' without one."""
    return ledger[key(unit)][1].word if key(unit) in ledger else ""


def _counted(words: Iterable[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in sorted(Counter(words).items())) or "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
