"""Charts as inline SVG, without a script."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from html import escape

from codemods.vocabulary.languages import said
from labs.experiment import Bars, Timeline

WIDTH = 380
LEFT = 130  # room for the names of bars
ROW = 26
BINS = 48
HEIGHT = 150
MARK = 26  # room for a second on the axis
NAME = 65  # room for an event's name
HEAD, FOOT = 30, 40  # for the events' names, and for the axis and the legend


def chart(drawn: Bars | Timeline | None, largest: float, highest: int = 0) -> str:
    """An SVG element, or nothing. largest is the value that the charts of all trees share as the end of their axis, and
    highest the requests that their highest bar stands for, its own without it."""
    if isinstance(drawn, Bars):
        return _bars(drawn, largest)
    return _timeline(drawn, largest, highest) if drawn else ""


def highest(drawn: Sequence[Bars | Timeline | None], end: float) -> int:
    """The requests of the highest bar of all these timelines; 0 where there is none."""
    counts = (_counts(each, end) for each in drawn if isinstance(each, Timeline))
    return max((good[place] + failed[place] for good, failed in counts for place in range(BINS)), default=0)


def _counts(drawn: Timeline, end: float) -> tuple[Counter[int], Counter[int]]:
    step = end / BINS
    good, failed = (Counter(min(BINS - 1, int(at / step)) for at in times) for times in (drawn.good, drawn.failed))
    return good, failed


def largest(drawn: Sequence[Bars | Timeline | None]) -> float:
    """The end of the axis on which all these charts fit: a value for bars, a second for timelines."""
    ends = [0.0]
    for each in drawn:
        if isinstance(each, Bars):
            ends += [*each.values.values(), each.limit or 0]
        elif each:
            ends += [*each.good, *each.failed, *each.events.values()]
    return max(ends) or 1


def _svg(height: float, title: str, content: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )


def _bars(drawn: Bars, end: float) -> str:
    scale = (WIDTH - LEFT - 80) / end
    parts = []
    for place, (name, value) in enumerate(drawn.values.items()):
        y = place * ROW
        text = f"{value:.1f}".removesuffix(".0") + f" {said(drawn.unit)}"
        width = max(1.0, value * scale)
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{escape(said(name))}</text>'
            f'<rect class="bar" x="{LEFT}" y="{y + 4}" width="{width:.1f}" height="{ROW - 8}" rx="2"/>'
            f'<text x="{LEFT + width + 6:.1f}" y="{y + 17}">{escape(text.strip())}</text>'
        )
    height = len(drawn.values) * ROW
    if drawn.limit:
        x, limit = LEFT + drawn.limit * scale, escape(said(drawn.limit_name))
        parts.append(
            f'<line class="limit" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height + 4}"/>'
            f'<text class="limit" x="{x:.1f}" y="{height + 16}" text-anchor="middle">{limit}</text>'
        )
        height += 20
    return _svg(height, ", ".join(f"{said(name)}: {value:g}" for name, value in drawn.values.items()), "".join(parts))


def _timeline(drawn: Timeline, end: float, highest: int) -> str:
    """Requests in each bin of time: the good ones stand on the axis, the failed ones on top of them."""
    step = end / BINS
    good, failed = _counts(drawn, end)
    own = max(good[place] + failed[place] for place in range(BINS)) or 1
    top = highest or own
    width, base = WIDTH / BINS, HEIGHT - FOOT
    parts = []
    for place in range(BINS):
        x, y = place * width, float(base)
        for kind, counts in (("good", good), ("failed", failed)):
            # A single failure must be seen beside hundreds of good answers.
            tall = max(3.0 if kind == "failed" else 0.0, counts[place] / top * (base - HEAD)) if counts[place] else 0.0
            y -= tall
            if tall:
                parts.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width - 1:.1f}" height="{tall:.1f}"/>'
                )
    lines = [at / end * WIDTH for at in drawn.events.values()]
    for number, (name, x) in enumerate(zip(drawn.events, lines, strict=True)):
        y = 10 + 12 * (number % 2)  # names of neighbours stand one above the other
        # Left of its line where the next one, or the edge, would cut it.
        anchor, dx = ("end", -4) if [*lines, WIDTH][number + 1] - x < NAME else ("start", 4)
        parts.append(
            f'<line class="limit" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 8}" y2="{base}"/>'
            f'<text class="limit" x="{x + dx:.1f}" y="{y}" text-anchor="{anchor}">{escape(name)}</text>'
        )
    parts += [
        f'<text class="axis" x="{second / end * WIDTH:.1f}" y="{base + 14}">{second} s</text>'
        for second in range(0, math.ceil(end - 1), 5)
        if WIDTH - second / end * WIDTH > MARK
    ]
    parts.append(
        f'<rect class="good" x="0" y="{HEIGHT - 12}" width="9" height="9"/>'
        f'<text class="axis" x="13" y="{HEIGHT - 4}">{said("answered")}</text>'
        f'<rect class="failed" x="74" y="{HEIGHT - 12}" width="9" height="9"/>'
        f'<text class="axis" x="87" y="{HEIGHT - 4}">{said("failed")}</text>'
        f'<text class="axis" x="{WIDTH}" y="{HEIGHT - 4}" text-anchor="end">'
        f"{said(f'highest bar: {own} requests in {step:.1f} s')}</text>"
    )
    return _svg(HEIGHT, said(f"{len(drawn.good)} good and {len(drawn.failed)} failed requests"), "".join(parts))
