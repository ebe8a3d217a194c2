"""A file in the syntax of a newer Python is reported by that Python's number."""

from __future__ import annotations

import sys

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.text.newer_python import needed
from tests.codemods.trees import project


@pytest.mark.parametrize(
    ("line", "message", "version"),
    [
        ("type Pair[T = int] = list[T]", "invalid syntax", "3.13"),
        ("    def first[T](self, of: list[T]) -> T:", "expected '('", "3.12"),
        ("class Box[T]:", "invalid syntax", "3.12"),
        ("x = f'{names['a']}'", "f-string: expecting '}'", "3.12"),
        ("x = t'{name}'", "invalid syntax", "3.14"),
        ("except ValueError, TypeError:", "multiple exception types must be parenthesized", "3.14"),
    ],
)
def test_what_python_3_11_cannot_read(line: str, message: str, version: str) -> None:
    assert needed(line, message, (3, 11)) == f"needs Python ≥ {version} to read"
    assert needed(line, message, (3, 14)) == ""


@pytest.mark.parametrize("line", ["print 'x'", "except ValueError, error:", "type = [", "def f(:", "start'"])
def test_what_no_python_can_read(line: str) -> None:
    assert needed(line, "invalid syntax", (3, 11)) == ""


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="reads all of it")
def test_such_a_file_stays_and_the_others_are_rewritten() -> None:
    head = "import logging\nlogging.basicConfig(filename='a.log')\n"
    tree = project({"new.py": f"{head}x = t'{{head}}'\n", "wsgi.py": head})
    result = fix(tree, select(("OP703",)), jobs=1)
    assert sorted(result.changes) == ["wsgi.py"]
    (problem,) = result.left.problems
    assert (problem.path, problem.line, problem.message) == (
        "new.py", 3, "cannot be parsed: needs Python ≥ 3.14 to read",
    )  # fmt: skip
