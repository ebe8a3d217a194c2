"""What names a finding from one state of a tree to the next.

A fingerprint is of the rule and the lines that it points at, without their spaces and without a secret: so it is the
same after lines were put in above, after the code moved, and in a file of another name. Equal ones are counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codemods.vocabulary.checked import Excerpt
from codemods.vocabulary.finding import Finding

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

_LENGTH = 32


def mark(reports: Sequence[Checking]) -> None:
    """Give each report the fingerprints of its findings (`marks`), no two the same in all of them."""
    seen: Counter[str] = Counter()
    for report in reports:
        report.marks = []
        for each in report.checked.findings:
            same = report.prints[each.identity]
            seen[same] += 1
            report.marks.append(f"{same}:{seen[same]}")


def same(fingerprint: str) -> str:
    """The fingerprint without the number that tells it from equal ones."""
    return fingerprint.partition(":")[0]


def fingerprint(finding: Finding, shown: Excerpt) -> str:
    """What is the same of equal findings."""
    words = "\0".join((finding.rule, *("".join(line.split()) for line in shown.lines)))
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:_LENGTH]
