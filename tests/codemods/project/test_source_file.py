"""A file: where its nodes stand, whatever the characters before them; and a project: its modules and services."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.model.environment_reads import reads
from codemods.vocabulary.finding import Span
from tests.codemods.trees import plant, project


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f()\n", Span(1, 1, 1, 4)),
        ("x = '日本😀'; f()\n", Span(1, 12, 1, 15)),
        ("\ufeffx = f()\n", Span(1, 5, 1, 8)),
        ("\tf()\n".replace("\t", "if 1:\n\t"), Span(2, 2, 2, 5)),
        ("x = 1\r\nf()\r\n", Span(2, 1, 2, 4)),
        ("x = '''\n\x0c'''; f()\n", Span(2, 7, 2, 10)),
        ("f(\n  '日'\n )\n", Span(1, 1, 3, 3)),
    ],
)
def test_spans(source: str, expected: Span) -> None:
    file = project({"app.py": source.encode()}).files["app.py"]
    call = next(node for node in ast.walk(file.tree) if isinstance(node, ast.Call))
    assert file.span(call) == expected


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("f(a=1)\n", (1, 1)),
        ("x = g(\n    b=2,\n    a=f(),\n)\n", (1, 3)),
        ("if f():\n    pass\n", (1, 1)),
        ("with f() as x:\n    pass\n    pass\n", (1, 1)),
        ("def g():\n    return f()\n", (2, 2)),
    ],
)
def test_a_finding_is_shown_from_its_statements_first_line(source: str, lines: tuple[int, int]) -> None:
    file = project({"app.py": source}).files["app.py"]
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    shown = file.shown(next(node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "f"))
    assert (shown.line, shown.end_line) == lines


def test_a_keyword_is_shown_on_its_own_line() -> None:
    file = project({"app.py": "f(\n    a=1,\n    b=2,\n)\n"}).files["app.py"]
    keyword = next(node for node in ast.walk(file.tree) if isinstance(node, ast.keyword) and node.arg == "b")
    assert file.shown(keyword) == Span(3, 5, 3, 8)


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("tests/x.py", True), ("test_x.py", True), ("x_test.py", True), ("conftest.py", True),
        ("a/fixtures/x.py", True), ("t/unit/x.py", True), ("t/x.py", False), ("chat/unit/x.py", False),
        ("testimonials.py", False), ("contest.py", False), ("latest/x.py", False), ("attestation_x.py", False),
    ],
)  # fmt: skip
def test_test_code(path: str, test: bool) -> None:
    assert project({path: ""}).is_test(path) is test


def test_services() -> None:
    whole = project(
        {
            "a/Dockerfile": "", "a/b/c/app.py": "", "d/app.py": "", "app.py": "", "e/requirements.txt": "",
            "e/f/x.py": "", "g/__init__.py": "", "g/manage.py": "", "g/views.py": "", "h/manage.py": "", "h/x.py": "",
        }
    )  # fmt: skip
    paths = ("a/b/c/app.py", "d/app.py", "app.py", "e/f/x.py", "g/views.py", "h/x.py")
    roots = {path: whole.service_root(path) for path in paths}
    assert roots == {
        "a/b/c/app.py": "a", "d/app.py": "", "app.py": "", "e/f/x.py": "e", "g/views.py": "", "h/x.py": "h",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "default", "required"),
    [
        ("import os\nos.environ['X']\n", None, True),
        ("import os\nos.environ.get('X')\n", None, False),
        ("import os\nos.environ.get('X', 'a')\n", "a", False),
        ("import os\nos.environ.get('X') or 'a'\n", "a", False),
        ("from os import getenv\ngetenv('X', default='a')\n", "a", False),
        ("from os import environ as e\ne.get('X', f())\n", None, False),
        ("from decouple import config\nconfig('X', default='a')\n", "a", False),
        ("import environ\nenv = environ.Env()\nenv('X')\n", None, True),
    ],
)
def test_reads_of_the_environment(source: str, default: str | None, required: bool) -> None:
    (read,) = reads(project({"app.py": source}), "", "X")
    assert (read.default, read.required) == (default, required)


def test_writes_to_the_environment_are_no_reads() -> None:
    written = project({"app.py": "import os\nos.environ['X'] = 'a'\ndel os.environ['Y']\n"})
    assert [reads(written, "", name) for name in "XY"] == [[], []]


def test_what_lies_on_disk_beside_the_project_is_read_once(tmp_path: Path) -> None:
    root = plant(tmp_path, {".env": "A=1\r\n"})
    whole = project({"app.py": ""}, root)
    assert whole.on_disk(".env") == b"A=1\r\n"
    plant(root, {".env": "A=2\n"})
    assert whole.with_changes({"b.py": b""}).on_disk(".env") == b"A=1\r\n"
    assert whole.on_disk("nowhere/.env") is None
