"""Findings as SARIF 2.1.0, the OASIS format that code scanning services read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, metadata, version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from codemods.engine.checking import place
from codemods.engine.registry import rules
from codemods.engine.suggesting.replacements import split
from codemods.reports.explain import summary
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Finding, Problem
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

# How grave a rule's findings are on the scale of CVSS (7: high, 4: medium), and by which number of CWE; the others are
# no matter of security. What is secret is read by all who can read the repository or the image. Medium: only some of
# the findings hold a password or switch the debugger on; or somebody else has to come in first.
_SECURITY = {
    "OP202": ("6.5", 829), "OP204": ("6.5", 494),
    "OP501": ("5.3", 798), "OP502": ("5.3", 798), "OP505": ("5.3", 489),
    "OP503": ("7.5", 798), "OP504": ("7.5", 798), "OP508": ("7.5", 798), "OP509": ("7.5", 538),
    "OP510": ("7.5", 798), "OP511": ("7.5", 798),
}  # fmt: skip


def render(reports: Sequence[Checking]) -> str:
    """One run with the findings of all PATHs; paths are relative to where the command was called."""
    run = _rules_of(reports)
    order = {code: number for number, code in enumerate(run)}
    results = [row for report in reports for row in _results(report, order)]
    problems = [(report, each) for report in reports for each in report.checked.notes]
    driver = {"name": "operable", "rules": [_rule(each) for each in run.values()], **_version()}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not any(report.failed for report in reports),
                        "toolExecutionNotifications": [_notification(*each) for each in problems],
                    }
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(document, indent=2)


def _version() -> dict[str, str]:
    try:
        return {"version": version("operable")}
    except PackageNotFoundError:
        return {}


def _rules_of(reports: Sequence[Checking]) -> dict[str, Rule]:
    asked = {code for report in reports for code in report.request.rules}
    return {code: rule for code, rule in rules().items() if code in asked}


def _rule(rule: Rule) -> dict[str, Any]:
    row = ANTI_PATTERNS[rule.anti_pattern]
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": f"{row.title}: {row.talk}. {row.why}"},
        "help": {"text": rule.doc, "markdown": rule.doc.replace("::\n\n", ":\n\n")},
        "defaultConfiguration": {"level": "warning"},
        **_page(rule.code),
        "properties": {"tags": ["operability", row.slug], "fix": rule.safety.value, **_security(rule)},
    }


def _security(rule: Rule) -> dict[str, Any]:
    """How grave a rule's findings are; nothing for one that is no matter of security."""
    if rule.code not in _SECURITY:
        return {}
    severity, weakness = _SECURITY[rule.code]
    tags = ["operability", ANTI_PATTERNS[rule.anti_pattern].slug, "security", f"external/cwe/cwe-{weakness}"]
    return {"tags": tags, "security-severity": severity}


def _page(code: str) -> dict[str, str]:
    """Where the rule's page is, if the distribution says where its documentation is."""
    try:
        addresses = metadata("operable").get_all("Project-URL") or []
    except PackageNotFoundError:
        return {}
    for each in addresses:
        name, _, address = str(each).partition(", ")
        if name == "Documentation":
            return {"helpUri": f"{address.rstrip('/')}/rules/{code}/"}
    return {}


def _results(report: Checking, order: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for each, mark in zip(report.checked.findings, report.marks, strict=True):
        span = each.span
        region = {
            "startLine": span.line, "startColumn": span.column,
            "endLine": span.end_line, "endColumn": span.end_column,
        }  # fmt: skip
        rows.append(
            {
                "ruleId": each.rule,
                "ruleIndex": order[each.rule],
                "level": "warning",
                "message": {"text": f"{each.message}. Help: {each.remedy}."},
                "locations": [{"physicalLocation": {**_artifact(report, each.path), "region": region}}],
                "relatedLocations": [
                    {"physicalLocation": {**_artifact(report, path), "region": {"startLine": line}}}
                    for path, line in each.also
                ],
                # GitHub looks at the second name only.
                "partialFingerprints": {"operable/v2": mark, "primaryLocationLineHash": mark},
                **_fixes(report, each),
                "properties": {"fix": each.safety.value},
            }
        )
    return rows


def _fixes(report: Checking, finding: Finding) -> dict[str, Any]:
    """What the fix would write, in whole lines: all changes together or none."""
    parts = report.fixes.get(place(finding))
    if not parts:
        return {}
    changes: dict[str, list[dict[str, Any]]] = {}
    for each in parts:
        region = {"startLine": each.line, "startColumn": 1, "endLine": each.end, "endColumn": 1}
        lines = split(report.request.project.files[each.path].text)
        if each.end > max(len(lines), 1) and not lines[-1].endswith("\n"):
            region |= {"endLine": len(lines), "endColumn": len(lines[-1]) + 1}
        changes.setdefault(each.path, []).append({"deletedRegion": region, "insertedContent": {"text": each.text}})
    rows = [{**_artifact(report, path), "replacements": rows} for path, rows in changes.items()]
    return {"fixes": [{"description": {"text": finding.remedy}, "artifactChanges": rows}]}


def _artifact(report: Checking, path: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": quote(os.fsencode(report.request.shown(path)))}}


def _notification(report: Checking, problem: Problem) -> dict[str, Any]:
    where = {**_artifact(report, problem.path), "region": {"startLine": problem.line}}
    return {"level": "warning", "message": {"text": problem.message}, "locations": [{"physicalLocation": where}]}
