"""The report: one page that needs nothing else."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping, Sequence
from html import escape

from codemods.vocabulary.antipatterns import ANTI_PATTERNS, TALK
from codemods.vocabulary.languages import chosen, said, said_by_line
from labs.experiment import NOT_MEASURED, Result
from labs.experiments import EXPERIMENTS
from labs.report.charts import chart, highest, largest
from labs.trees import NAMES

STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b6e3c; --none: #8a5300; --bar: #4a6fa5; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd49b; --none: #ffb74d; --bar: #8fb3e8; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
.lead { font-size: 1.3em; line-height: 1.35; margin: 0 0 1rem; } code { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
border-bottom: 1px solid var(--line); } .harm { color: var(--bad); } .fine { color: var(--good); }
.none { color: var(--none); } .quiet { opacity: .75; font-size: .9em; } .verdict { font-weight: 600; }
.trees { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1.5rem; }
.trees > div { min-width: 0; } .trees h3 { margin: 0 0 .3rem; } pre { overflow: auto; font-size: .8em; }
dl { margin: .8rem 0; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); font-size: .9em; }
dt, dd { margin: 0; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
svg { width: 100%; height: auto; display: block; margin: .5rem 0; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
svg .bar, svg .good { fill: var(--bar); } svg .failed { fill: var(--bad); }
svg line.limit { stroke: currentColor; stroke-dasharray: 4 3; }
svg text.limit, svg text.axis { font-size: 11px; opacity: .75; }
@media (max-width: 44rem) {
  table, tbody, tr, td { display: block; } tr.heads { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .6rem 0; } td { border: 0; padding: .1rem 0; }
  td:first-child { float: left; margin-right: .5em; } td:nth-child(2) { font-weight: 600; }
  td[data-tree]::before { content: attr(data-tree) ": "; color: CanvasText; font-weight: 600; }
}
@media print {
  @page { size: A4; margin: 12mm; }
  :root { color-scheme: light; --bad: #8c1d18; --good: #14532d; --none: #6b4000; --bar: #4a6fa5; }
  body { font-size: 8pt; line-height: 1.25; margin: 0; max-width: none; padding: 0; } a { color: inherit; }
  h2 { margin-top: .5rem; padding-top: .4rem; font-size: 11pt; } p { margin: .2rem 0; } .lead { font-size: 12pt; }
  .trees { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .8rem; } h2, h3 { break-after: avoid; }
  section { break-inside: avoid; }
  .trees > div { break-inside: avoid; }
  svg { max-height: 22mm; } dl { margin: .3rem 0; } dt, dd { padding: .1rem .3rem .1rem 0; }
  th, td { padding: .2rem .4rem; }
}
"""
SIGNS = {"harm": "✗", "no harm": "✓", "not measured": "?"}
# The languages that have pages of the workshop.
PAGES = {"en": "en", "ja": "ja"}
CLASSES = {"harm": "harm", "no harm": "fine", "not measured": "none"}


def page(results: Sequence[Result], findings: Mapping[str, Mapping[int, int]], runtime: str) -> str:
    """The whole document: the scoreboard, then each experiment with its figures and charts. runtime is what ran."""
    numbers = list(dict.fromkeys(result.number for result in results))
    sections = [_section(number, [each for each in results if each.number == number]) for number in numbers]
    return (
        f'<!doctype html>\n<html lang="{chosen()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said('operable: what the experiments measured')}</title><style>{STYLE}</style></head><body>"
        f"<h1>{said('What the experiments measured')}</h1>"
        f'<p class="lead">{escape(_headline(results))}</p><p>{_introduction()}</p>'
        f'<p class="quiet">{_circumstances(results, runtime)}</p>'
        f"{_scoreboard(numbers, results, findings)}{''.join(sections)}</body></html>\n"
    )


def _headline(results: Sequence[Result]) -> str:
    """The one sentence to take away."""
    of = len({result.number for result in results})
    counts = {name: [each.verdict for each in results if each.tree == name] for name in NAMES}
    before, migrated, after = (counts[name].count("harm") for name in NAMES)
    unmeasured = sum(verdicts.count(NOT_MEASURED) for verdicts in counts.values())
    told = said(
        f"before is harmed in {before} of {of} experiments; what the codemods make of it in {migrated}, "
        f"and after in {after}."
    )
    return told + (" " + said(f"{unmeasured} could not be measured.") if unmeasured else "")


