"""The console of the labs: rich's, which breaks lines at spaces only and cuts what has none, taught Japanese."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

from codemods.reports.wrapping import breaks
from codemods.vocabulary.languages import ENGLISH, chosen

# A column that holds text without spaces gets no narrower.
NARROWEST = 10


class _Wide(Text):
    """Text that wraps where Japanese may be broken."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        lines = Lines()
        for line in self.split("\n", allow_blank=True):
            for part in line.divide(breaks(line.plain, width)):
                part.rstrip()
                lines.append(part)
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = max(map(cell_len, self.plain.splitlines()), default=0)
        return Measurement(min(NARROWEST, widest), widest)


class WideConsole(Console):
    """A console whose texts are wrapped as the chosen language wants it."""

    def render_str(self, text: str, **options: Any) -> Text:
        made = super().render_str(text, **options)
        if chosen() == ENGLISH:
            return made
        return _Wide(made.plain, made.style, justify=made.justify, overflow=made.overflow, spans=made.spans)
