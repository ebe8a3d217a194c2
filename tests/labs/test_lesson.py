"""One's own tree through all pages, what the lab gives it, and the shop in the browser."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from labs import lesson, trees
from labs.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def labs(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_nothing_is_thrown_away(folder: Path) -> None:
    assert labs("solve", "1").exit_code == 1
    assert labs("start").exit_code == 0
    (folder / "mine" / "cart.py").write_text("# mine\n")
    again = labs("start")
    assert (again.exit_code, "mine/ is there" in again.stderr) == (1, True)
    assert "What was there is in mine.1/." in labs("reset", "1").stdout
    assert (folder / "mine.1" / "cart.py").read_text() == "# mine\n"
    assert (folder / "mine" / "cart.py").read_text() == (trees.BEFORE / "cart.py").read_text()
    labs("reset", "1")
    assert (folder / "mine.2").is_dir()


def test_a_page_is_solved_in_one_s_own_tree(folder: Path) -> None:
    labs("start")
    (folder / "mine" / "notes.txt").write_text("by hand")
    assert labs("solve", "7").exit_code == 0
    assert "RotatingFileHandler(" not in (folder / "mine" / "logconfig.py").read_text()
    assert "RotatingFileHandler(" in (folder / "mine.1" / "logconfig.py").read_text()
    assert (folder / "mine" / "notes.txt").read_text() == "by hand"
    # Another page's fault stays.
    assert (folder / "mine" / "cart.py").read_text() == (trees.BEFORE / "cart.py").read_text()


def test_the_contract_names_what_is_given() -> None:
    told = labs("contract").stdout
    assert told == lesson.CONTRACT
    for name in ("PORT", "/readyz", "STATE_URL", "AWS_ENDPOINT_URL", "init-db", "infra/before/fileserver"):
        assert name in told
    assert max(map(len, told.splitlines())) <= 120


def test_the_shop_in_the_browser_loses_the_cart_and_ends(folder: Path) -> None:
    """`before` shows an empty cart by the replicas that have not got it."""
    done = subprocess.run(
        [sys.executable, "-m", "labs", "up", "before"],
        cwd=trees.ROOT,
        input="cart\nkill 9\nreplicas\nwhat\nquit\n",
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "The shop: http://127.0.0.1:" in done.stdout
    assert done.stdout.count("the cart is empty") == 4
    assert done.stdout.count("look: 1 book") == 2
    assert "sess-" in done.stdout
    assert "there are replicas 1, 2, 3" in done.stdout
