"""The proof in files: proof.json for machines, an in-toto statement; proof.md for a pull request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import said
from labs.prove import report
from labs.prove.comparison import Row, is_worse
from labs.prove.report import Proof

STATEMENT = "https://in-toto.io/Statement/v1"
TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1"


def statement(before: Proof, after: Proof, rows: Sequence[Row]) -> dict[str, Any]:
    """An in-toto statement about the tree afterwards: which of its experiments passed, compared with which tree."""
    kinds = {"not harmed": "passedTests", "harmed": "failedTests", "could not run": "warnedTests"}
    tests: dict[str, list[str]] = {name: [] for name in kinds.values()}
    for each in after.verdicts:
        if each.verdict in kinds:
            tests[kinds[each.verdict]].append(f"{each.number} {ANTI_PATTERNS[each.number].slug}")
    return {
        "_type": STATEMENT,
        "subject": [{"name": after.name, "digest": {"sha256": after.digest}}],
        "predicateType": TEST_RESULT,
        "predicate": {
            "result": "FAILED" if is_worse(list(rows)) else "WARNED" if tests["failedTests"] else "PASSED",
            "configuration": [
                {"name": f"before: {before.name}", "digest": {"sha256": before.digest}},
                {"name": "profile", "digest": {"sha256": _profile_digest(before)}},
                {"name": f"operable {_version()}"},
            ],
            **tests,
            "comparison": [
                {"experiment": row.number, "figure": row.name, "before": row.before, "after": row.after,
                 "change": row.change}
                for row in rows
            ],
            "measurements": [report.as_json(before), report.as_json(after)],
        },
    }  # fmt: skip


def _profile_digest(proof: Proof) -> str:
    return hashlib.sha256(json.dumps(report.as_json(proof)["profile"], sort_keys=True).encode()).hexdigest()


def _version() -> str:
    try:
        return version("operable")
    except PackageNotFoundError:
        return "unreleased"


def write(folder: Path, before: Proof, after: Proof, rows: Sequence[Row]) -> None:
    """proof.json and proof.md in a folder. Raises OSError."""
    document = json.dumps(statement(before, after, rows), indent=2)
    (folder / "proof.json").write_text(document + "\n", encoding="utf-8")
    (folder / "proof.md").write_text(comparison(before, after, rows), encoding="utf-8")


def comparison(before: Proof, after: Proof, rows: Sequence[Row]) -> str:
    """Markdown for a pull request: one table, then what was measured how."""
    table = [
        f"| {row.number if row.name == 'verdict' else ''} | {_cell(_title(row))} | {_cell(said(row.before))} | "
        f"{_cell(said(row.after))} | {_change(row)} |"
        for row in rows
    ]
    worse = f"**{said('Some figures are worse.')}**" if is_worse(list(rows)) else said("No figure is worse.")
    return "\n".join(
        [
            f"## {said('What was measured before and after')}",
            "",
            worse,
            "",
            "| | | before | after | |",
            "|---|---|---|---|---|",
            *table,
            "",
            said(f"Before: `{before.name}`, sha256 `{before.digest}`. After: `{after.name}`, sha256 `{after.digest}`."),
            "",
            *_how(after),
            "",
        ]
    )


def _title(row: Row) -> str:
    return f"**{said(ANTI_PATTERNS[row.number].title)}**" if row.name == "verdict" else said(row.name)


def _change(row: Row) -> str:
    return f"**{said(row.change)}**" if row.change == "worse" else said(row.change)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _how(proof: Proof) -> Iterator[str]:
    requests = ", ".join(f"`{text}`" for text in dict.fromkeys(step.text for step in proof.steps))
    yield said(f"Started with `{proof.profile.start}`; asked: {requests}.")
    yield said("Measured by `python -m labs prove` on private copies, on loopback; nothing outside was reached.")


def one(proof: Proof) -> str:
    """Markdown about a single tree."""
    lines = [
        f"## {said(f'What was measured on {proof.name}')}",
        "",
        f"| | | {said('verdict')} | |",
        "|---|---|---|---|",
    ]
    for each in proof.verdicts:
        title = said(ANTI_PATTERNS[each.number].title)
        lines.append(f"| {each.number} | **{title}** | {said(each.verdict)} | {_cell(said(each.cell))} |")
        lines += [f"| | {_cell(said(figure.name))} | | {_cell(said(figure.text))} |" for figure in each.figures]
    return "\n".join([*lines, "", said(f"Tree: sha256 `{proof.digest}`."), "", *_how(proof), ""])
