"""The contract with tools: `check --format json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from codemods.vocabulary.finding import Finding

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

VERSION = 1


def render(reports: Sequence[Checking]) -> str:
    """The report as JSON text (ASCII): findings, errors, summary; lines and columns count from 1.

    A path is relative to the PATH that was given. Where several were, `root` says which one it was. `also` are the
    further places of a finding. `fingerprint` names it from one state of the tree to the next.
    """
    findings: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    for report in reports:
        root = {"root": str(report.request.path)} if len(reports) > 1 else {}
        marks = report.marks or [""] * len(report.checked.findings)
        findings += [_row(each, mark) | root for each, mark in zip(report.checked.findings, marks, strict=True)]
        errors += [
            {"path": each.path, "line": each.line, "message": each.message} | root for each in report.checked.notes
        ]
    counts = Counter(str(row["anti_pattern"]) for row in findings)
    document = {
        "version": VERSION,
        "findings": findings,
        "errors": errors,
        "summary": {
            "files": sum(report.checked.files for report in reports),
            "by_anti_pattern": dict(sorted(counts.items())),
        },
    }
    return json.dumps(document, indent=2)


def _row(finding: Finding, mark: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "anti_pattern": finding.anti_pattern,
        "path": finding.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "message": finding.message,
        "fix": finding.safety.value,
        "remedy": finding.remedy,
        "fingerprint": mark,
        "also": [{"path": path, "line": line} for path, line in finding.also],
    }
