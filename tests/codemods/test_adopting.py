"""docs/adopting.md: every command on the page, in its order, on the bookshop; and what each of them prints."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.codemods.trees import ROOT, committed, git
from tests.console import assert_as_told, steps

PAGE = ROOT / "docs/adopting.md"


def test_every_command_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    shop = shutil.copytree(ROOT / "before", tmp_path / "service", ignore=shutil.ignore_patterns("__pycache__"))
    root = committed(shop, {})
    git(root, "branch", "--move", "main")
    assert len(steps(PAGE)) >= 15
    assert_as_told(PAGE, root, {})
