"""A sign finds what its pattern finds: in each text that the pattern matches stands one of its needles."""

from __future__ import annotations

import re

import pytest

from codemods.vocabulary.signs import Sign, whole

NEEDLES = {
    rb"\binput\(": (b"input(",),
    rb"(?<!subprocess)\.run(_app)?\(|serve\w+": (b".run(", b".run_app(", b"serve"),
    rb"@\w+\.(?:get|post)\(": (b".get(", b".post("),
    rb"[\"'](?:gunicorn3?|uwsgi)[\"']": (b"gunicorn", b"uwsgi"),
    rb"(?:wsgi)+x?": (b"wsgi",),
    rb"(?i)\bif\b[^\n]*\bDebug\b": (b"debug",),
    # Nothing, or what is everywhere.
    rb"\w+|argv": (),
    rb"(?:argv)?\w": (),
    rb"\bimport\b|\bThread\(": (),
    rb"(?i:Debug)": (),
    rb"(?!argv)(?<=argv)": (),
}
TEXTS = (
    b"", b"x = input()", b"subprocess.run()", b"app.run(", b"app.run_app(", b"server", b"serve", b"@app.get(",
    b"'uwsgi'", b"\"gunicorn3'", b"wsgiwsgi", b"IF a: DEBUG", b"if debug", b"import os", b"Thread(", b"argv",
)  # fmt: skip


@pytest.mark.parametrize("pattern", NEEDLES)
def test_a_sign_finds_what_its_pattern_finds(pattern: bytes) -> None:
    sign, plain = Sign(pattern), re.compile(pattern)
    assert sign.needles == NEEDLES[pattern]
    for text in TEXTS:
        assert (sign.search(text) is None) == (plain.search(text) is None)
        assert sign.findall(text) == plain.findall(text)
        assert [each.span() for each in sign.finditer(text)] == [each.span() for each in plain.finditer(text)]


def test_a_whole_word_is_no_part_of_another_one() -> None:
    texts = (b"Base", b"a.Base(", b"_Base", b"Bases", b"BaseBase", b"Base Base")
    assert [bool(whole("Base").search(each)) for each in texts] == [True, True, False, False, False, True]
