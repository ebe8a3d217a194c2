"""ini files: where each value stands."""

from __future__ import annotations

from codemods.formats.ini import parse
from codemods.vocabulary.finding import Span

TEXT = """\
; a comment
outside = nothing
[handler_file]
class=FileHandler
args = ("app.log",
    "a")
level : INFO ; why

[program:web]
  command=gunicorn app:app
"""


def test_values_and_their_places() -> None:
    document = parse(TEXT)
    found = document.section("handler_file")
    assert {name: entry.value for name, entry in found.items()} == {
        "class": "FileHandler",
        "args": '("app.log",\n"a")',
        "level": "INFO",
    }
    assert found["class"].span == Span(4, 7, 4, 18)
    assert found["args"].span == Span(5, 8, 6, 9)
    assert found["args"].lines == Span(5, 1, 7, 1)
    assert document.section("program:web")["command"].span == Span(10, 11, 10, 27)


def test_sections_reach_to_the_next_heading_or_the_end() -> None:
    assert parse(TEXT).sections == {"handler_file": Span(3, 1, 9, 1), "program:web": Span(9, 1, 11, 1)}


def test_what_is_no_ini_is_an_empty_document() -> None:
    document = parse("http {\n    access_log /var/log/access.log;\n}\n")
    assert (document.entries, document.sections) == ((), {})
