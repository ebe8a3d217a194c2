"""The ledger: what a person who read it as the strict owner of that code says of each fix and each finding.

`ledger.tsv` holds a row each: repository, kind (safe, unsafe: a hunk of what `apply` writes; finding), rule, path,
digest, verdict, why. Nothing of the services' code is in it: the digest stands for the hunk's changed lines, or for the
line that was found.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

LEDGER = Path(__file__).with_name("ledger.tsv")
_HEAD = ("repository", "kind", "rule", "path", "digest", "verdict", "why")
# A merged fix is right; an ugly one works, and its owner would edit it; a wrong one breaks something, or means another.
VERDICTS = {
    "safe": ("right", "ugly", "wrong"),
    "unsafe": ("right", "ugly", "wrong"),
    "finding": ("true", "debatable", "false"),
}


class Unit(NamedTuple):
    """One thing to judge; `text` and `line` are for the reader, the rest tells it from all others."""

    repository: str
    kind: str
    rule: str
    path: str
    digest: str
    line: int = 1
    text: str = ""


class Verdict(NamedTuple):
    """What was said of a unit."""

    word: str
    why: str


Ledger = dict[tuple[str, str, str, str], tuple[str, Verdict]]


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits for a unit's changed lines or found line."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def key(unit: Unit) -> tuple[str, str, str, str]:
    """What a verdict is kept under: of a fix not the rule, as several may share a hunk."""
    return unit.repository, unit.kind, unit.path, unit.digest


def load(path: Path) -> Ledger:
    """The verdicts, each with the rule that it was given under. Raises ValueError for a word that is none."""
    found: Ledger = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, dialect="excel-tab"):
            if row["verdict"] not in VERDICTS[row["kind"]]:
                raise ValueError(f"{path.name}: {row['verdict']!r} is no verdict on a {row['kind']}")
            place = (row["repository"], row["kind"], row["path"], row["digest"])
            found[place] = (row["rule"], Verdict(row["verdict"], row["why"]))
    return found


def save(ledger: Mapping[tuple[str, str, str, str], tuple[str, Verdict]], path: Path) -> None:
    """Write it, sorted, so that two people's additions merge."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        writer.writerow(_HEAD)
        for (repository, kind, where, mark), (rule, verdict) in sorted(ledger.items()):
            writer.writerow((repository, kind, rule, where, mark, verdict.word, " ".join(verdict.why.split())))


def record(units: Iterable[Unit], said: Iterable[str], ledger: Ledger) -> list[str]:
    """Take verdicts into the ledger; the lines that could not be taken, with the reason.

    A line is the unit's digest, the verdict and why, with blanks between: `1f2e3d4c5b6a wrong reads the other's host`.
    A path and a repository may stand before the digest where it is not the only one.
    """
    by_digest: dict[str, list[Unit]] = {}
    for unit in units:
        by_digest.setdefault(unit.digest, []).append(unit)
    refused = []
    for line in filter(None, (each.strip() for each in said)):
        mark, _, rest = line.partition(" ")
        word, _, why = rest.strip().partition(" ")
        found = by_digest.get(mark, [])
        if not found:
            refused.append(f"{line}: nothing has this digest")
        elif any(word not in VERDICTS[unit.kind] for unit in found):
            refused.append(f"{line}: one of {', '.join(VERDICTS[found[0].kind])}")
        elif word in ("wrong", "ugly", "false", "debatable") and not why.strip():
            refused.append(f"{line}: say why")
        else:
            ledger |= {key(unit): (unit.rule, Verdict(word, why.strip())) for unit in found}
    return refused
