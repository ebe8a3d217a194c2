"""The index of words answers as a search of the bytes does."""

import re
from pathlib import Path

import pytest

from codemods.model.import_graph import knowing
from codemods.project.project import Project

FILES = {
    "a.py": b"def save_all(cart):\n    cart.save()\n",
    "b.py": b"import a\n\n\ndef load():\n    return a.save_all\n",
    "c.py": b"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from b import load\n",
    "d.py": "naïve = 'http://x'\n".encode(),
    "e.py": b"",
    "f.py": b"boxo.xoanon\n",
}


@pytest.fixture
def project() -> Project:
    return Project(Path(), FILES)


@pytest.mark.parametrize(
    "needle",
    ["save", "save_all", ".save(", "def save_all(", "av", "://", "=", "na", "naïve", "import a", "nowhere", "e", "",
     "port a", "all(c", "e.s", "xo.xo", "rt lo", "in na", "_all(cart):\n    cart"],
)  # fmt: skip
def test_a_needle_is_found_where_the_bytes_hold_it(project: Project, needle: str) -> None:
    expected = [path for path, data in FILES.items() if needle.encode() in data]
    assert [each.path for each in project.words.holding(needle.encode())] == expected


def test_of_one_of_the_needles_the_words_are_enough(project: Project) -> None:
    assert [each.path for each in project.words.naming_any((b"cart.", b".save_all", b"av"))] == ["a.py", "b.py"]
    assert [each.path for each in project.words.naming_any((b"cart[save", b"://"))] == ["a.py", "d.py"]
    assert project.words.naming_any((b"nowhere", b"cart.nowhere")) == []


def test_all_needles_have_to_be_held(project: Project) -> None:
    assert [each.path for each in project.mentioning(b"a", b"load")] == ["b.py", "c.py"]


def test_a_file_is_known_by_those_that_import_it_even_for_its_types_alone(project: Project) -> None:
    assert knowing(project.files["a.py"]) == {"a.py", "b.py", "c.py"}
    assert knowing(project.files["c.py"]) == {"c.py"}


@pytest.mark.parametrize(("needle", "expected"), [("save", ["a.py"]), ("sav", []), ("save_all", ["a.py", "b.py"])])
def test_a_whole_name_is_no_part_of_a_longer_one(project: Project, needle: str, expected: list[str]) -> None:
    assert [each.path for each in project.words.holding(needle.encode(), whole=True)] == expected


def test_a_pattern_is_asked_of_those_that_hold_a_needle(project: Project) -> None:
    assert {each.path for each in project.matching(re.compile(rb"^from b"), (b"load",))} == set()
    assert {each.path for each in project.matching(re.compile(rb"from b"), (b"load", b"cart"))} == {"c.py"}
