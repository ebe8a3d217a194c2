"""The findings that a project has accepted for now: a file in its repository, and what is new or gone since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from codemods.engine.checking import Checking
from codemods.engine.ratchet.fingerprints import same
from codemods.engine.registry import rules
from codemods.engine.request import root_of
from codemods.vocabulary.wrong_request import WrongRequest

NAME = "operable-baseline.json"
VERSION = 1


class BadBaseline(WrongRequest):
    """A baseline that is not there, is none, or must not be written; the message names the remedy."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One accepted finding. `path` starts from the baseline's folder; it and `message` are there for the reader."""

    path: str
    rule: str
    message: str
    fingerprint: str


@dataclass
class Compared:
    """The accepted findings that are still there, as they are now, those that are gone, and those not looked for."""

    file: Path
    known: list[Entry] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)


def load(file: Path) -> list[Entry]:
    """The entries of a baseline. Raises BadBaseline."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["operable-baseline"] != VERSION:
            raise BadBaseline(f"{file} is a baseline of another version of operable: write it again")
        return [Entry(**{name: str(row[name]) for name in Entry.__slots__}) for row in document["findings"]]
    except FileNotFoundError:
        raise BadBaseline(f"{file}: no such baseline: `--write-baseline {file}` makes one") from None
    except IsADirectoryError:
        raise BadBaseline(f"{file} is a folder: name a file, or put the option behind PATH") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadBaseline(f"{file} is no baseline: `check --write-baseline` makes one") from None


def save(file: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline, whole or not at all: sorted and without line numbers, so that few lines of it ever differ."""
    rows = [{name: getattr(each, name) for name in Entry.__slots__} for each in sorted(entries)]
    text = json.dumps({"operable-baseline": VERSION, "findings": rows}, indent=1, ensure_ascii=False) + "\n"
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", errors="replace")
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def write(file: Path, reports: Sequence[Checking]) -> int:
    """Accept all findings of the reports; what an earlier baseline holds of other paths and rules stays. How many.

    Raises BadBaseline rather than replace a file that is no baseline.
    """
    before = load(file) if file.exists() else []
    entries = [entry for _, _, entry in _found(file, reports)]
    save(file, [*entries, *(each for each in before if not _is_looked_for(file, each, reports))])
    return len(entries)


def compare(file: Path, reports: Sequence[Checking]) -> Compared:
    """Leave in the reports what the baseline does not hold, and tell what it holds. Raises BadBaseline."""
    result, left = Compared(file), load(file)
    found = list(_found(file, reports))
    new: list[tuple[int, int, Entry]] = []
    # What stands where it stood first: a copy of an accepted finding elsewhere is the new one of the two.
    for by_path in (True, False):
        held: dict[tuple[str, str], list[Entry]] = {}
        for each in left:
            held.setdefault(_key(each, by_path), []).append(each)
        for row in found:
            taken = held.get(_key(row[2], by_path))
            if taken:
                taken.pop(0)
                result.known.append(row[2])
            else:
                new.append(row)
        left = [each for entries in held.values() for each in entries]
        found, new = new, []
    for each in sorted(left):
        (result.gone if _is_looked_for(file, each, reports) else result.others).append(each)
    kept = {(number, index) for number, index, _ in found}
    for number, report in enumerate(reports):
        narrow(report, [(number, index) in kept for index in range(len(report.marks))])
    return result


def prune(compared: Compared) -> None:
    """Take out of the baseline what is gone, and tell of the rest where it stands now."""
    save(compared.file, [*compared.known, *compared.others])


def narrow(report: Checking, kept: Sequence[bool]) -> None:
    """Leave some of a report's findings in it."""
    findings = [each for each, keep in zip(report.checked.findings, kept, strict=True) if keep]
    report.marks = [each for each, keep in zip(report.marks, kept, strict=True) if keep]
    report.checked = replace(report.checked, findings=findings)


def _key(entry: Entry, by_path: bool) -> tuple[str, str]:
    return same(entry.fingerprint), entry.path if by_path else ""


def _found(file: Path, reports: Sequence[Checking]) -> Iterator[tuple[int, int, Entry]]:
    """The findings as entries, each with the numbers of its report and of its place in that."""
    folder = os.path.realpath(file.parent)
    for number, report in enumerate(reports):
        root = os.path.realpath(root_of(report.request.path))
        start = Path(os.path.relpath(root, folder))
        for index, (each, mark) in enumerate(zip(report.checked.findings, report.marks, strict=True)):
            path = os.path.normpath(start / each.path)
            yield number, index, Entry(Path(path).as_posix(), each.rule, each.message, mark)


def _is_looked_for(file: Path, entry: Entry, reports: Sequence[Checking]) -> bool:
    """Whether a report would hold the finding if it were still there."""
    full = os.path.normpath(Path(os.path.realpath(file.parent), entry.path))
    return entry.rule not in rules() or any(
        entry.rule in each.request.rules and _is_under(full, each) for each in reports
    )


def _is_under(full: str, report: Checking) -> bool:
    path, root = report.request.path, os.path.realpath(root_of(report.request.path))
    if not path.is_dir() and full != os.path.realpath(path):
        return False
    inside = os.path.relpath(full, root)
    return not inside.startswith("..") and all(each.path != inside for each in report.checked.problems)
