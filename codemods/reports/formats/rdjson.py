"""Findings as reviewdog's Diagnostic Format (rdjson), which it writes into a review."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from codemods.engine.checking import place
from codemods.engine.concealment.masking import conceal
from codemods.engine.suggesting.replacements import joined
from codemods.vocabulary.finding import Finding, Safety, Span

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

# A suggestion is one stretch of lines, and a person reads it beside the code.
_MOST_LINES = 40


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
                **_suggestions(report, each),
            }
        )
    for problem in report.checked.notes:
        place = {"path": report.request.shown(problem.path), "range": {"start": {"line": problem.line}}}
        rows.append({"message": problem.message, "location": place, "severity": "INFO"})
    return rows


def _suggestions(report: Checking, finding: Finding) -> dict[str, Any]:
    """The fix as one stretch of whole lines, as a review takes one with a click; nothing where that is not all of it.

    Half of a fix breaks the code: of two suggestions for one finding, a person might take one.
    """
    parts = report.fixes.get(place(finding), [])
    if not parts or any(each.path != finding.path for each in parts):
        return {}
    file = report.request.project.files[finding.path]
    whole = joined(parts, file.text)
    # Of lines that do not end in `\n`, and of the last one without an end, the format cannot say it.
    if whole.end - whole.line > _MOST_LINES or b"\r" in file.data or not file.text.endswith("\n"):
        return {}
    secrets = report.fresh.secrets if report.fresh else None
    if not whole.text.endswith("\n") or conceal(whole.text, secrets) != whole.text:
        return {}
    lines = {"start": {"line": whole.line}, "end": {"line": whole.end - 1}}
    return {"suggestions": [{"range": lines, "text": whole.text.removesuffix("\n")}]}


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
