"""Findings as reviewdog's Diagnostic Format (rdjson), which it writes into a review."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from codemods.vocabulary.finding import Safety, Span

if TYPE_CHECKING:
    from codemods.engine.checking import Checking


def render(reports: Sequence[Checking]) -> str:
    """The report as JSON text; columns count bytes of UTF-8, as the format wants them."""
    diagnostics = [row for report in reports for row in _rows(report)]
    return json.dumps({"source": {"name": "operable"}, "severity": "WARNING", "diagnostics": diagnostics}, indent=2)


def _rows(report: Checking) -> list[dict[str, Any]]:
    rows = []
    for each in report.checked.findings:
        said = "" if each.safety is Safety.NONE else f" ({each.safety.value} fix)"
        rows.append(
            {
                "message": f"{each.message}. Help: {each.remedy}.{said}",
                "location": {"path": report.request.shown(each.path), "range": _range(report, each.path, each.span)},
                "severity": "WARNING",
                "code": {"value": each.rule},
            }
        )
    for problem in report.checked.problems:
        place = {"path": report.request.shown(problem.path), "range": {"start": {"line": problem.line}}}
        rows.append({"message": problem.message, "location": place, "severity": "INFO"})
    return rows


def _range(report: Checking, path: str, span: Span) -> dict[str, Any]:
    lines = report.request.project.files[path].lines
    return {
        "start": {"line": span.line, "column": _bytes(lines, span.line, span.column)},
        "end": {"line": span.end_line, "column": _bytes(lines, span.end_line, span.end_column)},
    }


def _bytes(lines: Sequence[str], line: int, column: int) -> int:
    """A column in bytes, of one in characters."""
    text = lines[line - 1] if line <= len(lines) else ""
    return len(text[: column - 1].encode(errors="replace")) + 1
