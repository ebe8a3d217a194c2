"""What CONTRIBUTING.md says of a new library: one row, and all rules that ask know it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import codemods

_DRIVER = 'Driver("quackdb", {"attach": Connect("DB", SQL, ("HOST", "USER", "PASSWORD"))}, ("quackdb",)),'
_SERVER = 'Server("quackserve", ("quackserve",)),'


def taught(folder: Path, table: str, opening: str, row: str) -> Path:
    """A copy of the program, one row longer."""
    shutil.copytree(Path(codemods.__file__).parent, folder / "codemods", ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "codemods" / "libraries" / table
    text = file.read_text()
    assert text.count(opening) == 1
    file.write_text(text.replace(opening, f"{opening}\n    {row}"))
    return folder


def found(program: Path, service: Path) -> set[tuple[str, str]]:
    """The rules that find something, each with the file."""
    command = [sys.executable, "-m", "codemods", "check", str(service), "--format", "json", "--no-cache", "--exit-zero"]
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=True)
    return {(each["rule"], each["path"]) for each in json.loads(done.stdout)["findings"]}


def service(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def unchanged() -> Path:
    return Path(codemods.__file__).parents[1]


def test_a_driver_is_one_row(tmp_path: Path, unchanged: Path) -> None:
    shop = service(tmp_path / "shop", {
        "app.py": 'import quackdb\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/")\ndef home():\n'
                  '    quackdb.attach("db.example.net", "shop", "hunter22")\n    return ""\n',
        "requirements.txt": "flask==3.1.0\nquackdb==1.0\n",
    })  # fmt: skip
    program = taught(tmp_path / "program", "drivers.py", "DRIVERS = (", _DRIVER)
    assert {("OP502", "app.py"), ("OP804", "app.py")} <= found(program, shop) - found(unchanged, shop)


def test_a_server_is_one_row(tmp_path: Path, unchanged: Path) -> None:
    shop = service(tmp_path / "shop", {
        "app.py": 'from flask import Flask\n\napp = Flask(__name__)\n',
        "Dockerfile": "FROM python:3.13-slim\nCOPY . .\nCMD quackserve app:app\n",
        "start.sh": "#!/bin/sh\nflask db upgrade\nquackserve app:app\n",
        "README.md": "Start it by hand with `./start.sh`.\n",
    })  # fmt: skip
    program = taught(tmp_path / "program", "servers.py", "SERVERS = (", _SERVER)
    assert {("OP302", "Dockerfile"), ("OP303", "start.sh")} <= found(program, shop) - found(unchanged, shop)
