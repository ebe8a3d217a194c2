"""docs/adopting.md: every command on the page, in its order, on a small old service."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.codemods.trees import HANDLER, ROOT, committed, plant

PAGE = ROOT / "docs/adopting.md"
SERVICE = {
    "app.py": 'import os\n\nHOST = os.environ["DB_HOST"]\nDB_PASSWORD = "x7Gh2kQpL9vT4"\n',
    "web/logs.py": HANDLER,
    "web/old.py": HANDLER.replace("app", "old"),
}


def commands() -> list[str]:
    """What stands behind `$` in the page's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_every_command_of_the_page_runs(tmp_path: Path) -> None:
    root = committed(tmp_path / "service", SERVICE)
    programs = plant(tmp_path / "bin", {"operable": f'#!/bin/sh\nexec {sys.executable} -P -m codemods "$@"\n'})
    (programs / "operable").chmod(0o755)
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT), **who}
    subprocess.run(["git", "branch", "--move", "main"], cwd=root, check=True)
    assert len(commands()) >= 10
    for command in commands():
        done = subprocess.run(
            ["sh", "-c", command], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        # 1 is findings, which the page is about; 2 would be a wrong call.
        assert done.returncode in (0, 1), (command, done.stdout, done.stderr)
        assert "error: " not in done.stderr, (command, done.stderr)
        if command.startswith("git"):
            assert done.returncode == 0, (command, done.stderr)
    text = subprocess.run(["git", "log", "--format=%s"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert "(OP701)" in text
