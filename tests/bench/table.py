"""Figures as Markdown, and where they go in docs/speed.md."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.bench.files import Size
from tests.bench.measure import Figures
from tests.bench.profile import Profile
from tests.bench.service import Measured, paired
from tests.bench.wheel import Wheel

BEGIN, END = "<!-- bench:begin -->\n", "<!-- bench:end -->\n"


def short(value: float) -> str:
    """Three digits: 0.0412, 3.14, 52.1, 163, 1,234."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{4 - sum(value >= limit for limit in (100, 10, 1, 0.1))}f}"


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    line = lambda cells: f"| {' | '.join(cells)} |"  # noqa: E731
    rule = "|".join(["", "---", *["--:"] * (len(header) - 1), ""])
    return "\n".join([line(header), rule, *map(line, rows)]) + "\n"


def commands(
    found: Mapping[str, Figures | str], against: Mapping[str, str], files: int, versions: Mapping[str, str]
) -> str:
    """A row for each command: its figures, and its time as a multiple of our own command's that is like it.

    Where `found` has a text in place of figures, it says why there are none. `versions` are notes on a name's program.
    """
    rows = []
    for name, each in found.items():
        shown = f"{name} ({versions[name]})" if name in versions else name
        if isinstance(each, str):
            rows.append([shown, each, "", "", "", ""])
            continue
        if each.files is not None and each.files != files:
            shown += f"; read {each.files:,} of {files:,} files"
        base = found.get(against.get(name, ""))
        ratio = short(each.seconds / base.seconds) if isinstance(base, Figures) else ""
        rows.append([shown, *_cells(each), ratio])
    header = ["command", "runs", "wall, s", "CPU, s", "memory, MB"]
    if not against:
        return markdown(header, [row[:-1] for row in rows])
    return markdown([*header, "time, our `check` = 1"], rows)


def profile(found: Profile) -> str:
    """A row for each kind of work; the last line says how much had to be parsed."""
    total = sum(found.seconds.values())
    rows = [[what, short(seconds), f"{seconds / total:.0%}"] for what, seconds in found.seconds.items()]
    parsed = f"{found.parsed:,} of {found.files:,} files, {found.parsed_bytes / 1e6:.1f} of {found.bytes / 1e6:.1f} MB"
    return markdown(["", "CPU, s", "share"], rows) + f"\nParsed: {parsed}.\n"


def growth(found: Sequence[tuple[Size, Figures | str]]) -> str:
    """A row for each size; the last column is 1 where the time grows as the lines do since the row above."""
    rows: list[list[str]] = []
    before: tuple[Size, Figures] | None = None
    for size, each in found:
        cells = [f"{size.lines:,}", f"{size.files:,}"]
        if isinstance(each, str):
            rows.append([*cells, each, "", "", "", ""])
            before = None
            continue
        ratio = short((each.seconds / before[1].seconds) / (size.lines / before[0].lines)) if before else ""
        rows.append([*cells, *_cells(each), ratio])
        before = size, each
    header = ["lines", "files", "runs", "wall, s", "CPU, s", "memory, MB", "time by lines, the row above = 1"]
    return markdown(header, rows)


def _cells(each: Figures) -> list[str]:
    return [str(each.runs), short(each.seconds), short(each.cpu), f"{each.megabytes:,.0f}"]


def service(found: Mapping[str, Measured]) -> str:
    """A column for each service, and the ratios to the first."""
    (first, base), *others = found.items()
    kinds = {
        "requests a second": ("rate", 1.0),
        "99 % answered within, ms": ("p99", 1000.0),
        "start to first good answer, s": ("ready", 1.0),
        "memory under load, MB": ("memory", 1.0),
    }
    rows = []
    for name, (kind, unit) in kinds.items():
        row = [name, short(statistics.median(getattr(base, kind)) * unit)]
        for _, each in others:
            row.append(short(statistics.median(getattr(each, kind)) * unit))
            row.append(short(paired(getattr(each, kind), getattr(base, kind))))
        rows.append(row)
    rows.append(["failed requests", str(base.failed), *(cell for _, each in others for cell in (str(each.failed), ""))])
    rows.append(["image, MB", *_images(base, [each for _, each in others])])
    return markdown(["", first, *(cell for name, _ in others for cell in (name, "ratio"))], rows)


def wheel(found: Wheel) -> str:
    """What is downloaded, what is installed, and how long a start takes."""
    bare, command, check = found.seconds
    largest = ", ".join(
        f"{name} {short(each / 1e6)}" for name, each in sorted(found.needs.items(), key=lambda each: -each[1])[:3]
    )
    rows = [
        ["the wheel, MB", short(found.packed / 1e6)],
        ["installed, MB", short(found.unpacked / 1e6)],
        [f"{len(found.needs)} distributions that it needs ({largest}), MB", short(sum(found.needs.values()) / 1e6)],
        ["a start of Python, s", short(bare)],
        ["import of the command line besides, s", short(command - bare)],
        ["import of what `check` loads first besides, s", short(check - bare)],
    ]
    return markdown(["", "figure"], rows)


def _images(base: Measured, others: Iterable[Measured]) -> list[str]:
    cells = [_shown(base.image)]
    for each in others:
        both = isinstance(each.image, float) and isinstance(base.image, float)
        cells += [_shown(each.image), short(each.image / base.image) if both else ""]  # type: ignore[operator]
    return cells


def _shown(image: str | float) -> str:
    return image if isinstance(image, str) else short(image)


def publish(page: Path, text: str) -> None:
    """Put the text between the marks. Raises ValueError where there are none."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page.name} lacks {BEGIN.strip()} and {END.strip()}")
    page.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")
