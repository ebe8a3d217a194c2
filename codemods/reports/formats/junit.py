"""Findings as JUnit's XML, which every CI shows as tests: a suite a file, a failed test a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

# What XML 1.0 does not admit, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(reports: Sequence[Checking]) -> str:
    """The report as XML text; where nothing was found, one test that passed."""
    suites: dict[str, list[str]] = {}
    for report in reports:
        for each in report.checked.findings:
            path = report.request.shown(each.path)
            name = f"{each.rule} line {each.span.line}, column {each.span.column}"
            said = f"{path}:{each.span.line}:{each.span.column}: {each.message}\nHelp: {each.remedy}"
            suites.setdefault(path, []).append(
                f'    <testcase name={_quoted(name)} classname={_quoted(path)} time="0">'
                f"<failure type={_quoted(each.rule)} message={_quoted(each.message)}>{_text(said)}</failure></testcase>"
            )
    failures = sum(map(len, suites.values()))
    if not suites:
        none = f"no {reports[0].kind if reports else ''}findings"
        suites["operable"] = [f'    <testcase name="{none}" classname="operable" time="0"/>']
    count = sum(map(len, suites.values()))
    rows = []
    for path, cases in suites.items():
        failed = len(cases) if failures else 0
        rows.append(
            f'  <testsuite name={_quoted(path)} tests="{len(cases)}" failures="{failed}" errors="0" skipped="0">'
        )
        rows += [*cases, "  </testsuite>"]
    head = f'<testsuites name="operable" tests="{count}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *rows, "</testsuites>"])


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
