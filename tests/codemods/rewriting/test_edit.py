"""What a rewriter asks for: names as the file calls them, literals in its quotes, statements with its line ends."""

from __future__ import annotations

import pytest

from codemods.rewriting.edit import Edit
from codemods.rewriting.files import _replaced
from codemods.rewriting.source.environment import number, optional, required
from codemods.rewriting.source.typed import read
from codemods.vocabulary.finding import Span
from codemods.vocabulary.rule import Skip
from tests.codemods.trees import project


def edit(source: str = "", path: str = "app.py") -> Edit:
    return Edit(project({path: source}).files[path])


@pytest.mark.parametrize(
    ("source", "name", "expected", "imports"),
    [
        ("", "os.environ", "os.environ", {"os"}),
        ("import os\n", "os.environ", "os.environ", set()),
        ("from os import environ\n", "os.environ", "environ", set()),
        ("from os import environ as e\n", "os.environ", "e", set()),
        ("import os as system\n", "os.environ", "system.environ", set()),
        ("import logging.handlers\n", "logging.handlers.SysLogHandler", "logging.handlers.SysLogHandler", set()),
        ("from logging import handlers\n", "logging.handlers.SysLogHandler", "handlers.SysLogHandler", set()),
        ("from logging import StreamHandler\n", "logging.StreamHandler", "StreamHandler", set()),
        ("def f():\n    import os\n", "os.environ", "os.environ", {"os"}),
        ("if TYPE_CHECKING:\n    import os\n", "os.environ", "os.environ", {"os"}),
    ],
)
def test_name(source: str, name: str, expected: str, imports: set[str]) -> None:
    found = edit(source)
    assert found.name(name) == expected
    assert found.imports == imports


@pytest.mark.parametrize(
    "source",
    ["import os\ndef f(os): return os\n", "import os\nos = Fake()\n", "import os\nfor os in x: pass\n"],
)
def test_an_imported_name_that_is_shadowed_is_not_used(source: str) -> None:
    with pytest.raises(Skip, match="for something else"):
        edit(source).name("os.environ")


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("", "a", '"a"'),
        ("x = 'a'\n", "a", "'a'"),
        ('x = \'a\'\ny = "b"\nz = "c"\n', "a", '"a"'),
        ("x = 'a'\n", "it's", '"it\'s"'),
        ('x = "a"\n', 'say "x"', "'say \"x\"'"),
        ('x = "a"\n', "a\nb\\", '"a\\nb\\\\"'),
        ('x = "a"\n', "日", '"日"'),
    ],
)
def test_string(source: str, value: str, expected: str) -> None:
    found = edit(source).string(value)
    assert found == expected
    assert eval(found) == value


def test_settings_in_the_files_own_style() -> None:
    assert required(edit(), "KEY") == 'os.environ["KEY"]'
    assert optional(edit("from os import getenv\nx = getenv('A')\n"), "HOST", "db") == "getenv('HOST', 'db')"
    assert number(edit(), "PORT", "5000") == 'int(os.environ.get("PORT", "5000"))'
    assert read(edit(), "TLS", "flag", "1") == 'os.environ.get("TLS", "1").lower() in ("1", "true", "yes", "on")'


def test_statements_take_the_files_indent_and_line_ends() -> None:
    import libcst as cst

    source = "if x:\r\n\ty()\r\n"
    statement = edit(source).statement("if a:\n\tb()\n")
    module = cst.parse_module(source)
    assert module.with_changes(body=[*module.body, statement]).code == source + "if a:\r\n\tb()\r\n"


def test_text_is_replaced_by_places() -> None:
    found = edit("a: one\r\nb: twö\r\nc: three", "docker-compose.yml")
    found.replace(Span(2, 4, 2, 7), "zwei")
    found.replace(Span(1, 4, 1, 7), "eins")
    found.replace(Span(3, 9, 3, 9), "!")
    assert _replaced(found.file.text, found.replacements) == "a: eins\r\nb: zwei\r\nc: three!"


def test_overlapping_text_is_not_replaced() -> None:
    with pytest.raises(Skip, match="overlap"):
        _replaced("abcdef", [(0, 3, "x"), (2, 4, "y")])


def test_a_file_is_added_once() -> None:
    found = edit()
    found.add_file("storage.py", "x = 1\n")
    assert found.files == {"storage.py": "x = 1\n"}
    with pytest.raises(Skip, match="exists already"):
        Edit(project({"app.py": "", "storage.py": "y = 1\n"}).files["app.py"]).add_file("storage.py", "x = 1\n")
