"""The contract with tools: `check --format json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from codemods.finding import Finding, Problem

VERSION = 1


def render(findings: Iterable[Finding], problems: Iterable[Problem], files: int) -> str:
    """The report as JSON text: findings, errors, summary; lines and columns count from 1."""
    rows = [
        {
            "rule": each.rule,
            "anti_pattern": each.anti_pattern,
            "path": each.path,
            "line": each.span.line,
            "column": each.span.column,
            "end_line": each.span.end_line,
            "end_column": each.span.end_column,
            "message": each.message,
            "fix": each.safety.value,
            "remedy": each.remedy,
        }
        for each in findings
    ]
    counts = Counter(str(row["anti_pattern"]) for row in rows)
    report = {
        "version": VERSION,
        "findings": rows,
        "errors": [{"path": each.path, "line": each.line, "message": each.message} for each in problems],
        "summary": {"files": files, "by_anti_pattern": dict(sorted(counts.items()))},
    }
    return json.dumps(report, indent=2, ensure_ascii=False)
