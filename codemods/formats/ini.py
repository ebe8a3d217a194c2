"""ini files (`[section]`, `name = value`): logging's fileConfig, supervisor, uwsgi."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.vocabulary.finding import Span

_SECTION = re.compile(r"\s*\[([^\]]+)\]")
_ENTRY = re.compile(r"([^\s=:#;\[][^=:]*?)\s*[=:]\s*(.*?)\s*$")
_COMMENT = re.compile(r"\s+[;#].*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `name = value`. `span` covers the value, `lines` the whole of its lines with their ends.

    A value may go on in indented lines; the parts are joined by newlines.
    """

    section: str
    name: str
    value: str
    span: Span
    lines: Span


@dataclass(frozen=True, slots=True)
class Document:
    """An ini file: its entries in order, and of each section the span of all its lines, heading included."""

    entries: tuple[Entry, ...]
    sections: dict[str, Span]

    def section(self, name: str) -> dict[str, Entry]:
        """The entries of a section by name."""
        return {each.name: each for each in self.entries if each.section == name}


def parse(text: str) -> Document:
    """Read an ini file; lines of no known form are passed over (so an nginx configuration is an empty document)."""
    entries: list[Entry] = []
    starts: list[tuple[str, int]] = []
    lines = text.splitlines()
    section = ""
    for number, line in enumerate(lines, 1):
        if heading := _SECTION.match(line):
            section = heading[1].strip()
            starts.append((section, number))
        elif (
            line[:1].isspace()
            and line.strip()
            and not line.strip().startswith(("#", ";"))
            and _continues(entries, number)
        ):
            entries[-1] = _longer(entries[-1], line, number)
        elif (entry := _ENTRY.match(line.lstrip())) and section and not line.lstrip().startswith(("#", ";")):
            indent = len(line) - len(line.lstrip())
            value = _COMMENT.sub("", f" {entry[2]}")[1:] if not entry[2].startswith(("#", ";")) else ""
            start = indent + entry.start(2) + 1
            span = Span(number, start, number, start + len(value))
            entries.append(Entry(section, entry[1].strip(), value, span, Span(number, 1, number + 1, 1)))
    starts.append(("", len(lines) + 1))
    sections = {name: Span(start, 1, end, 1) for (name, start), (_, end) in itertools.pairwise(starts)}
    return Document(tuple(entries), sections)


def _continues(entries: list[Entry], number: int) -> bool:
    return bool(entries) and entries[-1].lines.end_line == number


def _longer(entry: Entry, line: str, number: int) -> Entry:
    span = Span(entry.span.line, entry.span.column, number, len(line.rstrip()) + 1)
    lines = Span(entry.lines.line, 1, number + 1, 1)
    return Entry(entry.section, entry.name, f"{entry.value}\n{line.strip()}", span, lines)


def with_comment(lines: Sequence[str], entry: Entry, says: re.Pattern[str]) -> Span:
    """An entry's lines with the one comment over them, where it says what the pattern says and is over nothing else."""
    first, after = entry.lines.line, lines[entry.lines.end_line - 1 : entry.lines.end_line]
    above = lines[first - 2 : first - 1] if first > 1 else []
    before = lines[first - 3 : first - 2] if first > 2 else []
    if not above or not _is_comment(above[0]) or "=" in above[0] or not says.search(above[0]):
        return entry.lines
    # Another setting, or more of the comment, that it may speak of as well.
    shared = any(each.strip() and not _is_comment(each) and not _SECTION.match(each) for each in after)
    return entry.lines if shared or any(map(_is_comment, before)) else replace(entry.lines, line=first - 1)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", ";"))
