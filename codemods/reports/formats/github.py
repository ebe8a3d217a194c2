"""Findings as GitHub Actions' workflow commands: each becomes an annotation at its line in the pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from codemods.reports.text import printable

if TYPE_CHECKING:
    from codemods.engine.checking import Checking


def render(reports: Sequence[Checking]) -> str:
    """One command a line; nothing where there is nothing to say."""
    return "\n".join(line for report in reports for line in _lines(report))


def _lines(report: Checking) -> Iterator[str]:
    for each in report.checked.findings:
        span = each.span
        place = {
            "file": report.request.shown(each.path), "line": span.line, "endLine": span.end_line, "title": each.rule,
        }  # fmt: skip
        if span.line == span.end_line:
            # GitHub takes columns only for a finding within one line.
            place |= {"col": span.column, "endColumn": span.end_column}
        yield command("error", place, f"{each.message}. Help: {each.remedy}")
    for problem in report.checked.notes:
        yield command("warning", {"file": report.request.shown(problem.path), "line": problem.line}, problem.message)


def command(level: str, properties: dict[str, object], message: str) -> str:
    """One workflow command, its values escaped."""
    written = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{level} {written}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)
