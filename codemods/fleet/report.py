"""What a fleet's runs found, merged from any number of states: rows, sums, and the files that they are written to."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codemods.fleet import page, state
from codemods.fleet.state import Store
from codemods.fleet.task import COST, PROOF, SARIF, encoded

_CELLS = ("label", "owner", "status", "python", "commit", "findings", "new", "gone", "patches", "proof", "why")
_FINDING = ("rule", "anti_pattern", "path", "line", "fix", "message")


@dataclass
class Row:
    """One repository. `new` and `gone` are the fingerprints that its last commit brought and took."""

    result: Mapping[str, Any]
    new: frozenset[str]
    gone: frozenset[str]
    cost: Mapping[str, float] = field(default_factory=dict)

    @property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """As `check --format json` gives them, each with its fingerprint."""
        found: Sequence[Mapping[str, Any]] = self.result.get("findings", ())
        return found

    def as_document(self) -> dict[str, Any]:
        """The row of report.json."""
        result = self.result
        return {
            **{key: result.get(key, "") for key in ("name", "label", "cloneUrl", "branch", "path", "owner", "commit")},
            "status": result["status"],
            "why": result.get("why", ""),
            "python": result.get("python", ""),
            "files": result.get("files", 0),
            "findings": len(self.findings),
            "by_rule": _counted(each["rule"] for each in self.findings),
            "by_fix": _counted(each["fix"] for each in self.findings),
            "new": len(self.new),
            "gone": len(self.gone),
            "patches": sorted(result.get("patches", {})),
            "proof": result.get("proof", ""),
        }


def rows_of(stores: Sequence[Store], cost: bool) -> tuple[list[Row], list[str]]:
    """A row for each repository with a result, by name, and the names of those that have none yet. Raises BadFleet."""
    found: dict[str, Row] = {}
    named: set[str] = set()
    for at in stores:
        named.update(state.fleet_of(at)["repositories"])
        for name in at.folders("repositories"):
            if name not in found and (row := _row(at, name, cost)):
                found[name] = row
    return [found[name] for name in sorted(found) if name in named], sorted(named - found.keys())


def _row(at: Store, name: str, cost: bool) -> Row | None:
    result = state.result_of(at, name)
    if result is None:
        return None
    marks = _marks(result)
    before = state.previous_of(at, name)
    earlier = marks if before is None or result["status"] == "failed" else _marks(before)
    spent = json.loads(state.file_of(at, name, COST) or b"{}") if cost else {}
    return Row(result, marks - earlier, earlier - marks, spent)


def _marks(result: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(each["fingerprint"] for each in result.get("findings", ()))


def document(rows: Sequence[Row], missing: Sequence[str]) -> dict[str, Any]:
    """report.json: sums and a row a repository. The same results give the same bytes, in whatever order they came."""
    return {
        "version": 1,
        "summary": {
            "repositories": len(rows),
            "not_run": list(missing),
            "by_status": _counted(row.result["status"] for row in rows),
            "findings": sum(len(row.findings) for row in rows),
            "new": sum(len(row.new) for row in rows),
            "gone": sum(len(row.gone) for row in rows),
            "by_anti_pattern": _counted(str(each["anti_pattern"]) for row in rows for each in row.findings),
            "by_rule": _counted(each["rule"] for row in rows for each in row.findings),
            "by_owner": _counted(row.result.get("owner", "") for row in rows for _ in row.findings),
            "by_python": _counted(row.result.get("python", "") for row in rows),
        },
        "repositories": [row.as_document() for row in rows],
    }


def costs(rows: Sequence[Row]) -> dict[str, Any]:
    """cost.json: what the run took, as a whole and of each repository whose process could say so."""
    known = {row.result["name"]: dict(row.cost) for row in rows if row.cost}
    return {
        "processor_seconds": round(sum(each["processor_seconds"] for each in known.values()), 1),
        "peak_mb": max((each["peak_mb"] for each in known.values()), default=0),
        "repositories": known,
    }


def write(stores: Sequence[Store], output: Path, cost: bool) -> dict[str, Any]:
    """Write report.json, report.html, repositories.csv, findings.csv and a SARIF file a repository. The document."""
    rows, missing = rows_of(stores, cost)
    found = document(rows, missing)
    output.mkdir(parents=True, exist_ok=True)
    (output / "report.json").write_bytes(encoded(found))
    (output / "repositories.csv").write_text(_csv(_CELLS, (row.as_document() for row in rows)), newline="")
    (output / "findings.csv").write_text(
        _csv(("label", "owner", *_FINDING, "new"), (each for row in rows for each in _found(row))), newline=""
    )
    spent = costs(rows) if cost else None
    if spent is not None:
        (output / COST).write_bytes(encoded(spent))
    (output / "report.html").write_text(page.render(found, spent), encoding="utf-8")
    for kind, ending in ((SARIF, "sarif"), (PROOF, "proof.json")):
        _copy_all(stores, kind, output, ending)
    return found


def _copy_all(stores: Sequence[Store], kind: str, output: Path, ending: str) -> None:
    """One file of each repository that has it, in a folder of their kind."""
    folder = output / ending.partition(".")[0]
    for at in stores:
        for name in at.folders("repositories"):
            if data := state.file_of(at, name, kind):
                folder.mkdir(exist_ok=True)
                (folder / f"{name}.{ending}").write_bytes(data)


def _found(row: Row) -> Iterator[dict[str, Any]]:
    for each in row.findings:
        whose = {"label": row.result["label"], "owner": row.result.get("owner", "")}
        yield {**whose, **{key: each[key] for key in _FINDING}, "new": each["fingerprint"] in row.new}


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _cell(row.get(column, "")) for column in columns})
    return text.getvalue()


def _cell(value: Any) -> Any:
    """What a spreadsheet shows, and never takes for a formula."""
    if isinstance(value, list):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
