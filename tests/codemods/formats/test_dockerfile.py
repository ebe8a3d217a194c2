"""Dockerfiles: instructions, places, stages, what a container runs."""

import pytest

from codemods.formats import kind_of
from codemods.formats.dockerfile import expand, parse

MULTI = """\
# syntax=docker/dockerfile:1
ARG VERSION=3.12
FROM --platform=$BUILDPLATFORM python:${VERSION} AS Base
ENV A=1 B="two words" \\
    C=$A-x
ENV OLD style value
WORKDIR /srv
WORKDIR app
CMD ["flask", "run"]

from base as dev
ENTRYPOINT ["tini", "--"]
FROM base
CMD gunicorn -b :$PORT app:app
"""


def test_stages_know_what_they_build_on() -> None:
    document = parse(MULTI)
    assert [(each.image, each.name, each.parent) for each in document.stages] == [
        ("python:3.12", "Base", None), ("base", "dev", 0), ("base", "", 0),
    ]  # fmt: skip
    assert [each.stage for each in document.instructions if each.keyword == "CMD"] == [0, 2]
    assert document.instructions[0].keyword == "ARG"
    assert document.instructions[0].stage == -1
    assert document.stages[0].instruction.flags == (("platform", "$BUILDPLATFORM"),)


def test_what_runs_is_inherited_and_an_entrypoint_takes_the_cmd_away() -> None:
    document = parse(MULTI)
    last = document.cmd()
    assert last is not None
    assert (last.words, last.text) == (None, "gunicorn -b :$PORT app:app")
    first = document.cmd(0)
    assert first is not None
    assert first.words == ("flask", "run")
    assert document.cmd(1) is None
    entrypoint = document.entrypoint(1)
    assert entrypoint is not None
    assert entrypoint.words == ("tini", "--")
    assert document.entrypoint(2) is None


def test_environment_and_workdir() -> None:
    document = parse(MULTI)
    assert document.environment() == {"A": "1", "B": "two words", "C": "1-x", "OLD": "style value"}
    assert document.workdir() == "/srv/app"


def test_continuations_with_comments_and_blank_lines() -> None:
    text = "FROM x\nRUN a \\\n  # why\n\n  && b \\\n  --c\nCMD d\n"
    run = parse(text).instructions[1]
    assert (run.line, run.end_line, run.text) == (2, 6, "a && b --c")
    assert [(each.values, each.span.line, each.span.column) for each in run.commands] == [
        (("a",), 2, 5), (("b", "--c"), 5, 6),
    ]  # fmt: skip
    assert parse(text).instructions[2].line == 7


def test_a_continuation_that_ends_in_comments_or_the_file() -> None:
    assert [each.text for each in parse("FROM x\nRUN a \\\n# c\n\nRUN").instructions] == ["x", "a RUN"]
    assert [(each.text, each.end_line) for each in parse("RUN a \\\n# c\n").instructions] == [("a", 1)]
    assert parse("RUN a \\").instructions[0].text == "a"


def test_heredocs_belong_to_their_instruction() -> None:
    text = 'FROM x\nRUN <<EOF\napk update\napk add git\nEOF\nCOPY <<-"A" <<B /to/\n\tFROM no\n\tA\nCMD no\nB\nCMD yes\n'
    document = parse(text)
    assert [each.keyword for each in document.instructions] == ["FROM", "RUN", "COPY", "CMD"]
    run, copy = document.instructions[1:3]
    assert (run.line, run.end_line) == (2, 5)
    assert [(each.values, each.span.line) for each in run.commands] == [
        (("apk", "update"), 3),
        (("apk", "add", "git"), 4),
    ]
    assert [(each.name, each.text, each.line) for each in copy.heredocs] == [("A", "\tFROM no", 7), ("B", "CMD no", 9)]
    assert document.instructions[3].line == 11


def test_exec_form_needs_json() -> None:
    words = [
        each.words for each in parse('CMD [ "a" , "b"]\nCMD [\'a\']\nCMD a\nCMD ["a", \\\n "b"]\nCMD []').instructions
    ]
    assert words == [("a", "b"), None, None, ("a", "b"), ()]


def test_the_value_span_is_what_a_rewrite_replaces() -> None:
    text = "FROM x\n  cmd  python app.py  \nHEALTHCHECK --interval=5s --retries=3 CMD curl x\r\n"
    cmd, health = parse(text).instructions[1:]
    assert (cmd.keyword, cmd.value.line, cmd.value.column, cmd.value.end_column) == ("CMD", 2, 8, 21)
    assert text.split("\n")[1][cmd.value.column - 1 : cmd.value.end_column - 1] == "python app.py"
    assert health.flags == (("interval", "5s"), ("retries", "3"))
    assert health.text == "CMD curl x"


def test_onbuild_is_a_trigger() -> None:
    document = parse("FROM x\nONBUILD RUN pip install y\nONBUILD CMD z\n")
    assert [(each.keyword, each.onbuild, each.text) for each in document.instructions[1:]] == [
        ("RUN", True, "pip install y"), ("CMD", True, "z"),
    ]  # fmt: skip
    assert document.cmd() is None


def test_another_escape_character() -> None:
    document = parse("# escape=`\nFROM x\nRUN dir C:\\ `\n  && more\nCMD y")
    assert document.escape == "`"
    assert [each.keyword for each in document.instructions] == ["FROM", "RUN", "CMD"]
    assert parse("FROM x\n# escape=`\nRUN a\\\n b").instructions[1].text == "a b"


def test_variables() -> None:
    known = {"A": "1", "E": ""}
    assert expand("$A ${A} ${B:-2} ${E:-3} ${E-4} ${A:+5} $B", known) == "1 1 2 3  5 $B"


def test_what_is_no_dockerfile_does_no_harm() -> None:
    for text in ("", "\n", "{{ template }}", "RUN", "FROM", "\\", "RUN <<EOF\nx", "FROM x\r\nCMD a\r\n", "ONBUILD"):
        parse(text)
    assert parse("FROM x\r\nCMD a\r\n").instructions[1].value.end_column == 6


@pytest.mark.parametrize(
    "path", ["Dockerfile", "web/Dockerfile.prod", "api.Dockerfile", "Dockerfile-web", "Dockerfile.txt"]
)
def test_which_files(path: str) -> None:
    assert kind_of(path) == "dockerfile"


@pytest.mark.parametrize(
    "path",
    [
        "mode/dockerfile.js",
        "dockerfile-form.html",
        "Dockerfile.md",
        "api.dockerfile.dockerignore",
        ".Dockerfile.web.swp",
    ],
)
def test_what_only_speaks_of_a_dockerfile(path: str) -> None:
    assert kind_of(path) == ""
