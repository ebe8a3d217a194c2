"""Findings as one HTML page that needs nothing else: to read, to filter, to send to somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from codemods.reports.text import plural, printable
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Finding

if TYPE_CHECKING:
    from codemods.engine.checking import Checking

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>operable: {title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8884; --dim: #777; --safe: #2a7a3b; --unsafe: #b26a00; --none: #a3348f }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1.1rem; margin-top: 2rem }}
code, pre {{ font: 14px/1.45 ui-monospace, monospace }}
pre {{ overflow-x: auto; padding: .5rem .8rem; background: #8881; border-radius: .3rem; margin: .4rem 0 }}
pre i {{ color: var(--dim); font-style: normal; user-select: none }}
article {{ border-top: 1px solid var(--line); padding: .8rem 0 }}
.where {{ overflow-wrap: anywhere }} .dim {{ color: var(--dim) }}
.safe {{ color: var(--safe) }} .unsafe {{ color: var(--unsafe) }} .none {{ color: var(--none) }}
form {{ display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0 }}
input, select {{ font: inherit; padding: .2rem .4rem }} input {{ flex: 1 }}
</style>
<h1>{title}</h1>
<p>{summary}</p>
<form>
<input type="search" id="words" aria-label="Filter by words" placeholder="Filter by words: a path, a rule, …">
<select id="kind" aria-label="Filter by fix">
<option value="">every fix</option>
<option value="safe">safe</option><option value="unsafe">unsafe</option><option value="none">by hand</option>
</select>
</form>
{sections}
{problems}
<script>
const words = document.getElementById("words"), kind = document.getElementById("kind");
function filter() {{
  const wanted = words.value.toLowerCase().split(/\\s+/);
  for (const each of document.querySelectorAll("article")) {{
    const text = each.textContent.toLowerCase();
    each.hidden = (kind.value && each.dataset.fix !== kind.value) || !wanted.every(word => text.includes(word));
  }}
  for (const each of document.querySelectorAll("section"))
    each.hidden = !each.querySelector("article:not([hidden])");
}}
words.addEventListener("input", filter);
kind.addEventListener("change", filter);
document.querySelector("form").addEventListener("submit", event => event.preventDefault());
</script>
</html>"""

_FIX = {"safe": "safe fix", "unsafe": "unsafe fix", "none": "by hand"}


def render(reports: Sequence[Checking]) -> str:
    """The page, all text escaped and secrets masked."""
    found = [(report, each) for report in reports for each in report.checked.findings]
    files = sum(report.checked.files for report in reports)
    kind = reports[0].kind if reports else ""
    safeties = Counter(each.safety.value for _, each in found)
    summary = ", ".join(f"{safeties[name]:,} {words}" for name, words in _FIX.items()) if found else "Nothing to do."
    return _PAGE.format(
        title=f"{plural(len(found), f'{kind}finding')} in {plural(files, 'file')}",
        summary=escape(summary),
        sections="\n".join(_section(number, found) for number in sorted({each.anti_pattern for _, each in found})),
        problems="\n".join(_problems(reports)),
    )


def _section(number: int, found: list[tuple[Checking, Finding]]) -> str:
    row = ANTI_PATTERNS[number]
    mine = [each for each in found if each[1].anti_pattern == number]
    articles = "\n".join(_article(report, finding) for report, finding in mine)
    head = f"<h2>{number} {escape(row.title)} <span class=dim>{len(mine):,}</span></h2>"
    return f"<section>\n{head}\n<p>{escape(row.why)} {escape(row.remedy)}</p>\n{articles}\n</section>"


def _article(report: Checking, finding: Finding) -> str:
    fix = finding.safety.value
    lines = report.excerpts[finding.identity].lines
    code = "\n".join(
        f"<i>{number:>5} </i>{escape(printable(line))}" for number, line in enumerate(lines, finding.span.line)
    )
    where = f"{printable(report.request.shown(finding.path))}:{finding.span.line}:{finding.span.column}"
    return (
        f'<article data-fix="{fix}"><div class=where><code>{escape(where)}</code> <b>{finding.rule}</b> '
        f"{escape(printable(finding.message))} <span class={fix}>{_FIX[fix]}</span></div>"
        f"\n<pre>{code}</pre>\n<div>{escape(printable(finding.remedy))}</div></article>"
    )


def _problems(reports: Sequence[Checking]) -> Iterator[str]:
    notes = [
        f"<li><code>{escape(printable(report.request.shown(each.path)))}:{each.line}</code> "
        + escape(printable(each.message))
        for report in reports
        for each in report.checked.notes
    ]
    if notes:
        yield from ("<h2>Notes</h2>", "<ul>", *notes, "</ul>")
