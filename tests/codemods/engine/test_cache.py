"""A kept result is used in the very same state only, holds no secret, and never costs more than time."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.engine import cache, checking, request, session
from codemods.reports.formats import render

APP = 'from flask import Flask\n\napp = Flask(__name__)\nDB_HOST = "db.internal"\n'
SECRET = 'API_KEY = "sk9f8e7d6c5b4a3f2e1d0c"\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "service"
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    return folder


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often a check was carried out."""
    done: list[int] = []
    check = session.check

    def counted(*args: object, **kwargs: object) -> session.Checked:
        done.append(1)
        return check(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "check", counted)
    return done


def report(tree: Path, *options: str) -> dict[str, object]:
    result = CliRunner().invoke(main, ["check", str(tree), "--format", "json", *options])
    assert result.exit_code in (0, 1), result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def kept() -> list[Path]:
    """One result, or two under its two names where a slow machine had a second between the files and the check."""
    return sorted(cache.folder().glob("*")) if cache.folder().exists() else []


def test_the_second_run_says_the_same_without_a_check(tree: Path, checks: list[int]) -> None:
    first = report(tree)
    assert first["findings"]
    assert report(tree) == first
    assert len(checks) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: (tree / "app.py").write_text(APP.replace("db.internal", "dc.internal")),
        lambda tree: (tree / "app.py").rename(tree / "main.py"),
        lambda tree: (tree / "more.py").write_text(""),
        lambda tree: (tree / ".env").write_text("DB_HOST=x\n"),
        lambda tree: (tree / "lib").mkdir(),
        lambda tree: (tree / "data.bin").write_bytes(b"\0"),
        lambda tree: (tree.parent / "requirements.lock").write_text(""),
        lambda tree: (tree.parent / ".git").mkdir(),
        lambda tree: (tree.parent / "shared.py").write_text(""),
        lambda tree: restored(tree / "app.py", APP.replace("db.internal", "dc.internal")),
    ],
)
@pytest.mark.parametrize("settled", [1.0, -60.0], ids=["by bytes", "by times"])
def test_another_state_is_checked(
    tree: Path, checks: list[int], change: Callable[[Path], object], settled: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_SETTLED", settled)
    report(tree)
    change(tree)
    report(tree)
    assert len(checks) == 2


def restored(path: Path, text: str) -> None:
    """Another text of one length, with the old time of change."""
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_nothing_is_read_where_nothing_changed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", -60.0)

    (tree / "keys.py").write_text(SECRET)

    def found() -> str:
        return render("json", [checking.run(request.Request(tree, request.Options()), 1, None, cached=True)])

    first = found()
    assert '"OP503"' in first

    def reads(*_: object) -> None:
        raise AssertionError("files were read")

    monkeypatch.setattr(request, "load", reads)
    assert found() == first


def test_times_of_the_last_second_are_no_sign(tree: Path) -> None:
    cached = cache.state(request.Request(tree, request.Options()))
    assert cached is not None
    assert not cached.is_settled


@pytest.mark.parametrize("path", [".gitignore", "service/.git/info/exclude"])
def test_what_git_ignores_is_part_of_the_state(tree: Path, path: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(cache, "_SETTLED", -60.0)
    for top in (tree.parent, tree)[: 1 + path.startswith("service")]:
        (top / ".git" / "info").mkdir(parents=True, exist_ok=True)
    assert report(tree)["findings"]
    (tree.parent / path).write_text("app.py\n")
    assert not report(tree)["findings"]


@pytest.mark.parametrize("top", ["tree", "its folder"])
def test_what_lies_above_the_repository_is_no_part_of_the_state(tree: Path, checks: list[int], top: str) -> None:
    (tree if top == "tree" else tree.parent).joinpath(".git").mkdir()
    above = tree.parent.parent / "other.lock"
    try:
        report(tree)
        above.write_text("")
        report(tree)
    finally:
        above.unlink()
    assert len(checks) == 1


@pytest.mark.parametrize("options", [("--select", "5"), ("--ignore", "5"), ("--exclude", "app.py")])
def test_what_is_asked_is_part_of_the_state(tree: Path, options: tuple[str, str], monkeypatch: Any) -> None:
    monkeypatch.setattr(cache, "_SETTLED", -60.0)
    first = report(tree)
    other = report(tree, *options)
    assert other != first
    assert report(tree, *options) == other
    assert report(tree) == first


def test_other_rules_and_another_program_are_checked(
    tree: Path, checks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    report(tree)
    report(tree, "--select", "6")
    assert len(checks) == 2
    monkeypatch.setattr(cache, "_program", lambda: "another")
    report(tree)
    assert len(checks) == 3


def test_without_a_cache_nothing_is_read_or_kept(tree: Path, checks: list[int]) -> None:
    report(tree, "--no-cache")
    assert not kept()
    report(tree)
    report(tree, "--no-cache")
    assert len(checks) == 3


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "html"])
def test_no_secret_is_kept_and_none_is_shown(tree: Path, checks: list[int], form: str) -> None:
    (tree / "keys.py").write_text(SECRET)
    (tree / "compose.yaml").write_text(
        "services:\n  db:\n    environment:\n      DB_PASSWORD: sk9f8e7d6c5b4a3f2e1d0c\n"
    )
    first, second = (CliRunner().invoke(main, ["check", str(tree), "--format", form]).output for _ in range(2))
    assert "OP503" in first
    assert second == first
    assert "sk9f8e7d6c5b4a3f2e1d0c" not in first
    assert len(checks) == 1
    assert kept()
    assert all(b"sk9f8e" not in path.read_bytes() for path in kept())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"findings": 1}', b'{"findings": [[1, 2]], "problems": []}', b"\xff\0"]
)
def test_a_damaged_result_is_made_anew(tree: Path, checks: list[int], data: bytes) -> None:
    first = report(tree)
    for path in kept():
        path.write_bytes(data)
    assert report(tree) == first
    assert len(checks) == 2
    assert report(tree) == first
    assert len(checks) == 2


