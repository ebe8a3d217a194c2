"""Findings as GitLab's code quality report, drawn in a merge request: paths from where the command was called."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codemods.vocabulary.antipatterns import ANTI_PATTERNS

if TYPE_CHECKING:
    from codemods.engine.checking import Checking


def render(reports: Sequence[Checking]) -> str:
    """The report as JSON text: one object a finding, and one for each file that could not be read."""
    rows = []
    for report in reports:
        for each, mark in zip(report.checked.findings, report.marks, strict=True):
            lines = {"begin": each.span.line, "end": max(each.span.line, each.span.end_line)}
            rows.append(
                {
                    "type": "issue",
                    "description": f"{each.rule}: {each.message}. {each.remedy}",
                    "check_name": each.rule,
                    "categories": ["Bug Risk"],
                    "fingerprint": mark,
                    "severity": "major",
                    "location": {"path": report.request.shown(each.path), "lines": lines},
                    "content": {"body": ANTI_PATTERNS[each.anti_pattern].why},
                }
            )
        for problem in report.checked.notes:
            path = report.request.shown(problem.path)
            rows.append(
                {
                    "type": "issue",
                    "description": problem.message,
                    "check_name": "unread",
                    "categories": ["Compatibility"],
                    "fingerprint": f"unread:{path}:{problem.message}",
                    "severity": "info",
                    "location": {"path": path, "lines": {"begin": problem.line}},
                }
            )
    return json.dumps(rows, indent=2)
