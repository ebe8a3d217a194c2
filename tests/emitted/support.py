"""What the tests of the emitted modules share."""

import contextlib
import http.client
import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Engine

import codemods.emitted
from codemods.rewriting.source.emitted import source
from labs.cluster import processes
from labs.cluster.postgres import Postgres

# Where the service's state begins in the bucket.
PREFIX = "service/state"
EMITTED = Path(codemods.emitted.__file__).parent


def load(name: str) -> ModuleType:
    """A fresh copy of an emitted module."""
    spec = importlib.util.spec_from_file_location(name, EMITTED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def load_flat(name: str) -> ModuleType:
    """A fresh copy of an emitted module as it is in no package, where it finds those that were loaded before it."""
    module = ModuleType(name)
    exec(compile(source(f"{name}.py", in_package=False), f"{name}.py", "exec"), module.__dict__)
    return module


@dataclass(frozen=True)
class Bucket:
    """An empty part of a bucket."""

    client: Any
    root: str

    @property
    def url(self) -> str:
        return f"s3://state/{self.root}"

    def put(self, key: str, body: bytes = b"content") -> None:
        self.client.put_object(Bucket="state", Key=f"{self.root}/{key}", Body=body)

    def listing(self) -> list[str]:
        found = self.client.list_objects_v2(Bucket="state", Prefix=self.root)
        return [item["Key"][len(self.root) + 1 :] for item in found.get("Contents", [])]


def notes_in(server: Postgres) -> int:
    """The rows of the table that the databases' tests write to."""
    with server.connect() as connection:
        row = connection.execute("SELECT count(*) FROM notes").fetchone()
    assert row is not None
    return int(row[0])


def where(engine: Engine) -> str:
    """Which of the two databases an engine asks: reader or writer."""
    with engine.connect() as connection:
        return "reader" if connection.scalar(text("SELECT pg_is_in_recovery()")) else "writer"


SERVICE = """
import os
import time

import health
from flask import Flask

app = Flask(__name__)
health.init_app(app)


@app.route("/<float:seconds>", methods=["GET", "POST"])
def work(seconds):
    time.sleep(seconds)
    return str(os.getppid())


@app.get("/drain-file")
def drain_file():
    return os.environ.get("DRAIN_FILE", "")
"""


class Service:
    """A small service under gunicorn, in a directory of its own, configured as a project would have it."""

    def __init__(self, directory: Path, **settings: str) -> None:
        directory.mkdir(parents=True)
        for name in ("gunicorn.conf.py", "health.py"):
            shutil.copy(EMITTED / name, directory)
        (directory / "app.py").write_text(SERVICE)
        self.directory, self.port = directory, processes.free_port()
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1", "GUNICORN_CMD_ARGS": "", **settings}

    def start(self, *wrapper: str, patience: float = 20) -> processes.Process:
        command = [*wrapper, sys.executable, "-m", "gunicorn", f"--bind={processes.HOST}:{self.port}", "app:app"]
        process = processes.start(command, self.directory / "log", cwd=self.directory, env=self.environment)
        try:
            processes.wait_until(lambda: self.status("/readyz") == 200, patience, "the service to be ready", process)
        except TimeoutError:
            process.kill()
            raise
        return process

    def answer(self, path: str, method: str = "GET", port: int = 0) -> tuple[int, str]:
        """Raises OSError or HTTPException when there is none."""
        connection = http.client.HTTPConnection(processes.HOST, port or self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def status(self, path: str, port: int = 0) -> int:
        """0 when there is no answer."""
        try:
            return self.answer(path, port=port)[0]
        except (OSError, http.client.HTTPException):
            return 0
