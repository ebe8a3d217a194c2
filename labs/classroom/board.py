"""The class on one page: what was predicted beside what was measured, and who has passed what."""

from __future__ import annotations

import http.server
import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import chosen, said
from labs.classroom import progress
from labs.experiments import EXPERIMENTS

STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #1b6e3c; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --good: #7bd49b; --bad: #ff8a80; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 80rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } .passed { color: var(--good); } .not-yet { color: var(--bad); }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid var(--line); }
tbody th { overflow-wrap: anywhere; min-width: 5.5em; } .quiet { opacity: .75; font-size: .9em; }
h3, h4 { margin: 1rem 0 .2rem; } h4 { font-weight: normal; }
ul { list-style: none; margin: 0; padding: 0; gap: 0 1.2rem; display: grid;
grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); } li { border-bottom: 1px solid var(--line);
display: flex; justify-content: space-between; gap: .6rem; } li b { overflow-wrap: anywhere; min-width: 0; }
li span { white-space: nowrap; }
@media (max-width: 60rem) { .word { display: none; } th, td { padding: .3rem .45rem; } }
@media print {
  @page { size: A4; margin: 12mm; } body { font-size: 9pt; line-height: 1.3; margin: 0; max-width: none; padding: 0; }
  :root { color-scheme: light; --good: #14532d; --bad: #8c1d18; } h2, h3, h4 { break-after: avoid; }
  th, td { padding: .15rem .4rem; } tr, li { break-inside: avoid; } ul { grid-template-columns: repeat(5, 1fr); }
}
"""
SIGNS = {"passed": "✓", "not yet": "✗"}


def read(files: Sequence[Path]) -> tuple[list[dict[str, Any]], list[str]]:
    """What each file (or each .json of a folder) tells, and those that tell nothing, with why."""
    told, unread = [], []
    for file in [each for path in files for each in (sorted(path.glob("*.json")) if path.is_dir() else [path])]:
        try:
            told.append(_checked(json.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            unread.append(f"{file.name}: {error}")
    return told, unread


def _checked(known: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that a page shows, with the types that they must have. Raises ValueError and its like."""
    if known["version"] != 1:
        raise ValueError("another version")
    experiments = {}
    for number, entry in known["experiments"].items():
        numbers = {each: _numbers(entry.get(each, {})) for each in ("predicted", "measured")}
        own = entry.get("own")
        experiments[str(int(number))] = {**numbers, "own": own and {"passed": bool(own["passed"])}}
    return {"version": 1, "name": str(known["name"])[:40], "experiments": experiments}


def _numbers(told: Mapping[str, Any]) -> dict[str, float]:
    return {str(figure): float(value) for figure, value in told.items()}


def page(told: Sequence[Mapping[str, Any]], unread: Sequence[str] = (), refresh: int = 0) -> str:
    """The document. refresh is after how many seconds a browser asks again; 0 for a file that stays."""
    again = f'<meta http-equiv="refresh" content="{refresh}">' if refresh else ""
    wrong = "".join(f'<p class="not-yet">{escape(line)}</p>' for line in unread)
    return (
        f'<!doctype html>\n<html lang="{chosen()}"><head><meta charset="utf-8">{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said('The board')}</title><style>{STYLE}</style></head><body><h1>{said('The board')}</h1>{wrong}"
        f"<h2>{said('Who has passed what')}</h2>{_passed(told)}"
        f"<h2>{said('Predicted and measured')}</h2>{_predictions(told)}</body></html>\n"
    )


def _passed(told: Sequence[Mapping[str, Any]]) -> str:
    """A row for each attendee. What is narrow has the numbers and signs alone."""
    heads = "".join(
        f'<th>{number} <span class="word">{said(ANTI_PATTERNS[number].title)}</span></th>' for number in EXPERIMENTS
    )
    rows = "".join(
        f"<tr><th>{escape(known['name'])}</th>"
        + "".join(_own(progress.own(known, number)) for number in EXPERIMENTS)
        + "</tr>"
        for known in told
    )
    return f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _own(state: str) -> str:
    if not state:
        return "<td>-</td>"
    word = said(state)
    return (
        f'<td class="{state.replace(" ", "-")}"><span title="{word}">{SIGNS[state]}</span> '
        f'<span class="word">{word}</span></td>'
    )


def _predictions(told: Sequence[Mapping[str, Any]]) -> str:
    """Question after question, with all who have something to say to it."""
    known = [(each["name"], progress.rows(each)) for each in told]
    parts, last = list[str](), 0
    for place, (number, figure, _, _, unit) in enumerate(progress.rows({"experiments": {}})):
        if number != last:
            parts.append(f"<h3>{number} {said(ANTI_PATTERNS[number].title)}</h3>")
        last = number
        answers = [(name, *rows[place][2:4]) for name, rows in known]
        items = "".join(
            f"<li><b>{escape(name)}</b> <span>{_shown(predicted)} → {_shown(measured)}</span></li>"
            for name, predicted, measured in answers
            if (predicted, measured) != (None, None)
        )
        parts.append(f'<h4>{said(figure)} <span class="quiet">{said(unit)}</span></h4><ul>{items}</ul>')
    return "".join(parts)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def serve(made: Callable[[], str], host: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server that makes the page anew for each visit; it listens when this returns. Raises OSError."""

    class Visit(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = made().encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return http.server.ThreadingHTTPServer((host, port), Visit)
