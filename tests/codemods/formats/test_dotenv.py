"""`.env` files: read as Compose and python-dotenv read them, written so that they read it back."""

from __future__ import annotations

import pytest

from codemods.formats.dotenv import line, parse


@pytest.mark.parametrize(
    ("text", "name", "value", "span"),
    [
        ("A=b", "A", "b", (1, 3, 4)),
        ("A = b", "A", "b", (1, 5, 6)),
        ("export A=b", "A", "b", (1, 10, 11)),
        ("A=b # note", "A", "b", (1, 3, 4)),
        ("A=b#c", "A", "b#c", (1, 3, 6)),
        ("A='b # c'", "A", "b # c", (1, 3, 10)),
        ('A="b\\nc"', "A", "b\nc", (1, 3, 9)),
        ("A=", "A", "", (1, 3, 3)),
        ("# x\n\nA.b=c", "A.b", "c", (3, 5, 6)),
    ],
)
def test_entry(text: str, name: str, value: str, span: tuple[int, int, int]) -> None:
    (entry,) = parse(text).entries
    assert (entry.name, entry.value) == (name, value)
    assert (entry.span.line, entry.span.column, entry.span.end_column) == span


@pytest.mark.parametrize("text", ["", "# A=b", "just words", "=b", "1A=b"])
def test_no_entry(text: str) -> None:
    assert parse(text).entries == ()


@pytest.mark.parametrize(
    "value",
    ["plain", "", "with space", "pa$word", "it's", 'say "x"', "a#b", "a;b", "back\\slash", "two\nlines", "'\"$`"],
)
def test_line_reads_back(value: str) -> None:
    (entry,) = parse(line("A", value)).entries
    assert entry.value == value
