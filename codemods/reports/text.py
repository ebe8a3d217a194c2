"""Findings for a terminal, as ruff shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from codemods.analysis.project import Project
from codemods.analysis.source import Unreadable
from codemods.antipatterns import ANTI_PATTERNS
from codemods.engine.session import Checked
from codemods.finding import Finding, Problem, Safety
from codemods.reports.conceal import conceal

_MARK = {Safety.SAFE: "safe fix", Safety.UNSAFE: "unsafe fix", Safety.NONE: "by hand"}
_MAX_LINES = 4


def show(console: Console, project: Project, checked: Checked, secrets: re.Pattern[str] | None) -> None:
    """Print every finding with its source line, then the files that could not be read, then the counts."""
    for finding in checked.findings:
        console.print(_headline(finding), soft_wrap=True)
        for line in _excerpt(project, finding, secrets):
            console.print(line, soft_wrap=True, no_wrap=True, crop=False)
        console.print(Text.assemble(("  help: ", "bold cyan"), finding.remedy), soft_wrap=True)
        console.print()
    show_problems(console, checked.problems)
    console.print(summary(project, checked), soft_wrap=True)


def show_problems(console: Console, problems: list[Problem]) -> None:
    """Print the files that were passed over and the fixes that were dropped, one line each."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}" if problem.line > 1 else problem.path
        console.print(Text.assemble(("note: ", "bold yellow"), (place, "bold"), " ", problem.message), soft_wrap=True)


def summary(project: Project, checked: Checked) -> Text:
    """One line a found anti-pattern, then the total."""
    counts = Counter(each.anti_pattern for each in checked.findings)
    safeties = Counter(each.safety for each in checked.findings)
    files = len(project.files)
    if not counts:
        return Text(f"No findings in {plural(files, 'file')}.", "green")
    text = Text()
    for number, count in sorted(counts.items()):
        text.append(f"{number} {ANTI_PATTERNS[number].slug:<20}{count:>5}\n")
    text.append(f"Found {plural(sum(counts.values()), 'finding')} in {plural(files, 'file')}: ", "bold")
    safe, unsafe, by_hand = (safeties[each] for each in (Safety.SAFE, Safety.UNSAFE, Safety.NONE))
    text.append(f"{safe} safe to fix, {unsafe} with --unsafe, {by_hand} by hand.")
    return text


def plural(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _headline(finding: Finding) -> Text:
    return Text.assemble(
        (finding.path, "bold"), (f":{finding.span.line}:{finding.span.column}: ", "cyan"),
        (finding.rule, "bold red"), " ", finding.message, (f" [{_MARK[finding.safety]}]", "dim"),
    )  # fmt: skip


def _excerpt(project: Project, finding: Finding, secrets: re.Pattern[str] | None) -> Iterator[Text]:
    try:
        lines = project.files[finding.path].lines
    except (KeyError, Unreadable):
        return
    span = finding.span
    last = min(span.end_line, span.line + _MAX_LINES - 1, len(lines))
    for number in range(span.line, last + 1):
        shown = conceal(lines[number - 1], secrets)
        yield Text.assemble((f"{number:>5} | ", "blue"), printable(shown))
    first = lines[span.line - 1] if span.line <= len(lines) else ""
    if span.line == span.end_line and conceal(first, secrets) == first:
        width = max(1, span.end_column - span.column)
        lead = re.sub(r"[^\t]", " ", first[: span.column - 1])
        yield Text.assemble(("      | ", "blue"), lead, ("^" * width, "bold red"))


def printable(text: str) -> str:
    """Somebody else's text without the control characters that a terminal would obey."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "�", text)
