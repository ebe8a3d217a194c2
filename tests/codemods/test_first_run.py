"""Whoever calls it for the first time: what it would do here, and what to do next."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

from tests.codemods.trees import HANDLER, ROOT, codemods, contents, environment, plant


def at_terminal(*arguments: str, cwd: Path, **more: str) -> str:
    """What is shown on a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "codemods", *arguments]
    given = environment(TERM="xterm", COLUMNS="200", **more)
    process = subprocess.Popen(command, cwd=cwd, env=given, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait(60)
    os.close(ours)
    return shown.decode()


def test_without_a_command_in_a_service(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    before = contents(tmp_path)
    done = codemods(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) <= 10
    assert "1 safe to fix" in done.stdout
    assert "python -m codemods apply . --diff" in done.stdout
    assert "check . --write-baseline" in done.stdout
    assert contents(tmp_path) == before


def test_without_a_command_where_all_eight_are_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "before", tmp_path / "shop")
    lines = codemods(cwd=tmp_path / "shop").stdout.splitlines()
    assert [line.split()[1] for line in lines[:4]] == ["1", "3", "5", "7"]
    assert len(lines) <= 10
    assert all(len(line) <= 80 for line in lines[:5])


def test_without_a_command_elsewhere(tmp_path: Path) -> None:
    done = codemods(cwd=tmp_path)
    assert done.returncode == 0
    assert "Usage: " in done.stdout


def test_check_ends_with_what_to_do_at_a_terminal_only(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    shown = at_terminal("check", ".", cwd=tmp_path)
    assert [line.split()[3] for line in shown.splitlines()[-3:]] == ["apply", "explain", "check"]
    assert "--write-baseline" not in codemods("check", ".", cwd=tmp_path).stdout


def test_a_diff_has_colours_at_a_terminal(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    assert "\x1b[32m+import sys" in at_terminal("apply", ".", "--diff", cwd=tmp_path)
    assert "\x1b[32m" not in at_terminal("apply", ".", "--diff", cwd=tmp_path, NO_COLOR="1")
    assert "\x1b" not in codemods("apply", ".", "--diff", cwd=tmp_path).stdout


def test_completion(tmp_path: Path) -> None:
    programs = plant(tmp_path / "bin", {"operable": f"#!{sys.executable}\nfrom codemods.__main__ import run\nrun()\n"})
    (programs / "operable").chmod(0o755)
    asked = environment(_OPERABLE_COMPLETE="bash_complete", COMP_WORDS="operable exp", COMP_CWORD="1")
    done = subprocess.run([programs / "operable"], env=asked, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.split() == ["plain,explain"]
