"""What git holds of a tree's `.env` files is asked once, is said, and a kept result hangs on it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.engine import session
from codemods.engine.disk.vcs import tracked
from tests.codemods.trees import committed, git, plant

FILES = {"app.py": "import flask\n", "web/.env": "DB_PASSWORD=kept-9f8e7d\n", "web/run.py": "", "notes.txt": ""}
PUBLISHED = "git rm --cached web/.env"
OPEN = "git does not hold it yet"


def remedies(root: Path) -> list[str]:
    result = CliRunner().invoke(main, ["check", str(root), "--select", "OP509", "--format", "json"])
    return [each["remedy"] for each in json.loads(result.stdout)["findings"]]


def test_what_git_holds_was_published(tmp_path: Path) -> None:
    root = committed(tmp_path / "tree", FILES)
    (said,) = remedies(root)
    assert said.startswith(PUBLISHED)


def test_what_git_does_not_hold_was_not(tmp_path: Path) -> None:
    root = committed(tmp_path / "tree", {"app.py": "import flask\n"})
    plant(root, {"web/.env": FILES["web/.env"]})
    (said,) = remedies(root)
    assert OPEN in said
    plant(root, {".gitignore": ".env\n"})
    assert remedies(root) == []


@pytest.mark.parametrize("inside", ["", "web"])
def test_a_kept_result_hangs_on_it(tmp_path: Path, inside: str) -> None:
    top = committed(tmp_path / "tree", FILES)
    root = top / inside
    # A change of the last second is no sign of a state.
    time.sleep(1.1)
    assert "git rm --cached" in remedies(root)[0]
    git(top, "rm", "--cached", "--quiet", "web/.env")
    assert OPEN in remedies(root)[0]
    git(top, "add", "web/.env")
    assert "git rm --cached" in remedies(root)[0]


def test_a_change_of_other_files_does_not_ask_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = committed(tmp_path / "tree", FILES)
    time.sleep(1.1)
    assert remedies(root)
    done: list[int] = []
    monkeypatch.setattr(session, "check", lambda *_, **__: done.append(1))
    git(root, "rm", "--cached", "--quiet", "notes.txt")
    assert remedies(root)
    assert not done


def test_of_a_folder_without_anything_in_git_nothing_is_known(tmp_path: Path) -> None:
    plant(tmp_path / "tree", FILES)
    assert tracked(tmp_path / "tree") is None
    assert remedies(tmp_path / "tree")[0].startswith(PUBLISHED)
    git(tmp_path / "tree", "init", "--quiet")
    assert tracked(tmp_path / "tree") is None


def test_in_a_work_tree_beside_the_index_counts_too(tmp_path: Path) -> None:
    top = committed(tmp_path / "tree", FILES)
    git(top, "worktree", "add", "--quiet", str(tmp_path / "other"))
    root = tmp_path / "other"
    assert remedies(root)[0].startswith(PUBLISHED)
    git(root, "rm", "--cached", "--quiet", "web/.env")
    assert OPEN in remedies(root)[0]
