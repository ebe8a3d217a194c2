"""The index of words answers as a search of the bytes does."""

from pathlib import Path

import pytest

from codemods.analysis.imports import knowing
from codemods.analysis.project import Project

FILES = {
    "a.py": b"def save_all(cart):\n    cart.save()\n",
    "b.py": b"import a\n\n\ndef load():\n    return a.save_all\n",
    "c.py": b"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from b import load\n",
    "d.py": "naïve = 'http://x'\n".encode(),
    "e.py": b"",
}


@pytest.fixture
def project() -> Project:
    return Project(Path(), FILES)


@pytest.mark.parametrize(
    "needle",
    ["save", "save_all", ".save(", "def save_all(", "av", "://", "=", "na", "naïve", "import a", "nowhere", "e"],
)
def test_a_needle_is_found_where_the_bytes_hold_it(project: Project, needle: str) -> None:
    expected = [path for path, data in FILES.items() if needle.encode() in data]
    assert [each.path for each in project.words.holding(needle.encode())] == expected


def test_all_needles_have_to_be_held(project: Project) -> None:
    assert [each.path for each in project.mentioning(b"a", b"load")] == ["b.py", "c.py"]


def test_a_file_is_known_by_those_that_import_it_even_for_its_types_alone(project: Project) -> None:
    assert knowing(project.files["a.py"]) == {"a.py", "b.py", "c.py"}
    assert knowing(project.files["c.py"]) == {"c.py"}
