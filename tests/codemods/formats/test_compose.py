"""Compose files: where each value stands, and what is written there."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from codemods.formats.compose import Variable, parse, replacement
from codemods.vocabulary.finding import Span
from codemods.vocabulary.unreadable import Unreadable


def at(text: str, span: Span) -> str:
    lines = text.splitlines(keepends=True)
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return "".join([first, *lines[span.line : span.end_line - 1], last])


def service(lines: str) -> str:
    return f"services:\n  web:\n    environment:\n{lines}"


def variable(text: str, name: str) -> Variable:
    return next(each for each in parse(text).variables if each.name == name)


def rewritten(text: str, name: str, value: str) -> str:
    span, new = replacement(variable(text, name), value)
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    end = sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1
    return text[:start] + new + text[end:]


@pytest.mark.parametrize(
    ("lines", "name", "value", "written"),
    [
        ("      A: b # note\n", "A", "b", "b"),
        ("      A:   'b c'\n", "A", "b c", "b c"),
        ('      "A": "b"\n', "A", "b", "b"),
        ("      A: &one b\n", "A", "b", "b"),
        ("      A: !!str 12\n", "A", "12", "12"),
        ("      A: it''s\n", "A", "it''s", "it''s"),
        ("      A: 'it''s'\n", "A", "it's", "'it''s'"),
        ("      A: plain\n        folded\n", "A", "plain folded", "plain\n        folded"),
        ("      - A=b\n", "A", "b", "b"),
        ("      - 'A=b=c'\n", "A", "b=c", "b=c"),
        ("      - A=\n", "A", "", ""),
        ("      ключ: значение\n", "ключ", "значение", "значение"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_place_of_a_value(lines: str, name: str, value: str, written: str, newline: str) -> None:
    text = service(lines).replace("\n", newline)
    found = variable(text, name)
    assert (found.service, found.section, found.value) == ("web", "environment", value)
    assert at(text, found.span) == written.replace("\n", newline)
    assert found.verbatim == (written == value)


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        ("      A: b # note\n", "      A: ${X} # note\n"),
        ("      A: 'b'\n", "      A: '${X}'\n"),
        ("      A: 'it''s'\n", '      A: "${X}"\n'),
        ('      A: "b\\n"\n', '      A: "${X}"\n'),
        ("      - A=b\n", "      - A=${X}\n"),
        ('      - "A=b"\n', '      - "A=${X}"\n'),
        ("      - 'A=it''s'\n", '      - "A=${X}"\n'),
        ("      {A: b, C: d}\n", '      {A: "${X}", C: d}\n'),
        ("      [A=b, C=d]\n", '      ["A=${X}", C=d]\n'),
        ("      A: plain\n        folded\n      C: d\n", '      A: "${X}"\n      C: d\n'),
    ],
)
def test_replacement_changes_the_value_alone(lines: str, after: str) -> None:
    text = rewritten(service(lines), "A", "${X}")
    assert text == service(after)
    assert variable(text, "A").value == "${X}"


@pytest.mark.parametrize(
    "value", ["", "- b", "a: b", "a #b", 'say "x"', "back\\slash", "true", "it's", " x", "{", "@a"]
)
@pytest.mark.parametrize("style", ["A: b", "A: 'b'", 'A: "b"', "{A: b}", "- A=b", "['A=b']"])
def test_any_value_survives(value: str, style: str) -> None:
    text = rewritten(service(f"      {style}\n"), "A", value)
    loaded = YAML(typ="safe").load(text)["services"]["web"]["environment"]
    assert loaded in ({"A": value}, [f"A={value}"])


def test_block_scalar_is_refused() -> None:
    with pytest.raises(ValueError, match="block"):
        replacement(variable(service("      A: |\n        b\n"), "A"), "x")


def test_aliases_and_merge_keys_are_listed_once() -> None:
    text = (
        "x-env: &env\n  A: 1\n  B: 2\nservices:\n"
        "  web:\n    environment: *env\n"
        "  worker:\n    environment:\n      <<: *env\n      B: 3\n"
    )
    assert [(each.service, each.name, each.value, each.span.line) for each in parse(text).variables] == [
        ("web", "A", "1", 2),
        ("web", "B", "2", 3),
        ("worker", "B", "3", 10),
    ]


def test_build_arguments_and_inherited_services() -> None:
    text = (
        "x-app: &app\n  build:\n    args: {T: v}\nservices:\n  a:\n    <<: *app\n  b:\n    <<: [*app]\n    image: b\n"
    )
    assert [(each.service, each.section, each.name) for each in parse(text).variables] == [("a", "args", "T")]


def test_paths_of_scalars() -> None:
    document = parse("services:\n  web:\n    command: [gunicorn, app:app]\n    ports:\n      - 80:80\n")
    assert [(each.path, each.value) for each in document.scalars] == [
        (("services", "web", "command", 0), "gunicorn"),
        (("services", "web", "command", 1), "app:app"),
        (("services", "web", "ports", 0), "80:80"),
    ]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "services:\n", "- a\n- b\n", "services: {web: null}\n", "just text"]
)
def test_files_without_services(text: str) -> None:
    assert parse(text).variables == ()


@pytest.mark.parametrize(("text", "line"), [("a: [b\n", 2), ("services:\n\tweb: x\n", 2), ("a: {{ x }}: y\n", 1)])
def test_unreadable_yaml_names_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert caught.value.line == line


def test_a_folded_text_is_one_line() -> None:
    text = "services:\n  web:\n    command: >\n      gunicorn\n      app:app\n"
    assert [each.value for each in parse(text).scalars] == ["gunicorn app:app\n"]
