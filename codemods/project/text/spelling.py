"""A file's bytes as one may search them for names and values: where these are spelled otherwise, as the parser reads.

Python has many spellings of one thing: `"\\x70assword"`, `"pass" "word"`, letters of full width, UTF-7. A statement
that may hold one is searched as `ast` writes it. Which ones may is a rough guess: it may be too many.
Comments within an expression are too common for that: they are only left out.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
_BEHIND = (b"( ", b"(\t", b"[ ", b"[\t", b". ", b".\t")
_BLANK_BEHIND = re.compile(rb"[(\[][ \t]|\.[ \t]+(?!import\b|[ \t])|(?<=[^\s.])\.[ \t]")
_BLANK = re.compile(rb"[ \t][(\[.](?<=[\w)\]\"' \t]..)")
_BEFORE_BLANK = re.compile(rb"(?:(\w+)|[)\]\"'])[ \t]*\Z")
_KEYWORDS = frozenset(each.encode() for each in (*keyword.kwlist, *keyword.softkwlist, "print"))
_LONGEST = 24
# What ends a line for some readers of a file and for others not.
_BREAKS = re.compile(rb"\r(?!\n)|[\f\v]")
_RARE = (b"\r", b"\f", b"\v")
ALL = frozenset((0,))
_CODING = re.compile(rb"\A(?:[^\n]*\n)?[^\n]*#[^\n]*coding[:=](?![ \t]*(?:utf-?8|ascii)\b)", re.IGNORECASE)
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def spelled(file: SourceFile) -> bytes:
    """What is to be searched for names and values: the bytes, with odd statements as `ast` writes them.

    Where comments stand within an expression they are left out. The lines stay where they are, but below a statement
    that `ast` writes on more of them than its author did.
    """
    if file.kind != "python":
        return file.data
    data = (_written(file) if file.is_odd else b"") or file.data
    return PASSIVE.sub(_uncommented, data) if _WITHIN.search(data) else data


def _uncommented(match: re.Match[bytes]) -> bytes:
    return b"" if match[0].startswith(b"#") else match[0]


def is_coded(data: bytes) -> bool:
    """Whether Python's bytes say that they are in another encoding than UTF-8."""
    return b"coding" in data[:400] and _CODING.search(data) is not None


def odd_lines(data: bytes) -> frozenset[int]:
    """The lines, from 1, of Python in UTF-8 that may hold other words than they seem to, or the same ones with other
    things between; 0 stands for all of them.
    """
    broken = any(each in data for each in _RARE) and _BREAKS.search(data) is not None
    if broken:
        return ALL
    found = [match.span() for match in _HALVED.finditer(data)]
    if b"\\" in data:
        found += [match.span() for pattern in (_ESCAPE, _CONTINUED) for match in pattern.finditer(data)]
    found += _imports_behind(data)
    return frozenset((*_lines(data, found), *_spaced(data), *([] if data.isascii() else _abnormal(data))))


def _lines(data: bytes, spans: list[tuple[int, int]]) -> Iterator[int]:
    """The lines that some places, from one byte to another, touch."""
    for start, stop in spans:
        first = data.count(b"\n", 0, start) + 1
        yield from range(first, first + data.count(b"\n", start, stop) + 1)


def _imports_behind(data: bytes) -> Iterator[tuple[int, int]]:
    """Where imports stand behind another statement, or have no blank before their dots."""
    for word in (b"import ", b"import\t", b"from ", b"from\t", b"from."):
        place = data.find(word)
        while place >= 0:
            before = data[data.rfind(b"\n", 0, place) + 1 : place].rstrip(b" \t")
            if not before if word == b"from." else before.endswith((b";", b":")):
                yield place, place
            place = data.find(word, place + len(word))


def _spaced(data: bytes) -> Iterator[int]:
    """The lines whose code has blanks where they are unusual: `connect (`, `app . run`, `( name )`."""
    if next(_unusual(PASSIVE.sub(b"''", data)), None) is not None:
        code = PASSIVE.sub(lambda match: b"''" + b"\n" * match[0].count(b"\n"), data)
        yield from _lines(code, [(place, place) for place in _unusual(code)])


def _unusual(code: bytes) -> Iterator[int]:
    """The places of such blanks in code without comments and strings."""
    if any(each in code for each in _BEHIND):
        for match in _BLANK_BEHIND.finditer(code):
            yield match.start()
    for match in _BLANK.finditer(code):
        before = _BEFORE_BLANK.search(code, max(0, match.start() - _LONGEST), match.start() + 1)
        if before is not None and before[1] not in _KEYWORDS:
            yield match.start()


def _abnormal(data: bytes) -> Iterator[int]:
    """The lines with letters that have another form in Python's names; 0 where the bytes are no UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        yield 0
        return
    if not unicodedata.is_normalized("NFKC", text):
        for number, line in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFKC", line):
                yield number


def _written(file: SourceFile) -> bytes:
    """The code with odd statements as `ast` writes them; nothing where it is no Python."""
    from codemods.vocabulary.unreadable import Unreadable

    odd = sorted(file.odd_lines)
    try:
        if odd and odd[0] == 0:
            return ast.unparse(file.tree).encode(errors="replace")
        lines = file.text.encode(errors="replace").split(b"\n")
        for first, last, text in sorted(_statements(file.tree.body, odd), reverse=True):
            indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip())]
            written = [indent + each for each in text.strip("\n").encode(errors="replace").split(b"\n")]
            lines[first - 1 : last] = [*written, *[b""] * (last - first + 1 - len(written))]
        return b"\n".join(lines)
    except (Unreadable, RecursionError, ValueError):
        return b""


def _statements(block: Sequence[ast.AST], odd: list[int]) -> Iterator[tuple[int, int, str]]:
    """The statements that touch an odd line, of one with a body only its head: first and last line, and the text."""
    for first, last, together in _groups(block):
        if bisect_left(odd, first) == bisect_right(odd, last):
            continue
        inner = [each for name in _BODIES for each in getattr(together[0], name, ())]
        body = min((_extent(each)[0] for each in inner), default=last + 1)
        if len(together) > 1 or body == first:
            yield first, last, "\n".join(map(ast.unparse, together))
            continue
        if bisect_left(odd, first) < bisect_left(odd, body) and not _is_text(together[0]):
            yield first, body - 1, _head(together[0]) if inner else ast.unparse(together[0])
        for name in _BODIES:
            yield from _statements(getattr(together[0], name, ()), odd)


def _groups(block: Sequence[ast.AST]) -> Iterator[tuple[int, int, list[ast.AST]]]:
    """The statements of a block, those that share a line together, with their first line and their last."""
    found: list[tuple[int, int, list[ast.AST]]] = []
    for each in block:
        first, last = _extent(each)
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last, [*found[-1][2], each])
        else:
            found.append((first, last, [each]))
    yield from found


def _extent(node: ast.AST) -> tuple[int, int]:
    """The first and the last line of a statement, an except or a case."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, _extent(node.body[-1])[1]
    lines = [each.lineno for each in getattr(node, "decorator_list", ())]
    return min((*lines, node.lineno)), node.end_lineno  # type: ignore[attr-defined]


def _head(node: ast.AST) -> str:
    """A statement that has a body, as `ast` writes it without."""
    bodies = {name: [ast.Pass()] if name == "body" else [] for name in _BODIES if hasattr(node, name)}
    head = ast.copy_location(type(node)(**{**dict(ast.iter_fields(node)), **bodies}), node)
    return ast.unparse(head).rstrip().removesuffix("pass").rstrip()


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is nothing but a string: a docstring means what it shows."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
