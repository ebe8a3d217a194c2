"""kill -9 in the middle of apply: every file is the old one or the new one, whole, and the next apply ends the work.

OPERABLE_KILLS says how often; `make faults` does it some hundred times.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from codemods.engine.files.discover import LEFTOVER
from tests.codemods.trees import HANDLER, contents, environment, plant

KILLS = int(os.environ.get("OPERABLE_KILLS", "12"))
KILLING = Path(__file__).with_name("killing.py")
SERVERS = ("db", "mail", "ldap", "ftp", "redis", "smtp")
FILES = {
    **{f"shop/part{number}.py": HANDLER + f"SIZE = {number}\n" * 20 for number in range(12)},
    **{f"shop/{name}.py": f'{name.upper()}_PASSWORD = "hunter2-of-{name}"\n' for name in SERVERS},
    "Dockerfile": "FROM python:3.12\nCOPY . .\nCMD python app.py\n",
    "app.py": "import os\n\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
    '@app.post("/<name>")\ndef note(name):\n    with open(os.path.join("notes", name), "w") as file:\n'
    '        file.write(request.get_data(as_text=True))\n    return ""\n',
}


@pytest.fixture(scope="module")
def runs() -> list[dict[str, Any]]:
    # In memory where there is such a place: what a kill leaves is the same, and fsync does not wait for a disk.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        template = plant(Path(folder, "template"), FILES)
        command = [sys.executable, str(KILLING), str(template), folder, str(KILLS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
        assert contents(template) == {path: text.encode() for path, text in FILES.items()}
        return [json.loads(line) for line in done.stdout.splitlines()]


def split(tree: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The files of a tree, and what a killed run has left lying about."""
    odd = [path for path in tree if LEFTOVER.match(Path(path).name)]
    return {path: text for path, text in tree.items() if path not in odd}, odd


def test_the_whole_run_writes_many_files(runs: list[dict[str, Any]]) -> None:
    whole = runs[0]["whole"]
    changed = {path for path, text in whole.items() if FILES.get(path) != text}
    assert {"app.py", "storage.py", ".env", ".env.example", ".gitignore", "shop/part3.py"} <= changed
    assert runs[0]["changes"] >= 2 * len(changed)


def test_every_file_is_old_or_new(runs: list[dict[str, Any]]) -> None:
    whole = runs[0]["whole"]
    for each in runs[1:]:
        files, _ = split(each["left"])
        assert set(FILES) <= set(files) <= set(whole)
        assert [path for path, text in files.items() if text not in (FILES.get(path), whole[path])] == []


def test_no_code_needs_what_is_not_there(runs: list[dict[str, Any]]) -> None:
    for each in runs[1:]:
        files, _ = split(each["left"])
        for path, text in files.items():
            assert "import storage" not in text or "storage.py" in files, path
            for name in re.findall(r"os\.environ\[\"(\w+)\"\]", text) if path in FILES else ():
                assert f"{name}=" in files[".env"], path


def test_the_next_apply_finishes(runs: list[dict[str, Any]]) -> None:
    assert [each["placed"] for each in runs[1:] if each["finished"] != runs[0]["whole"]] == []


@pytest.mark.second_try("counts kills between two renames")
def test_the_kills_fell_within_the_writing(runs: list[dict[str, Any]]) -> None:
    """While files were staged, or between the first rename and the last: of those placed and of those at random."""
    whole = runs[0]["whole"]
    changed = [path for path, text in whole.items() if FILES.get(path) != text]
    renaming = 0
    for placed in (True, False):
        kills = [split(each["left"]) for each in runs[1:] if (each["placed"] is not None) is placed]
        staging = sum(bool(odd) for _, odd in kills)
        between = sum(0 < sum(files.get(path) == whole[path] for path in changed) < len(changed) for files, _ in kills)
        print(
            f"{'placed' if placed else 'random'}: {len(kills)} kills, {staging} halfway, {between} between two renames"
        )
        assert staging >= len(kills) // 2, "too few kills fell within the writing: the test shows nothing"
        renaming += between
    assert renaming >= max(1, KILLS // 10)
