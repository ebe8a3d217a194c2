"""The change that fixes make in a clone, as a patch that git applies, with the words that its commit needs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codemods.engine.applying import Applying
from codemods.engine.concealment.masking import conceal
from codemods.engine.disk.write import Refused
from codemods.engine.registry import rules
from codemods.engine.request import root_of
from codemods.fleet.git import PATCH, git, git_bytes, identity
from codemods.reports.brought import brought
from codemods.reports.explain import summary

_HERE = Path()


@dataclass(frozen=True, slots=True)
class Patch:
    """`diff` for `git apply`, empty where nothing changes. `identity` is the same as long as the same lines change.

    It is git's patch-id: where the lines stand does not count. `fixed` counts findings.
    """

    diff: bytes
    identity: str
    fixed: int
    message: str


def patch_of(report: Applying) -> Patch:
    """Carry an apply out in the clone that is the current folder, take its patch, and undo it. Raises Refused."""
    report.write(root_of(report.request.path), None)
    try:
        if report.failed:
            raise Refused(report.not_written[0].message)
        git("add", "--all", "--", ".", at=_HERE)
        diff = git_bytes("diff", "--cached", *PATCH, at=_HERE)
    finally:
        # What git ignores goes too: a .env that a fix has written would be there for the next one.
        git("reset", "--quiet", "--hard", at=_HERE)
        git("clean", "--quiet", "-ffdx", at=_HERE)
    return Patch(diff, identity(diff) if diff else "", len(report.fixed.fixed), message(report))


def message(report: Applying) -> str:
    """The commit's words: what, why, and what each place needs before it is deployed."""
    fixed = report.fixed.fixed
    codes = sorted({each.rule for each in fixed})
    if not codes:
        return ""
    subject = f"Fix {' '.join(codes)}: {rules()[codes[0]].name.replace('-', ' ')}"
    whys = [summary(rules()[code]) for code in codes]
    remedies = dict.fromkeys(conceal(each.remedy, report.secrets, words=True) for each in fixed)
    needs = [*remedies, *brought(report.fixed)]
    return "\n".join([subject[:72], "", *_wrapped(whys), "", *_listed(needs)]).rstrip() + "\n"


def _wrapped(paragraphs: list[str]) -> Iterator[str]:
    for each in paragraphs:
        yield from textwrap.wrap(re.sub(r"\s+", " ", each), 72)


def _listed(lines: list[str]) -> Iterator[str]:
    for each in lines:
        yield from textwrap.wrap(re.sub(r"\s+", " ", each), 72, initial_indent="- ", subsequent_indent="  ")
