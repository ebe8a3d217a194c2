"""What OP512 writes asks for no more than the reads below it: a setting that comes in another way is there by then."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.project import Project
from labs.cluster import processes, service

DOCKERFILE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "app:app"]\n'
APP = """\
import config


def app(environ, start_response):
    start_response("200 OK", [])
    return [config.TOKEN.encode()]
"""
CONFIG = 'import os\n\nTOKEN = os.environ["TOKEN"]\nSECRET_KEY = os.environ["SECRET_KEY"]\n'
SERVICE = {"Dockerfile": DOCKERFILE, "app.py": APP, "config.py": CONFIG, "gunicorn.conf.py": "threads = 2\n"}

# How the service comes to its settings: what is different in its files, and in its command.
WAYS: dict[str, tuple[dict[str, str], list[str]]] = {
    "raw_env": ({"gunicorn.conf.py": 'raw_env = ["TOKEN=x", "SECRET_KEY=y"]\n'}, []),
    "--env": ({}, ["--env", "TOKEN=x", "--env", "SECRET_KEY=y"]),
    "set in gunicorn.conf.py": (
        {"gunicorn.conf.py": 'import os\n\nos.environ.update(TOKEN="x", SECRET_KEY="y")\n'}, [],
    ),
    "set by the application": (
        {"app.py": f'import os\n\nos.environ["TOKEN"] = "x"\nos.environ.setdefault("SECRET_KEY", "y")\n\n{APP}'}, [],
    ),
    "read from a file": (
        {"config.py": CONFIG.replace("\n\n", "\nimport env_file\n\nenv_file.load()\n\n", 1),
         "env_file.py": 'import os\n\n\ndef load():\n    os.environ.update(TOKEN="x", SECRET_KEY="y")\n'}, [],
    ),
}  # fmt: skip


def migrated(tmp_path: Path, changed: dict[str, str]) -> Path:
    """The service's folder as the codemod makes it."""
    files = {path: text.encode() for path, text in (SERVICE | changed).items()}
    done = fix(Project(tmp_path / "none", files), select(("OP512",)), unsafe=True, jobs=1)
    assert b"if missing:" in done.after.files["config.py"].data
    tree = tmp_path / "app"
    tree.mkdir()
    for path, file in done.after.files.items():
        (tree / path).write_bytes(file.data)
    return tree


@pytest.mark.parametrize("way", WAYS)
def test_what_started_before_starts(way: str, tmp_path: Path) -> None:
    changed, words = WAYS[way]
    port = processes.free_port()
    command = ["gunicorn", "--bind", f"{processes.HOST}:{port}", *words, "app:app"]
    process = service.start(migrated(tmp_path, changed), command, tmp_path / "log", {})
    try:
        processes.wait_until(lambda: processes.accepts(port), 30, "the service to listen", process)
        with urllib.request.urlopen(f"http://{processes.HOST}:{port}/", timeout=30) as answer:
            assert answer.read() == b"x"
    finally:
        process.kill()


def test_what_did_not_start_tells_why(tmp_path: Path) -> None:
    command = ["gunicorn", "--bind", f"{processes.HOST}:{processes.free_port()}", "app:app"]
    process = service.start(migrated(tmp_path, {}), command, tmp_path / "log", {})
    try:
        assert process.popen.wait(30) == 4
    finally:
        process.kill()
    assert process.output().splitlines().count("settings missing: TOKEN, SECRET_KEY") == 1
    assert "Traceback" not in process.output()
