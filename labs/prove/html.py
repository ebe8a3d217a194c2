"""What was proved, as one page that needs nothing else."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Sequence
from html import escape

from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.languages import chosen, said, said_by_line
from labs.prove.comparison import Row
from labs.prove.report import Proof
from labs.prove.trials import TRIALS
from labs.prove.vocabulary import Verdict
from labs.report.charts import chart, largest
from labs.report.html import STYLE

CLASSES = {"harmed": "harm", "not harmed": "fine", "not applicable": "quiet", "could not run": "none",
           "better": "fine", "worse": "harm"}  # fmt: skip

# A digest is one long word; four columns have to fit a phone.
MORE_STYLE = (
    "code,.digest{overflow-wrap:anywhere}"
    "tr.verdict td{font-weight:bold;font-size:inherit;border-top:2px solid var(--line)}"
    "@media(max-width:600px){td,th{padding:.25em .35em;font-size:.8em;overflow-wrap:anywhere}"
    "td.change{white-space:nowrap;overflow-wrap:normal}}"
)


def page(proofs: Sequence[Proof], rows: Sequence[Row] = ()) -> str:
    """The whole document: what was run, the comparison where there are two trees, each experiment with its charts."""
    title = escape(said(f"What was measured on {proofs[0].name}"))
    numbers = [each.number for each in proofs[0].verdicts]
    sections = [_section(number, proofs) for number in numbers]
    now = time.strftime("%Y-%m-%d %H:%M")
    seconds = sum(each.seconds for proof in proofs for each in proof.verdicts)
    return (
        f'<!doctype html>\n<html lang="{chosen()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>operable: {title}</title><style>{STYLE}{MORE_STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="quiet">{said(f"{seconds:.0f} s on {os.cpu_count()} cores, {platform.system()}, {now}.")}</p>'
        f"{''.join(map(_profile, proofs))}{_comparison(rows)}"
        f"{''.join(sections)}{''.join(map(_findings, proofs))}</body></html>\n"
    )


def _profile(proof: Proof) -> str:
    asked = ", ".join(dict.fromkeys(step.text for step in proof.steps))
    asked = escape(said(f"asked: {asked}."))
    return (
        f"<p><b>{escape(proof.name)}</b>: <code>{escape(proof.profile.start)}</code>; {asked}<br>"
        f'<span class="quiet digest">sha256 {proof.digest}</span></p>'
    )


def _comparison(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    worse = sum(row.change == "worse" for row in rows)
    told = said(f"{worse} figures are worse." if worse else "No figure is worse.")
    head = "<tr><th></th><th></th><th>before</th><th>after</th><th></th></tr>"
    verdict = f"<p{' class=harm' if worse else ''}><b>{told}</b></p>"
    return f'{verdict}<div class="wide"><table>{head}{"".join(map(_row, rows))}</table></div>'


def _row(row: Row) -> str:
    change = f'<td class="change {CLASSES.get(row.change, "")}">{said(row.change)}</td>'
    if row.name != "verdict":
        cells = (f"<td>{escape(said(each))}</td>" for each in ("", row.name, row.before, row.after))
        return f"<tr>{''.join(cells)}{change}</tr>"
    verdicts = (f'<td class="{CLASSES[each]}">{said(each)}</td>' for each in (row.before, row.after))
    title = f'<a href="#e{row.number}">{escape(said(ANTI_PATTERNS[row.number].title))}</a>'
    return f'<tr class="verdict"><td>{row.number}</td><td>{title}</td>{"".join(verdicts)}{change}</tr>'


def _section(number: int, proofs: Sequence[Proof]) -> str:
    trial, row = TRIALS[number], ANTI_PATTERNS[number]
    found = [(proof.name, each) for proof in proofs for each in proof.verdicts if each.number == number]
    end = largest([each.chart for _, each in found])
    imitated = f'<p class="quiet">{escape(said(trial.imitated))}</p>' if trial.imitated else ""
    return (
        f'<h2 id="e{number}">{number} {said(row.title)}</h2><p><b>{escape(said(trial.question))}</b></p>'
        f"<p>{escape(said(row.why))} {escape(said(row.remedy))}</p><p>{escape(said(f'Claim: {trial.claim}'))}</p>"
        f"{imitated}"
        f'<div class="trees">{"".join(_tree(name, each, end) for name, each in found)}</div>'
    )


def _tree(name: str, verdict: Verdict, end: float) -> str:
    head = f'<h3>{escape(name)} <span class="{CLASSES[verdict.verdict]}">{said(verdict.verdict)}</span></h3>'
    if verdict.why:
        return f"<div>{head}<pre>{escape(said_by_line(verdict.why[-3000:]))}</pre></div>"
    figures = "".join(
        f"<dt>{escape(said(each.name))}</dt><dd{' class=harm' if each.harm else ''}>{escape(said(each.text))}</dd>"
        for each in verdict.figures
    )
    return f"<div>{head}{chart(verdict.chart, end)}<dl>{figures}</dl></div>"


def _findings(proof: Proof) -> str:
    if not proof.confirmed and not proof.missed:
        return ""
    seen = "".join(
        f"<tr><td>{escape(each['rule'])}</td><td>{escape(each['path'])}:{each['line']}</td>"
        f"<td>{escape(each['event'] or said('not seen in this run'))}</td></tr>"
        for each in proof.confirmed
    )
    head = "".join(f"<th>{said(each)}</th>" for each in ("rule", "place", "seen"))
    missed = "".join(f"<li>{escape(each['event'])} ({escape(each['where'])})</li>" for each in proof.missed)
    return (
        f"<h2>{escape(said(f'Findings of check on {proof.name}'))}</h2>"
        f'<div class="wide"><table><tr>{head}</tr>{seen}</table></div>'
        + (f"<p>{said('Seen, and explained by no finding (possible misses):')}</p><ul>{missed}</ul>" if missed else "")
    )
