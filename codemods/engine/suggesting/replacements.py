"""The lines that differ between two texts, as a tool puts them into a file."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

# A line ends as editors and SARIF have it; what Python takes for an end besides is part of its line.
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True, slots=True)
class Replacement:
    """The lines from `line` on and before `end` (counted from 1; equal: nothing is taken away) become `text`."""

    path: str
    line: int
    end: int
    text: str


def split(text: str) -> list[str]:
    """The lines with their ends."""
    return _LINE.findall(text)


def replacements(path: str, old: str, new: str) -> list[Replacement]:
    """What makes the new text of the old one, in the order of the lines."""
    before, after = split(old), split(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        Replacement(path, start + 1, end + 1, "".join(after[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def joined(parts: list[Replacement], old: str) -> Replacement:
    """One replacement that does what all of a file's do; it takes some lines away, and puts some in."""
    lines = split(old)
    first, last = parts[0].line, parts[-1].end
    text, at = "", first
    for each in parts:
        text += "".join(lines[at - 1 : each.line - 1]) + each.text
        at = each.end
    # A reader of "no lines" or "an empty line" must not guess: with a neighbour there is no doubt.
    while (first == last or not text.strip("\r\n")) and (last <= len(lines) or first > 1):
        if last <= len(lines):
            text, last = text + lines[last - 1], last + 1
        else:
            text, first = lines[first - 2] + text, first - 1
    return Replacement(parts[0].path, first, last, text)
