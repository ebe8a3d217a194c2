"""A file's bytes as one may search them for names and values: where these are spelled otherwise, as the parser reads.

Python has many spellings of one thing: `"\\x70assword"`, `"pass" "word"`, letters of full width, UTF-7. A file that
may hold one is searched as `ast` writes it. What makes a file such a one is a rough guess: it may be too many.
Comments within an expression are too common for that: they are only left out.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.project.source_file import SourceFile

# Each alternative begins with what a search finds fast; the strings of a file are read in turn, so none is halved.
LONG = rb'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""|\'\'\'[^\'\\]*(?:(?:\\.|\'(?!\'\'))[^\'\\]*)*\'\'\''
_TEXT = LONG + rb'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\\\n]*(?:\\.[^\'\\\n]*)*\''
PASSIVE = re.compile(rb"#[^\n]*|" + _TEXT, re.DOTALL)
_GAP = rb"(?:[\s\\]|#[^\n]*\n)*"
# An escape for a printable character of ASCII, or for anything by its name.
_ESCAPE = re.compile(rb"\\(?:x[2-7]|u00[2-7]|U000000[2-7]|N\{|0?[4-7][0-7]|1[0-7][0-7])")
# What one string, or one line of it, begins and the next one ends: a word, or the sign between a scheme and a host.
_HALVED = re.compile(rb"[\"'](?<=[\w:/].)(?:[\"']{0,2}%s[A-Za-z]{0,2}[\"']){1,4}[\"']{0,2}[\w:/]" % _GAP)
_CONTINUED = re.compile(rb"\\\r?\n")
# A comment where an expression goes on.
_WITHIN = re.compile(rb"[(\[{,=]\s*#")
# Blanks where hardly anybody writes them: within brackets, beside a dot, before a bracket but behind a keyword.
_BLANK_BEHIND = re.compile(rb"[(\[][ \t]|\.[ \t]+(?!import\b|[ \t])|(?<=[^\s.])\.[ \t]")
_BLANK = re.compile(rb"[ \t][(\[.]")
_BEFORE_BLANK = re.compile(rb"(?:(\w+)|[)\]\"'])[ \t]*\Z")
_KEYWORDS = frozenset(each.encode() for each in (*keyword.kwlist, *keyword.softkwlist, "print"))
_LONGEST = 24
_BREAKS = re.compile(rb"\r(?!\n)|[\f\v]")
_CODING = re.compile(rb"\A(?:[^\n]*\n)?[^\n]*#[^\n]*coding[:=](?![ \t]*(?:utf-?8|ascii)\b)", re.IGNORECASE)
# An import behind another statement on its line, or without a blank before its dots.
_BEHIND = re.compile(rb"[;:][ \t]*(?:from|import)[ \t]|^[ \t]*from\.", re.MULTILINE)
_MARK = b"\xef\xbb\xbf"


def is_odd(data: bytes) -> bool:
    """Whether Python's bytes may hold other words than they seem to, or the same ones with other things between."""
    return (
        data.startswith(_MARK)
        or (b"\\" in data and (_ESCAPE.search(data) is not None or _CONTINUED.search(data) is not None))
        or _HALVED.search(data) is not None
        or _BEHIND.search(data) is not None
        or _BREAKS.search(data) is not None
        or (b"coding" in data[:400] and _CODING.search(data) is not None)
        or not (data.isascii() or _is_normal(data))
        or _is_spaced(data)
    )


def _is_spaced(data: bytes) -> bool:
    """Whether blanks stand in the code where they are unusual: `connect (`, `app . run`, `( name )`."""
    plain = PASSIVE.sub(b"''", data)
    if _BLANK_BEHIND.search(plain):
        return True
    for match in _BLANK.finditer(plain):
        before = _BEFORE_BLANK.search(plain, max(0, match.start() - _LONGEST), match.start() + 1)
        if before is not None and before[1] not in _KEYWORDS:
            return True
    return False


def _is_normal(data: bytes) -> bool:
    """Whether the names that are no ASCII stand in the form that Python gives to names."""
    try:
        return unicodedata.is_normalized("NFKC", data.decode())
    except UnicodeDecodeError:
        return False


def spelled(file: SourceFile) -> bytes:
    """What is to be searched for names and values: the bytes, where they are odd the code as `ast` writes it.

    Where comments stand within an expression they are left out; the lines stay.
    """
    if file.kind != "python":
        return file.data
    if file.is_odd and (text := _unparsed(file)):
        return text
    return PASSIVE.sub(_uncommented, file.data) if _WITHIN.search(file.data) else file.data


def _uncommented(match: re.Match[bytes]) -> bytes:
    return b"" if match[0].startswith(b"#") else match[0]


def _unparsed(file: SourceFile) -> bytes:
    from codemods.vocabulary.unreadable import Unreadable

    try:
        return ast.unparse(file.tree).encode(errors="replace")
    except (Unreadable, RecursionError, ValueError):
        return b""
