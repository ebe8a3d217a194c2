"""A file's bytes as one may search them for names and values: where these are spelled otherwise, as the parser reads.

Python has many spellings of one thing: `"\\x70assword"`, `"pass" "word"`, letters of full width, UTF-7. A file that
may hold one is searched as it is and as `ast` writes it. What makes a file such a one is a rough guess: it may be
too many.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.analysis.source import SourceFile

_GAP = rb"(?:[\s\\]|#[^\n]*\n)*"
# An escape for a printable character of ASCII, or for anything by its name.
_ESCAPE = re.compile(rb"\\(?:x[2-7]|u00[2-7]|U000000[2-7]|N\{|0?[4-7][0-7]|1[0-7][0-7])")
# What one string, or one line of it, begins and the next one ends: a word, or the sign between a scheme and a host.
_HALVED = re.compile(rb"[\"'](?<=[\w:/].)(?:[\"']{0,2}%s[A-Za-z]{0,2}[\"']){1,4}[\"']{0,2}[\w:/]" % _GAP)
_CONTINUED = re.compile(rb"\\\r?\n(?<=[^\s\\]..)[^\s]|\\\r?\n(?<=[^\s\\]...)[^\s]", re.DOTALL)
_BREAKS = re.compile(rb"\r(?!\n)|[\f\v]")
_CODING = re.compile(rb"\A(?:[^\n]*\n)?[^\n]*#[^\n]*coding[:=](?![ \t]*(?:utf-?8|ascii)\b)", re.IGNORECASE)
# An import behind another statement on its line.
_BEHIND = re.compile(rb"[;:][ \t]*(?:from|import)[ \t]")
_MARK = b"\xef\xbb\xbf"


def spelled(file: SourceFile) -> bytes:
    """The file's bytes, and behind them its code as `ast` writes it where that may hold other words."""
    cached: bytes | None = file.__dict__.get("_spelled")
    if cached is None:
        cached = file.data
        if file.kind == "python" and _is_odd(file.data) and (text := _unparsed(file)):
            cached += b"\n" + text
        file.__dict__["_spelled"] = cached
    return cached


def _is_odd(data: bytes) -> bool:
    return (
        data.startswith(_MARK)
        or (b"\\" in data and _ESCAPE.search(data) is not None)
        or (b"\\" in data and _CONTINUED.search(data) is not None)
        or _HALVED.search(data) is not None
        or _BEHIND.search(data) is not None
        or _BREAKS.search(data) is not None
        or (b"coding" in data[:400] and _CODING.search(data) is not None)
        or not (data.isascii() or _is_normal(data))
    )


def _is_normal(data: bytes) -> bool:
    """Whether the names that are no ASCII stand in the form that Python gives to names."""
    try:
        return unicodedata.is_normalized("NFKC", data.decode())
    except UnicodeDecodeError:
        return False


def _unparsed(file: SourceFile) -> bytes:
    from codemods.analysis.source import Unreadable

    try:
        return ast.unparse(file.tree).encode(errors="replace")
    except (Unreadable, RecursionError, ValueError):
        return b""
