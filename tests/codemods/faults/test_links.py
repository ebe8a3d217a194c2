"""Nothing outside of the tree is read or written, however a file of the tree names it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.engine.disk.write import write
from codemods.project.project import Project
from tests.codemods.trees import contents, plant

SECRET = "s3cr3t-hunter2-value"
OUTSIDE = {
    "passwd": f"{SECRET}\n", "secrets.env": f"OTHER={SECRET}\n", "base.html": f"<p>{SECRET}\n", "gitignore": "app.py\n",
    "outside.py": f'PASSWORD = "{SECRET}"\n', "compose.yaml": f"services: {{web: {{environment: {{A: {SECRET}}}}}}}\n",
    "requirements.txt": f"{SECRET}\n", "conf/a.py": f'TOKEN = "{SECRET}"\n', "Dockerfile": f"ENV A={SECRET}\n",
}  # fmt: skip
TREE = {
    "app.py": (
        "import json\nimport os\n\nfrom dotenv import load_dotenv\nfrom flask import Flask, render_template\n\n"
        'load_dotenv("../outside/secrets.env")\nMODEL = json.load(open("../outside/passwd"))\napp = Flask(__name__)\n'
        'SECRET_KEY = "my-own-s3cret-of-the-app"\napp.config.from_pyfile("../outside/outside.py")\n\n\n@app.get("/")\n'
        'def index():\n    return render_template("../../outside/base.html", a=open("../outside/passwd").read())\n'
    ),
    "requirements.txt": "-r ../outside/requirements.txt\n-r /etc/passwd\n-c ../outside/passwd\nflask\n",
    "Dockerfile": "FROM python:3.12\nCOPY ../outside/passwd .\nCOPY . .\n"
    "RUN pip install -r ../outside/requirements.txt\nCMD python app.py\n",
    "docker-compose.yml": "services:\n  web:\n    build: ../outside\n    "
    "env_file: [../outside/secrets.env, /etc/passwd]\n    extends: {file: ../outside/compose.yaml, service: web}\n",
    "start.sh": "#!/bin/sh\n. ../outside/secrets.env\nexec gunicorn -c ../outside/outside.py app:app\n",
    "setup.cfg": "[options]\ninstall_requires = file: ../outside/passwd\n",
}  # fmt: skip
# The tree's name of each link, and where it leads.
LINKS = {
    ".env": "secrets.env", ".env.example": "secrets.env", ".gitignore": "gitignore", ".dockerignore": "passwd",
    "linked.py": "outside.py", "conf": "conf", "env": "conf", "templates": ".", "storage.py": "outside.py",
    "gunicorn.conf.py": "outside.py", "Pipfile.lock": "passwd", "uv.lock": "passwd", ".python-version": "passwd",
    "pyproject.toml": "passwd", "README.md": "passwd", "Makefile": "passwd", "serverless.yml": "passwd",
}  # fmt: skip
COMMANDS = {
    "check": ["check", "--no-cache"], "json": ["check", "--format", "json"], "html": ["check", "--format", "html"],
    "diff": ["apply", "--diff", "--unsafe"], "apply": ["apply", "--unsafe", "--allow-no-vcs"], "env": ["env"],
}  # fmt: skip


def planted(tmp_path: Path, links: dict[str, str] = LINKS) -> Path:
    outside, tree = plant(tmp_path / "outside", OUTSIDE), plant(tmp_path / "tree", TREE)
    for name, target in links.items():
        (tree / name).symlink_to(outside / target)
    return tree


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_outside_is_shown_or_changed(command: str, linked: bool, tmp_path: Path) -> None:
    tree = planted(tmp_path, LINKS if linked else {})
    (tree / "loop").symlink_to(tree)
    before = contents(tmp_path / "outside")
    result = CliRunner().invoke(main, [*COMMANDS[command], str(tree)])
    assert result.exit_code in (0, 1, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert SECRET not in result.output
    assert contents(tmp_path / "outside") == before
    assert SECRET not in "".join(data.decode() for data in contents(tree).values())


# What Python opens while WATCH holds something: the hook stays for the process's life.
WATCH: list[str] = []
OPENED: list[str] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not WATCH or event != "open" or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    if not (arguments[2] & os.O_NOFOLLOW and Path(os.fsdecode(arguments[0])).is_symlink()):
        OPENED.append(os.fsdecode(arguments[0]))


sys.addaudithook(_hook)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_outside_is_opened(command: str, tmp_path: Path) -> None:
    tree = planted(tmp_path)
    OPENED.clear()
    WATCH.append(command)
    CliRunner().invoke(main, [*COMMANDS[command], str(tree)])
    WATCH.clear()
    opened = [os.path.realpath(each) for each in OPENED]
    assert str(tree / "app.py") in opened
    assert [each for each in opened if each.startswith(f"{tmp_path}/outside") or each == "/etc/passwd"] == []


@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_no_file_of_the_project(name: str, tmp_path: Path) -> None:
    project = Project(planted(tmp_path), {})
    with pytest.raises(OSError, match=r"symbolic link"):
        project.on_disk(name)
    with pytest.raises(OSError, match=r"symbolic link"):
        project.on_disk("conf/a.py")


@pytest.mark.parametrize("path", ["../outside/passwd", "a/../../outside/passwd", "/etc/passwd"])
def test_a_path_that_leads_out(path: str, tmp_path: Path) -> None:
    project = Project(plant(planted(tmp_path, {}), {"a/b": ""}), {})
    with pytest.raises(OSError, match=r"outside of the tree"):
        project.on_disk(path)


def test_nothing_is_written_behind_a_link(tmp_path: Path) -> None:
    tree = planted(tmp_path)
    problems = write(tree, {"env/production.env": b"A=1\n", "fine.py": b"x = 1\n"}, {})
    assert [(each.path, each.message) for each in problems] == [("env/production.env", "lies behind a symbolic link")]
    assert not (tmp_path / "outside/conf/production.env").exists()
    assert not (tree / "fine.py").exists()


def test_a_root_that_is_a_link_is_a_root(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(plant(tmp_path / "tree", {"a.py": b"old\n", "b/c": b""}))
    assert write(tmp_path / "link", {"a.py": b"new\n", "b/d": b"new\n"}, {"a.py": b"old\n"}) == []
    assert Project(tmp_path / "link", {}).on_disk("b/d") == b"new\n"


@pytest.mark.parametrize("name", [".gitignore", ".env", "pyproject.toml", ".git", "Dockerfile", "requirements.txt"])
def test_a_pipe_keeps_nobody_waiting(name: str, tmp_path: Path) -> None:
    tree = plant(tmp_path, {"app.py": 'SECRET_KEY = "my-own-s3cret-of-the-app"\n'})
    os.mkfifo(tree / name)
    for command in (["check"], ["apply", "--unsafe", "--allow-no-vcs", "--allow-dirty"], ["env"]):
        result = CliRunner().invoke(main, [*command, str(tree)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (tree / name).is_fifo()


@pytest.mark.parametrize("command", COMMANDS)
def test_folders_that_are_called_as_files(tmp_path: Path, command: str) -> None:
    """`.env` is what some call a virtual environment."""
    tree = planted(tmp_path, {})
    for name in {*LINKS} - {"linked.py", "conf", "env", "templates"}:
        (tree / name).mkdir()
    result = CliRunner().invoke(main, [*COMMANDS[command], str(tree)])
    assert result.exit_code in (0, 1), result.output
    assert "defect of operable" not in result.output
