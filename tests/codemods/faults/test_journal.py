"""An apply that was killed among its renames: the next one makes those that are missing, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from codemods.engine.disk import journal
from codemods.engine.disk.write import recover, write
from codemods.engine.files.discover import JOURNAL, walk
from tests.codemods.trees import contents, plant

OLD, NEW = b"old\n", b"new\n"
BEFORE = {"a.py": OLD, "b/c.py": OLD}
CHANGES = {"a.py": NEW, "b/c.py": NEW, "d/new.py": NEW}


def killed(root: Path, monkeypatch: pytest.MonkeyPatch, renames: int) -> None:
    """A write of CHANGES that ends for good before its next rename, as by kill -9."""
    plant(root, BEFORE)
    if child := os.fork():
        os.waitpid(child, 0)
        return
    replace, done = Path.replace, []

    def counted(path: Path, target: Path) -> Path:
        if len(done) == renames:
            os._exit(0)
        done.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", counted)
    write(root, CHANGES, BEFORE)
    os._exit(0)


@pytest.mark.parametrize("renames", [1, 2])
def test_it_is_finished(renames: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(tmp_path, monkeypatch, renames)
    assert JOURNAL in contents(tmp_path)
    assert recover(tmp_path)
    assert contents(tmp_path) == CHANGES
    assert not recover(tmp_path)


def test_before_the_first_rename_nothing_is_owed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(tmp_path, monkeypatch, 0)
    assert not recover(tmp_path)
    assert {path: data for path, data in contents(tmp_path).items() if "operable" not in path} == BEFORE
    assert write(tmp_path, {"a.py": NEW}, BEFORE) == []
    assert recover(tmp_path) is False


def test_what_was_edited_since_then_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(tmp_path, monkeypatch, 1)
    plant(tmp_path, {"a.py": b"mine\n"})
    assert recover(tmp_path)
    assert (tmp_path / "a.py").read_bytes() == b"mine\n"
    assert (tmp_path / "b/c.py").read_bytes() == NEW


@pytest.mark.parametrize("path", ["../out.py", "/tmp/out.py", "link/out.py", "a/../../out.py"])
def test_somebody_elses_journal_leads_nowhere(path: str, tmp_path: Path) -> None:
    root, outside = plant(tmp_path / "tree", {"x.py": NEW, "a/b": b""}), plant(tmp_path / "out", {"out.py": OLD})
    (root / "link").symlink_to(outside)
    plant(tmp_path, {"out.py": OLD, ".operable-0.tmp": NEW, "out/.operable-0.tmp": NEW})
    rows = [
        {"path": each, "temporary": ".operable-0.tmp", "before": journal._hash(OLD), "after": journal._hash(NEW)}
        for each in ("x.py", path)
    ]
    plant(root, {JOURNAL: json.dumps(rows)})
    assert not recover(root)
    assert (tmp_path / "out.py").read_bytes() == (outside / "out.py").read_bytes() == OLD


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", '[{"path": 1}]'])
def test_half_a_journal(text: str, tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD, JOURNAL: text})
    assert not recover(tmp_path)
    assert contents(tmp_path) == {"a.py": OLD}


def test_a_journal_is_no_file_of_the_tree(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD, JOURNAL: "[]"})
    assert list(walk(tmp_path, everything=True)) == ["a.py"]
