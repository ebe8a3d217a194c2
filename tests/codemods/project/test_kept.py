"""An answer is found once in a state of the project, a fact once for the bytes of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.model.call_graph import Code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

asked: list[tuple[object, ...]] = []


@once
def names(project: Project) -> list[str]:
    """The names of the files."""
    asked.append((names, project))
    return list(project.files)


@once
def has(project: Project, path: str) -> bool | None:
    """Whether it is there; None is an answer too."""
    asked.append((has, project, path))
    return True if path in project.files else None


@once
def between(file: SourceFile, first: int, last: int) -> str:
    """Some lines of a file."""
    asked.append((between, file, first, last))
    return "\n".join(file.lines[first:last])


@fact
def statements(file: SourceFile) -> int:
    """How many statements a file has."""
    asked.append((statements, file))
    return len(file.tree.body)


@fact
def stands(file: SourceFile, word: bytes) -> bool:
    """Whether a file has a word."""
    asked.append((stands, file, word))
    return word in file.data


@fact
def only(file: SourceFile) -> str:
    """A file's only line."""
    asked.append((only, file))
    (line,) = file.text.splitlines()
    return line


@pytest.fixture
def project(tmp_path: Path) -> Project:
    asked.clear()
    return Project(tmp_path, {"a.py": b"one = 1\ntwo = 2\n", "b.py": b"three = 3\n", "run.sh": b"exec one\n"})


def test_a_question_is_answered_once(project: Project) -> None:
    assert names(project) is names(project)
    assert has(project, "a.py") is has(project, "a.py") is True
    assert has(project, "c.py") is has(project, "c.py") is None
    assert between(project.files["a.py"], 0, 1) == between(project.files["a.py"], 0, 1) == "one = 1"
    assert between(project.files["a.py"], 0, 2) == "one = 1\ntwo = 2"
    assert len(asked) == len(set(asked)) == 5


def test_another_state_has_an_answer_of_its_own(project: Project) -> None:
    assert names(project) == ["a.py", "b.py", "run.sh"]
    assert between(project.files["a.py"], 0, 1) == "one = 1"
    changed = project.with_changes({"c.py": b""})
    assert names(changed) == ["a.py", "b.py", "c.py", "run.sh"]
    assert names(project) == ["a.py", "b.py", "run.sh"]
    assert between(changed.files["a.py"], 0, 1) == "one = 1"
    assert len(asked) == 4


def test_a_fact_is_shared_by_the_states_that_hold_the_same_file(project: Project) -> None:
    assert statements(project.files["a.py"]) == 2
    assert stands(project.files["a.py"], b"two")
    assert stands(project.files["run.sh"], b"one")
    changed = project.with_changes({"b.py": b""})
    assert statements(changed.files["a.py"]) == 2
    assert stands(changed.files["a.py"], b"two")
    assert stands(changed.files["run.sh"], b"one")
    assert len(asked) == 3
    assert [statements(each.files["b.py"]) for each in (project, changed)] == [1, 0]


def test_two_files_that_parse_a_tree_each_share_no_fact(project: Project) -> None:
    assert stands(project.files["a.py"], b"two")
    changed = project.with_changes({})
    assert stands(changed.files["a.py"], b"two")
    assert [each[1] for each in asked] == [project.files["a.py"], changed.files["a.py"]]


def test_what_fails_is_not_kept(project: Project) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="too many values"):
            only(project.files["a.py"])
    assert len(asked) == 2
    assert project.files["a.py"].facts == project.files["a.py"].answers == {}


def test_two_questions_of_one_name_are_two(project: Project) -> None:
    def number(offset: int) -> int:
        @once
        def length(project: Project) -> int:
            return len(project.files) + offset

        return length(project)

    assert [number(0), number(1)] == [3, 4]


def test_a_question_keeps_its_name_and_what_is_said_of_it() -> None:
    assert (names.__name__, names.__doc__) == ("names", "The names of the files.")


def test_what_is_equal_is_one_question(project: Project) -> None:
    file = project.files["a.py"]

    @once
    def where(file: SourceFile, code: Code) -> list[str]:
        return [code.name]

    assert where(file, Code(file, file.tree)) is where(file, Code(file, file.tree))