def _verdict(result: Result) -> str:
    """In a sign and a word: colour alone tells nothing to some, and on paper."""
    return f'<span class="verdict">{SIGNS[result.verdict]} {escape(said(result.verdict))}</span>'


def _introduction() -> str:
    text = (
        "One bookshop with all eight anti-patterns (before), what the codemods made of it (migrated), and the same "
        f"shop written without them (after). The eight are from {TALK}."
    )
    return escape(said(text))


def _circumstances(results: Sequence[Result], runtime: str) -> str:
    what = {"process": "plain processes", "docker": "containers of a Docker engine"}[runtime]
    return said(
        f"Replicas were {what}, with a real PostgreSQL, object store and load balancer; "
        f"{sum(result.seconds for result in results):.0f} s on {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {time.strftime('%Y-%m-%d %H:%M')}."
    )


def _scoreboard(numbers: Sequence[int], results: Sequence[Result], findings: Mapping[str, Mapping[int, int]]) -> str:
    cells = {(result.number, result.tree): result for result in results}
    rows = []
    for number in numbers:
        row = "".join(_cell(cells[number, name], findings[name].get(number, 0)) for name in NAMES)
        title = said(ANTI_PATTERNS[number].title)
        rows.append(f'<tr><td>{number}</td><td><a href="#e{number}">{title}</a></td>{row}</tr>')
    heads = "".join(f"<th>{name}</th>" for name in (said("anti-pattern"), *NAMES))
    return f'<div class="wide"><table><tr class="heads"><th></th>{heads}</tr>{"".join(rows)}</table></div>'


def _cell(result: Result, findings: int) -> str:
    count = f'<br><span class="quiet">{said(f"{findings} finding" + "s" * (findings != 1))}</span>' if findings else ""
    figure = f": {escape(said(result.cell))}" if result.cell != result.verdict else ""
    told = f"{_verdict(result)}{figure}{count}"
    return f'<td data-tree="{escape(result.tree)}" class="{CLASSES[result.verdict]}">{told}</td>'


def _section(number: int, results: Sequence[Result]) -> str:
    experiment, row = EXPERIMENTS[number], ANTI_PATTERNS[number]
    drawn = [result.outcome.chart for result in results if result.outcome]
    end = largest(drawn)
    top = highest(drawn, end)
    imitated = f'<p class="quiet">{escape(said(experiment.imitated))}</p>' if experiment.imitated else ""
    return (
        f'<section><h2 id="e{number}">{number} {said(row.title)}</h2><p><b>{escape(said(experiment.question))}</b></p>'
        f"<p>{escape(said(row.why))} {escape(said(row.remedy))}</p>"
        f"<p>{escape(said(f'Claim: {experiment.claim}'))}</p>{imitated}"
        f'<div class="trees">{"".join(_tree(result, end, top) for result in results)}</div>{_further(number)}</section>'
    )


def _further(number: int) -> str:
    """The page of the workshop, and the commands that explain and show what the codemods change."""
    page = f"pages/{PAGES.get(chosen(), 'en')}/{number}-{ANTI_PATTERNS[number].slug}.md"
    explain = f"python -m codemods explain {number}"
    diff = f"python -m codemods apply before --unsafe --select {number} --diff"
    return (
        f'<p class="quiet"><a href="{page}">{escape(said("The page of the workshop"))}</a> · '
        f"{escape(said('why, and how to fix it'))}: <code>{explain}</code> · "
        f"{escape(said('line by line'))}: <code>{diff}</code></p>"
    )


def _tree(result: Result, end: float, top: int) -> str:
    head = f'<h3>{escape(result.tree)} <span class="{CLASSES[result.verdict]}">{_verdict(result)}</span></h3>'
    if result.outcome is None:
        return f"<div>{head}<pre>{escape(said_by_line(result.said or result.error[-3000:]))}</pre></div>"
    figures = "".join(
        f"<dt>{escape(said(each.name))}</dt>"
        f"<dd{' class=harm' if each.harm else ''}>{'✗ ' * each.harm}{_breakable(said(each.text))}</dd>"
        for each in result.outcome.figures
    )
    return f"<div>{head}{chart(result.outcome.chart, end, top)}<dl>{figures}</dl></div>"


def _breakable(text: str) -> str:
    """The names of settings may be broken at their underscores."""
    return escape(text).replace("_", "_<wbr>")
