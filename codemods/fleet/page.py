"""The report as one HTML page that needs nothing else; of thousands of rows it draws those that are in sight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from codemods.engine.registry import rules
from codemods.vocabulary.antipatterns import ANTI_PATTERNS

# A sum's table is cut here; what is left out is said in its last row, and stands in report.json.
_MOST = 12
_COLUMNS: tuple[dict[str, Any], ...] = (
    {"title": "Repository"},
    {"title": "Owner"},
    {"title": "Status"},
    {"title": "Python"},
    {"title": "Findings", "number": True},
    {"title": "New", "number": True, "mark": "new"},
    {"title": "Gone", "number": True, "mark": "gone"},
    {"title": "Patches", "number": True},
)
_COSTS: tuple[dict[str, Any], ...] = ({"title": "CPU s", "number": True}, {"title": "MB", "number": True})
_WHY = {"title": "Why it failed, or its proof"}
_FINDINGS = 4


class _Page(Template):
    """JavaScript has a use of its own for the dollar."""

    delimiter = "§"


def render(document: Mapping[str, Any], spent: Mapping[str, Any] | None) -> str:
    """The page of report.json, with what it took where that is wanted."""
    summary = document["summary"]
    columns = [*_COLUMNS, *(_COSTS if spent else ()), _WHY]
    return _Page((Path(__file__).parent / "page.html").read_text(encoding="utf-8")).substitute(
        count=f"{summary['repositories']:,}",
        title=escape(_title(summary)),
        sentence=escape(_sentence(summary)),
        spent=escape(_spent(spent)) if spent else "",
        sums="".join(_sums(summary)),
        costs="5rem 4.5rem" if spent else "",
        columns=_script(columns),
        sorted=_FINDINGS,
        data=_script([_cells(row, spent) for row in document["repositories"]]),
    )


def _title(summary: Mapping[str, Any]) -> str:
    return f"{summary['findings']:,} findings in {summary['repositories']:,} repositories"


def _sentence(summary: Mapping[str, Any]) -> str:
    counts = [f"{count:,} {status}" for status, count in summary["by_status"].items()]
    parts = [", ".join(counts)] if counts else []
    if summary["not_run"]:
        parts.append(f"{len(summary['not_run']):,} not run yet")
    since = f"Since the commit before: {summary['new']:,} new, {summary['gone']:,} gone."
    return f"{'; '.join(parts)}. {since}"


def _spent(spent: Mapping[str, Any]) -> str:
    seconds = spent["processor_seconds"]
    return f"It took {seconds:,.0f} s of processor time; the largest process held {spent['peak_mb']:,.0f} MB."


def _sums(summary: Mapping[str, Any]) -> list[str]:
    patterns = {
        f"{number} {row.title}": summary["by_anti_pattern"].get(str(number), 0) for number, row in ANTI_PATTERNS.items()
    }
    known = rules()
    named = {f"{code} {known[code].name}" if code in known else code: n for code, n in summary["by_rule"].items()}
    owners = {owner or "(nobody)": count for owner, count in summary["by_owner"].items()}
    pythons = {version or "(not said)": count for version, count in summary["by_python"].items()}
    return [
        _sum("By anti-pattern", list(patterns.items())),
        _most("By rule", named),
        _most("By owner", owners),
        _most("Repositories by Python", pythons),
    ]


def _most(title: str, counts: Mapping[str, int]) -> str:
    """The largest counts, and the others as one row without a bar."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    shown, rest = ordered[:_MOST], ordered[_MOST:]
    return _sum(title, shown, _row(f"{len(rest):,} more", sum(count for _, count in rest)) if rest else "")


def _sum(title: str, counts: list[tuple[str, int]], rest: str = "") -> str:
    most = max((count for _, count in counts), default=0) or 1
    rows = "".join(_row(name, count, _bar(count / most)) for name, count in counts)
    return f"<section><h2>{title}</h2><table>{rows}{rest}</table></section>"


def _row(name: str, count: int, bar: str = "") -> str:
    return f"<tr><td>{escape(name)}<td>{count:,}<td>{bar}"


def _bar(share: float) -> str:
    return f'<div class="bar" style="width:{100 * share:.0f}%"></div>'


def _cells(row: Mapping[str, Any], spent: Mapping[str, Any] | None) -> dict[str, Any]:
    cost = (spent or {}).get("repositories", {}).get(row["name"], {})
    costs = [cost.get("processor_seconds", ""), cost.get("peak_mb", "")] if spent else []
    cells = [
        row["label"], row["owner"], row["status"], row["python"], row["findings"], row["new"], row["gone"],
        len(row["patches"]), *costs, row["why"] or row["proof"],
    ]  # fmt: skip
    named = " ".join(f"{code}:{count}" for code, count in row["by_rule"].items())
    sarif = f"sarif/{quote(row['name'])}.sarif" if row["status"] == "checked" else ""
    return {"cells": cells, "rules": named, "sarif": sarif}


def _script(value: Any) -> str:
    """JSON that can stand in a script: no label ends it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
