"""Repositories of every shape that a fleet meets, made here; and the command, as a person calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Findings with a safe fix, with an unsafe one, and such that a person has to see to.
SERVICE = {
    "app.py": """import os

import redis
from flask import Flask, request

app = Flask(__name__)
REDIS_HOST = "redis-{number}.internal.example.com"
cache = redis.Redis(host=REDIS_HOST)


@app.post("/photo")
def photo():
    request.files["photo"].save(os.path.join("uploads", request.form["name"]))
    return "ok"
""",
    "requirements.txt": "flask==3.1.0\nredis==5.2.1\n",
    "Dockerfile": "FROM python:3.11-slim\nCOPY . /app\nWORKDIR /app\nCMD gunicorn app:app\n",
    ".gitignore": ".env\n",
    ".dockerignore": ".env\n",
}
NAMES = (
    "plain", "with space", "-dash", "quote'\"", "$(touch owned)", "semi;colon", "new\nline", "üñí", "日本", "x" * 150,
    "a#b", "dots..", "percent%2F", "back\\slash", "star*", "<b>bold<script>", "=1+1",
)  # fmt: skip


def git(folder: Path, *words: str) -> str:
    who = {
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
    }  # fmt: skip
    command = ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **who})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A checkout with one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    commit(folder, files)
    return folder


def commit(folder: Path, files: Mapping[str, str | bytes], message: str = "Change") -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)


def bare(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A bare repository with one commit on main."""
    made = repository(folder.with_name(folder.name + ".work"), files)
    git(made, "clone", "--quiet", "--bare", str(made), str(folder))
    return folder


def service(number: int = 0) -> dict[str, str | bytes]:
    return {name: text.replace("{number}", str(number)) for name, text in SERVICE.items()}


def fleet(
    *words: str | Path, code: int | None = 0, cwd: Path | None = None, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`operable fleet …`, and the exit code that it must have."""
    command = [sys.executable, "-m", "codemods", "fleet", *map(str, words)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", **(more or {})}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, cwd=cwd, env=environment,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
