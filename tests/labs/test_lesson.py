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


def test_a_copy_that_is_broken_off_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labs("start")
    (folder / "mine" / "cart.py").write_text("# mine\n")

    def broken_off(source: Path, target: Path, **_: object) -> Path:
        target.mkdir()
        (target / "app.py").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(lesson.shutil, "copytree", broken_off)
    assert labs("reset", "1").exit_code == 130
    assert [each.name for each in folder.iterdir()] == ["mine"]
    assert (folder / "mine" / "cart.py").read_text() == "# mine\n"


def test_the_contract_names_what_is_given() -> None:
    told = labs("contract").stdout
    assert told == lesson.CONTRACT
    for name in ("PORT", "/readyz", "STATE_URL", "AWS_ENDPOINT_URL", "init-db", "infra/before/fileserver"):
        assert name in told
    assert max(map(len, told.splitlines())) <= 120


def up(tree: str, *typed: str) -> str:
    """What `labs up` answers to what is typed."""
    done = subprocess.run(
        [sys.executable, "-m", "labs", "up", tree],
        cwd=trees.ROOT,
        input="\n".join([*typed, "quit", ""]),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The shop: http://127.0.0.1:" in done.stdout
    return done.stdout


def test_the_shop_in_the_browser_loses_the_cart_and_ends() -> None:
    """`before` shows an empty cart by the replicas that have not got it, and has none once its replica is gone."""
    told = up("before", "cart", "kill 9", "replicas", "what", "kill 1", "kill 2", "kill 3", "cart")
    assert told.count("the cart is empty") in (4, 8), told
    assert told.count("look: 1 book") in (2, 4), told
    assert "sess-" in told
    assert "there are replicas 1, 2, 3" in told
    assert [f"replica {number} serves" in told for number in (4, 5, 6)] == [True] * 3


def test_the_shop_in_the_browser_keeps_the_cart_of_after() -> None:
    told = up("after", "cart", "kill 2", "cart", "deploy", "cart", "replicas")
    assert "the cart is empty" not in told
    assert told.count("look: 1 book") == 18
    assert told.count("ended by itself") == 3
    assert told.count("nothing of customers on its disk") == 3
