"""`--only` and `--interactive`: what was chosen is fixed, and what looks the same beside it is not."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codemods.trees import HANDLER, HANDLER_FIXED, codemods, committed, environment, plant

LINE = 'log.addHandler(logging.FileHandler("app.log"))'
FIXED = "log.addHandler(logging.StreamHandler(sys.stdout))"
# Three lines that look the same.
THREE = "import logging\n" + "".join(
    f'\n\ndef start_{name}():\n    log = logging.getLogger("{name}")\n    {LINE}\n' for name in "abc"
)
LINES = (6, 11, 16)


def fixed_lines(root: Path) -> list[bool]:
    lines = [line.strip() for line in (root / "app.py").read_text().splitlines()]
    return [line == FIXED for line in lines if line in (LINE, FIXED)]


@pytest.mark.parametrize("lines", [(6,), (11,), (16,), (6, 16), (11, 16)])
def test_only_those_lines(lines: tuple[int, ...], tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": THREE, "b.py": HANDLER})
    only = [part for line in lines for part in ("--only", f"app.py:{line}")]
    done = codemods("apply", ".", *only, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert fixed_lines(tmp_path) == [number in lines for number in LINES]
    assert (tmp_path / "b.py").read_text() == HANDLER


@pytest.mark.parametrize(
    ("only", "remedy"),
    [
        ("app.py", "write PATH:LINE"),
        ("app.py:x", "write PATH:LINE"),
        ("app.py:1", "nothing is found there"),
        ("s.py:1", "needs --unsafe"),
        ("hand.py:3", "is fixed by hand"),
    ],
)
def test_where_there_is_nothing_to_choose(only: str, remedy: str, tmp_path: Path) -> None:
    hand = "import sys\n\nsys.path.append('/mnt/share/python')\nimport rates\n"
    committed(tmp_path, {"app.py": THREE, "s.py": 'SECRET_KEY = "x7Gh2kQpL9vT4"\n', "hand.py": hand})
    done = codemods("apply", ".", "--only", only, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert remedy in line


def interactive(root: Path, answers: str) -> tuple[int, str]:
    """Run it at a terminal of its own, with these lines typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "codemods", "apply", ".", "--interactive"]
    done = subprocess.Popen(command, cwd=root, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env=environment(TERM="dumb"))  # fmt: skip
    os.write(ours, answers.encode())
    output, _ = done.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return done.returncode, output.decode()


@pytest.mark.parametrize(
    ("answers", "fixed", "other"),
    [
        ("n\ny\nn\nn\n", [False, True, False], False),
        ("y\nn\ny\ny\n", [True, False, True], True),
        ("n\na\n", [False, True, True], True),
        ("y\nq\n", [True, False, False], False),
        ("e\nx\ny\nq\n", [True, False, False], False),
        ("q\n", [False, False, False], False),
    ],
)
def test_asked_one_by_one(answers: str, fixed: list[bool], other: bool, tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": THREE, "b.py": HANDLER})
    code, output = interactive(tmp_path, answers)
    assert code == 0, output
    assert fixed_lines(tmp_path) == fixed
    assert ((tmp_path / "b.py").read_text() == HANDLER_FIXED) == other
    assert "app.py:6" in output
    if "e" in answers:
        assert "By hand:" in output


def test_without_a_terminal_it_names_the_other_way(tmp_path: Path) -> None:
    committed(plant(tmp_path, {}), {"app.py": THREE})
    done = codemods("apply", ".", "--interactive", cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--only PATH:LINE" in done.stderr
