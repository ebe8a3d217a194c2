"""Which classes and functions a place stands in, by the indentation of its lines: nothing is parsed for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from codemods.analysis.source import SourceFile

# What begins with a word is found several times as fast as what begins with a line.
_HEADERS = (re.compile(rb"def[ \t]+(\w+)[ \t]*[(\[]"), re.compile(rb"class[ \t]+(\w+)[ \t]*[(:\[]"))
_LAMBDA = re.compile(rb"\blambda\b|\bdef\b")
# What begins a block at the top, and what ends one.
_BLOCK = re.compile(rb"\n(?:if|elif|else|try|except|finally|for|while|with|match)\b")
_OUTSIDE = re.compile(rb"\n[^\s#)\]}]")


class Header(NamedTuple):
    """The line that begins a class or a function. `start` is where the line begins."""

    start: int
    indent: int
    is_class: bool
    name: bytes


def around(file: SourceFile, place: int) -> Iterator[Header]:
    """What a place in the file's bytes stands in, innermost first. Lines that go on further left are not told."""
    starts, headers = _headers(file)
    line = file.data.rfind(b"\n", 0, place) + 1
    indent = _depth(file.data, line)
    number = bisect_left(starts, line) - 1
    while indent and number >= 0:
        if (header := headers[number]).indent < indent:
            indent = header.indent
            yield header
        number -= 1


def at_top(file: SourceFile, place: int) -> bool:
    """Whether the place stands in no class and in no function, though maybe in a block: `if`, `try`."""
    data = file.data
    line = data.rfind(b"\n", 0, place) + 1
    if data[line : line + 1] not in (b" ", b"\t"):
        return True
    blocks: list[int] | None = file.__dict__.get("_blocks")
    if blocks is None:
        blocks = file.__dict__["_blocks"] = [each.end() for each in _BLOCK.finditer(data)]
    number = bisect_left(blocks, place)
    # Most blocks at the top are short, and stand far away.
    if not number or _OUTSIDE.search(data, blocks[number - 1], line):
        return False
    return all(each.start < blocks[number - 1] for each in around(file, place))


def in_function(file: SourceFile, place: int) -> bool:
    """Whether the place stands in a function, or on a line with one."""
    data = file.data
    line = data.rfind(b"\n", 0, place) + 1
    return _LAMBDA.search(data, line, place) is not None or any(not each.is_class for each in around(file, place))


def _headers(file: SourceFile) -> tuple[list[int], list[Header]]:
    cached: tuple[list[int], list[Header]] | None = file.__dict__.get("_headers")
    if cached is None:
        data, found = file.data, []
        for pattern in _HEADERS:
            for each in pattern.finditer(data):
                line = data.rfind(b"\n", 0, each.start()) + 1
                before = data[line : each.start()]
                if before.strip() in (b"", b"async"):
                    found.append(Header(line, len(before) - len(before.lstrip()), pattern is _HEADERS[1], each[1]))
        found.sort()
        cached = file.__dict__["_headers"] = ([each.start for each in found], found)
    return cached


def _depth(data: bytes, line: int) -> int:
    end = data.find(b"\n", line)
    text = data[line : end if end >= 0 else len(data)]
    return len(text) - len(text.lstrip(b" \t"))
