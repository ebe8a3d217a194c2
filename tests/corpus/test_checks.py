"""The checks of `make corpus` find what they are there for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.session import check
from tests.codemods.trees import by_code, plant, project, renaming
from tests.corpus.__main__ import run
from tests.corpus.checks import broken, faults, lost_comments, strays

OLD = b'"""Text."""\nimport os\n\n# one\nx = f(\n    1,  # two\n)\ny = 2\n'


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (OLD.replace(b"1,", b"3,"), []),
        (OLD.replace(b"import os", b"import os\nimport sys"), []),
        (OLD.replace(b"y = 2", b"y = 3"), [8]),
        (OLD.replace(b"y = 2\n", b""), [8]),
        (OLD + b"z = 3\n", [8]),
        (OLD.replace(b"\n\n# one", b"\nz = 1\n\n# one"), [2]),
        (OLD.replace(b"\n\n# one", b"\nz = 1\n\n# one").replace(b"1,", b"z,"), []),
        (OLD.replace(b"# one", b"z = 1\n# one"), []),
    ],
)
def test_what_changed_without_a_finding(new: bytes, lines: list[int]) -> None:
    assert strays(OLD, new, [(6, 6)]) == lines


def test_comments_that_are_gone() -> None:
    assert lost_comments(OLD, OLD.replace(b"  # two", b""), []) == ["# two"]
    assert lost_comments(OLD, OLD.replace(b"  # two", b""), [(6, 6)]) == []
    assert lost_comments(OLD, OLD.replace(b"# one", b""), [(5, 6)]) == ["# one"]
    assert lost_comments(OLD, b"# two\n" + OLD, []) == []


def test_a_comment_goes_with_what_it_tells_of() -> None:
    without = OLD.replace(b"# one\nx = f(\n    1,  # two\n)\n", b"")
    assert lost_comments(OLD, without, [(5, 7)]) == []
    assert strays(OLD, without, [(5, 7)]) == []
    assert lost_comments(OLD, without, []) == ["# one", "# two"]
    two = OLD.replace(b"# one\n", b"# one\nw = 1\n# more\n")
    kept = two.replace(b"# one\n", b"").replace(b"# more\nx = f(\n    1,  # two\n)\n", b"")
    assert lost_comments(two, kept, [(7, 9)]) == ["# one"]
    moved = OLD.replace(
        b"# one\nx = f(\n    1,  # two\n)\n", b"def g():\n    # one\n    x = f(\n        1,  # two\n    )\n"
    )
    assert strays(OLD, moved, [(5, 8)]) == []


def test_what_does_not_compile() -> None:
    assert broken(b"x = (", "a.py").startswith("does not compile")
    assert broken(OLD, "a.py") == ""


def test_a_rule_that_fails_is_a_fault() -> None:
    def fails(node: ast.AST) -> dict[str, object]:
        raise IndexError

    chosen = by_code(renaming("OP791", {"f": "g"}, data=fails))
    tree = project({"a.py": OLD})
    result = fix(tree, chosen, jobs=1)
    (fault,) = faults(result, check(tree, chosen, jobs=1).findings)
    assert "defect" in fault.what


def test_a_good_fix_is_none(tmp_path: Path) -> None:
    root = plant(tmp_path, {"app.py": 'import logging\n\nlogging.basicConfig(filename="app.log")\n'})
    done = run(root)
    assert [done.counts[each] for each in ("findings", "fixed", "written", "not read")] == [1, 1, 1, 0]
    assert not done.dropped
    assert done.wrong == []
    assert "+logging.basicConfig(stream=sys.stdout)" in done.diff


def test_what_is_not_read_is_counted(tmp_path: Path) -> None:
    done = run(plant(tmp_path, {"old.py": "print 'x'\n", "big.py": b"#" * 2_000_001}))
    assert done.counts["not read"] == 2
    assert sorted(done.unread) == [
        "cannot be parsed: Missing parentheses in call to …. Did you mean print…?",
        "is …: larger than 2 MB, not read",
    ]
