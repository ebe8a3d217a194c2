"""What may be tried again is, alone, and is told; everything else has to pass at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = """
import pathlib, pytest

@pytest.mark.second_try("measures time")
def test_slow():
    tries = pathlib.Path("tries")
    tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
    assert len(tries.read_text()) > {fails}

def test_sure():
    assert {sure}
"""


@pytest.mark.parametrize(
    ("fails", "sure", "code", "tries"),
    [(0, True, 0, "x"), (1, True, 0, "xx"), (2, True, 1, "xx"), (1, False, 1, "x")],
    ids=["passes", "second", "twice", "another"],
)
def test_second_try(tmp_path: Path, fails: int, sure: bool, code: int, tries: str) -> None:
    (tmp_path / "conftest.py").write_text("from tests.second_try import pytest_configure\n")
    (tmp_path / "test_it.py").write_text(TESTS.format(fails=fails, sure=sure))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    environment = {each: value for each, value in os.environ.items() if not each.startswith(("PYTEST", "OPERABLE"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "test_it.py"],
        cwd=tmp_path, env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, (tmp_path / "tries").read_text()) == (code, tries), done.stdout + done.stderr
    last = done.stdout.rstrip().splitlines()[-1]
    assert (last.strip() == "test_it.py::test_slow") == (fails > 0 and sure)
