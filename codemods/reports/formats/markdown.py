"""Findings as Markdown, for the page of a CI job or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from codemods.reports.text import plural, printable
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Safety

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

# A comment on GitHub holds 65,536 characters.
_MOST = 150
_FIX = {Safety.SAFE: "safe", Safety.UNSAFE: "`--unsafe`", Safety.NONE: "by hand"}
_MARKUP = re.compile(r"[\\`*_\[\]<>|#&~@!]")


def render(reports: Sequence[Checking]) -> str:
    """A line of counts, a table by anti-pattern, then each finding; the first ones of many."""
    return "\n".join(_lines(reports))


def _lines(reports: Sequence[Checking]) -> Iterator[str]:
    found = [(report, each) for report in reports for each in report.checked.findings]
    files = sum(report.checked.files for report in reports)
    kind = reports[0].kind if reports else ""
    said = plural(len(found), f"{kind}finding") if found else f"no {kind}findings"
    yield f"### operable: {said} in {plural(files, 'file')}"
    if found:
        yield from _table(Counter((each.anti_pattern, each.safety) for _, each in found))
        yield from ("", "| place | rule | what | fix |", "|---|---|---|---|")
        for report, each in found[:_MOST]:
            place = f"{report.request.shown(each.path)}:{each.span.line}"
            yield f"| {_plain(place)} | {each.rule} | {_plain(each.message)} | {_FIX[each.safety]} |"
        if len(found) > _MOST:
            yield f"\nand {len(found) - _MOST:,} more."
    notes = [(report, each) for report in reports for each in report.checked.notes]
    if notes:
        yield ""
        for report, problem in notes[:_MOST]:
            yield f"- {_plain(f'{report.request.shown(problem.path)}:{problem.line} {problem.message}')}"


def _table(counts: Counter[tuple[int, Safety]]) -> Iterator[str]:
    yield from ("", "| anti-pattern | safe fix | `--unsafe` | by hand |", "|---|--:|--:|--:|")
    for number in sorted({number for number, _ in counts}):
        shares = " | ".join(f"{counts[number, each]:,}" for each in (Safety.SAFE, Safety.UNSAFE, Safety.NONE))
        yield f"| {number} {ANTI_PATTERNS[number].title} | {shares} |"


def _plain(text: str) -> str:
    """Somebody else's text without what Markdown, HTML and GitHub's mentions would make of it."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", printable(text))
