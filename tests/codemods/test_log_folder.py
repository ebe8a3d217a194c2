"""A folder that two files log into goes with the second of them, in whatever file it is made."""

from __future__ import annotations

from pathlib import Path

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.project import Project

FILES = {
    "logconfig.py": b"""\
import logging
import os


def configure():
    os.makedirs("logs", exist_ok=True)
    handler = logging.FileHandler("logs/shop.log")
    logging.getLogger().addHandler(handler)
""",
    "checkout.py": b"""\
import logging

log = logging.getLogger(__name__)


def pay(order):
    with open("logs/payments.log", "a") as file:
        file.write(f"{order} is paid\\n")
""",
}


def rewritten(tmp_path: Path, unsafe: bool) -> str:
    fixed = fix(Project(tmp_path, FILES), select(("7",)), unsafe=unsafe, jobs=1)
    assert fixed.dropped == []
    return fixed.after.files["logconfig.py"].text


def test_the_folder_goes_with_the_last_log_in_it(tmp_path: Path) -> None:
    text = rewritten(tmp_path, unsafe=True)
    assert "StreamHandler" in text
    assert "logs" not in text
    assert "import os" not in text


def test_the_folder_stays_while_a_log_is_kept_in_it(tmp_path: Path) -> None:
    text = rewritten(tmp_path, unsafe=False)
    assert "StreamHandler" in text
    assert 'os.makedirs("logs", exist_ok=True)' in text
