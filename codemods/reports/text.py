"""Findings for a terminal, as ruff shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from codemods.engine.registry import rules
from codemods.engine.request import Request
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.checked import Checked, Excerpt
from codemods.vocabulary.finding import Finding, Problem, Safety

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

_MARK = {
    Safety.SAFE: ("safe fix", "green"),
    Safety.UNSAFE: ("unsafe fix", "yellow"),
    Safety.NONE: ("by hand", "magenta"),
}
# A longer line is shown around the finding: whole minified files are one line.
_MAX_WIDTH = 160
# Of the further places of one fault so many are shown.
_MOST_PLACES = 5


def show(console: Console, report: Checking) -> None:
    """Print every finding with its source line, then the files that could not be read, then the counts."""
    for finding in report.checked.findings:
        show_finding(console, report.request, finding, report.excerpts[finding.identity])
    show_problems(console, report.request, report.checked.notes)
    print_line(console, summary(report.checked, report.kind))


def show_finding(console: Console, request: Request, finding: Finding, shown: Excerpt) -> None:
    """Print a finding with its source lines and what to do."""
    print_line(console, _headline(request, finding))
    for line in _excerpt(finding, shown):
        print_line(console, line)
    if finding.also:
        print_line(console, Text.assemble(("  also: ", "bold cyan"), printable(_places(request, finding))))
    print_line(console, Text.assemble(("  help: ", "bold cyan"), printable(finding.remedy)))
    print_line(console, Text())


def _places(request: Request, finding: Finding) -> str:
    """The further places of a fault: some of them where there are many."""
    shown = [f"{request.shown(path)}:{line}" for path, line in finding.also[:_MOST_PLACES]]
    more = len(finding.also) - len(shown)
    return f"{', '.join(shown)} and {more:,} more" if more else ", ".join(shown)


def print_line(console: Console, line: Text) -> None:
    """Print one line as it is: never wrapped, never cut."""
    console.print(line, soft_wrap=True, no_wrap=True, crop=False)


def show_problems(console: Console, request: Request, problems: list[Problem]) -> None:
    """Print the files that were passed over and the fixes that were dropped, one line each."""
    for problem in problems:
        where = printable(request.shown(problem.path))
        place = f"{where}:{problem.line}" if problem.line > 1 else where
        print_line(console, Text.assemble(("note: ", "bold yellow"), (place, "bold"), " ", printable(problem.message)))


def summary(checked: Checked, kind: str = "", *, paired: bool = False) -> Text:
    """One line a found anti-pattern, or for two of them where they are paired; then the total."""
    counts = Counter(each.anti_pattern for each in checked.findings)
    safeties = Counter(each.safety for each in checked.findings)
    files = checked.files
    if not counts:
        return Text(f"No {kind}findings in {plural(files, 'file')}.", "green")
    rows = [(f"{count:>5}  {number} ", ANTI_PATTERNS[number]) for number, count in sorted(counts.items())]
    if paired:
        told = [f"{head}{row.title}" for head, row in rows]
        lines = [f"{'':4}".join(f"{each:<32}" for each in told[at : at + 2]).rstrip() for at in range(0, len(told), 2)]
    else:
        lines = [f"{head}{row.slug:<20} {row.title}" for head, row in rows]
    text = Text("".join(f"{each}\n" for each in lines))
    text.append(f"Found {plural(sum(counts.values()), kind + 'finding')} in {plural(files, 'file')}: ", "bold")
    safe, unsafe, by_hand = (safeties[each] for each in (Safety.SAFE, Safety.UNSAFE, Safety.NONE))
    text.append(f"{safe:,} safe to fix, {unsafe:,} with --unsafe, {by_hand:,} by hand.")
    return text


def show_statistics(console: Console, checks: Sequence[Checked]) -> None:
    """Print a line for each rule that found something, the most frequent first, then the total."""
    found = [each for checked in checks for each in checked.findings]
    counts = Counter(each.rule for each in found)
    for code, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        safeties = Counter(each.safety for each in found if each.rule == code)
        shares = ", ".join(f"{safeties[each]:,} {_MARK[each][0]}" for each in Safety if safeties[each])
        name = rules()[code].name if code in rules() else ""
        print_line(console, Text.assemble(f"{count:>6}  ", (code, "bold red"), f"  {name:<24} {shares}"))
    print_line(console, summary(Checked(found, [], sum(each.files for each in checks))))


def plural(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _headline(request: Request, finding: Finding) -> Text:
    mark, colour = _MARK[finding.safety]
    return Text.assemble(
        (printable(request.shown(finding.path)), "bold"), (f":{finding.span.line}:{finding.span.column}: ", "cyan"),
        (finding.rule, "bold red"), " ", printable(finding.message), (f" [{mark}]", colour),
    )  # fmt: skip


def _excerpt(finding: Finding, shown: Excerpt) -> Iterator[Text]:
    lines, span = shown.lines, finding.span
    cut = max(0, span.column - 1 - _MAX_WIDTH // 4) if lines and len(lines[0]) > _MAX_WIDTH else 0
    for number, line in enumerate(lines, span.line):
        start = cut if number == span.line else 0
        end = start + _MAX_WIDTH
        piece = ("…" if start else "") + printable(line[start:end]) + ("…" if len(line) > end else "")
        yield Text.assemble((f"{number:>5} | ", "blue"), piece)
    if span.line == span.end_line and shown.is_untouched:
        lead = ("…" if cut else "") + lines[0][cut : span.column - 1]
        marked = lines[0][span.column - 1 : min(span.end_column - 1, cut + _MAX_WIDTH)]
        blank = "".join(each if each == "\t" else " " * cell_len(each) for each in lead)
        yield Text.assemble(("      | ", "blue"), blank, ("^" * max(1, cell_len(marked)), "bold red"))


def printable(text: str) -> str:
    """Somebody else's text without the control characters that a terminal would obey."""
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", "�", text)