def test_a_result_is_its_owners_alone(tree: Path) -> None:
    report(tree)
    path = kept()[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_old_results_go_and_the_others_stay_few(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_RESULTS", 3)
    cache.folder().mkdir(parents=True)
    for number in range(6):
        path = cache.folder() / f"{number}.json"
        path.write_text("{}")
        os.utime(path, (time.time() - number * 86400 * 20,) * 2)
    report(tree)
    assert [each.name for each in kept() if len(each.name) < 10] == ["0.json", "1.json"]


def test_a_folder_that_cannot_be_written_is_no_error(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree.parent / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tree.parent / "file"))
    result = CliRunner().invoke(main, ["check", str(tree), "--format", "json"])
    assert json.loads(result.stdout)["findings"]
    assert "note: the next check does everything again: " in result.stderr


def test_what_is_too_large_is_not_kept_and_says_so(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_BYTES", 10)
    assert "the result has more than" in CliRunner().invoke(main, ["check", str(tree)]).stderr
    assert not kept()


@pytest.fixture
def mounted(tree: Path) -> Path:
    """A folder outside of the tree, which the tree's code takes a library from."""
    folder = tree.parent / "mounted"
    folder.mkdir()
    (folder / "taxes.py").write_text("RATE = 19\n")
    (tree / "app.py").write_text(f'import sys\n\nsys.path.insert(0, "{folder}")\nimport taxes\n\nprint(taxes.RATE)\n')
    return folder


def test_a_tree_with_a_library_outside_is_kept(tree: Path, mounted: Path, checks: list[int]) -> None:
    first = report(tree)
    assert "OP205" in str(first)
    assert "unsafe" in str(first)
    assert report(tree) == first
    assert len(checks) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "taxes.py").unlink(),
        lambda folder: (folder / "taxes.py").write_text("import numpy\n"),
        lambda folder: (folder / "taxes.py").write_text("RATE = 20\n"),
        lambda folder: shutil.rmtree(folder),
    ],
    ids=["gone", "not plain any more", "of the same length", "the folder is gone"],
)
def test_another_library_outside_is_looked_at(
    tree: Path, mounted: Path, checks: list[int], change: Callable[[Path], object]
) -> None:
    report(tree)
    change(mounted)
    report(tree)
    assert len(checks) == 2


def test_a_library_that_was_missing_is_looked_at(tree: Path, mounted: Path, checks: list[int]) -> None:
    library = mounted / "taxes.py"
    source = library.read_text()
    library.unlink()
    before = report(tree)
    library.write_text(source)
    assert report(tree) != before
    assert len(checks) == 2


def test_a_kept_result_is_shown_without_the_rules(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", -60.0)
    (tree / "keys.py").write_text(SECRET)
    first = CliRunner().invoke(main, ["check", str(tree)])
    program = (
        "import sys; from codemods.engine import cache; from codemods.cli import main; cache._SETTLED = -60.0\n"
        "try:\n    main()\nfinally:\n"
        "    print([each for each in sys.modules if each.startswith('codemods.rules.')], file=sys.stderr)"
    )
    again = subprocess.run(
        [sys.executable, "-c", program, "check", str(tree)], capture_output=True, text=True, check=False
    )
    assert again.stdout == first.stdout
    assert "********" in again.stdout
    assert again.stderr.strip() == "[]"


def test_a_link_to_a_folder_of_the_tree_is_part_of_the_state(tree: Path, checks: list[int]) -> None:
    for name in ("one", "two"):
        (tree / name).mkdir()
    (tree / "link").symlink_to("one")
    report(tree)
    report(tree)
    assert len(checks) == 1
    (tree / "link").unlink()
    (tree / "link").symlink_to("two")
    report(tree)
    assert len(checks) == 2


def test_a_tree_with_a_link_to_a_folder_outside_is_always_checked_and_says_why(tree: Path, checks: list[int]) -> None:
    (tree / "link").symlink_to(tree.parent)
    report(tree)
    result = CliRunner().invoke(main, ["check", str(tree), "--format", "json"])
    assert "note: the next check does everything again: link is a link to a folder outside" in result.stderr
    assert len(checks) == 2
