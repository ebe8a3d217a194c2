"""Text broken into lines of so many columns, where Chinese and Japanese characters take two and need no space."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from unicodedata import category

from rich.cells import cell_len

# No line begins with closing and other punctuation nor with these, and none ends with an opening mark.
_SMALL = "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々%"
_CLOSING, _OPENING = ("Pe", "Pf", "Po"), ("Ps", "Pi")
# A word of narrow characters, one wide character, or spaces; `code` stays on one line as far as it has no space.
_PART = re.compile(r" +|[\u0021-\u2e7f]+|[^ ]")


def wrapped(text: str, columns: int) -> str:
    """One paragraph in lines of at most so many columns, longer only where a word without a break is."""
    text = " ".join(text.split())
    ends = [0, *breaks(text, columns), len(text)]
    return "\n".join(text[start:end].rstrip() for start, end in itertools.pairwise(ends))


def breaks(text: str, columns: int) -> list[int]:
    """Where its lines begin, but for the first; the spaces before a break belong to the line that ends there."""
    found, start, place = [], 0, 0
    for word in _words(text):
        if not word.isspace() and place > start and cell_len(text[start:place] + word) > columns:
            found.append(place)
            start = place
        place += len(word)
    return found


def _words(text: str) -> Iterator[str]:
    """What must not be broken: closing marks cling to what is before them, opening ones to what follows."""
    held = ""
    for part in _PART.findall(text):
        if held and (part[0] in _SMALL or category(part[0]) in _CLOSING or category(held[-1]) in _OPENING):
            held += part
            continue
        if held:
            yield held
        held = part
    if held:
        yield held
