"""SIGTERM while gunicorn answers a request: an application's own handler makes it fail, the server's finishes it."""

from __future__ import annotations

import signal
import socket
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest

from labs.cluster.processes import free_port
from tests.codemods.behaviour.stopping import DEADLINE, running, write

APP = """import signal
import sys

from flask import Flask

from backend import ask

app = Flask(__name__)


def stop(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)


@app.get("/")
def index():
    return ask()
"""
BACKEND = """import socket


def ask():
    with socket.create_connection(("127.0.0.1", {port})) as connection:
        connection.sendall(b"?")
        return connection.recv(100)
"""


@pytest.mark.parametrize("fixed", [True, False])
def test_the_request_in_progress(tmp_path: Path, fixed: bool) -> None:
    answers: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as backend:
        backend.settimeout(DEADLINE)
        beside = {"backend.py": BACKEND.format(port=backend.getsockname()[1])}
        folder = write(tmp_path, {"app.py": APP, "Procfile": "web: gunicorn app:app\n"}, "OP320", beside, fixed=fixed)
        port = free_port()
        with running(folder, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "app:app") as process:
            await_line(process.stderr, "Booting worker")
            client = threading.Thread(target=lambda: answers.append(answer(port)))
            client.start()
            request, _ = backend.accept()
            with request:
                request.settimeout(DEADLINE)
                assert request.recv(1) == b"?", "the view waits"
                process.send_signal(signal.SIGTERM)
                await_line(process.stderr, "Handling signal: term")
                if fixed:
                    request.sendall(b"all of it")
                client.join(DEADLINE)
                assert [each.split(b" ", 2)[1] for each in answers] == [b"200" if fixed else b"500"]


@pytest.mark.parametrize("fixed", [True, False])
def test_threads_and_a_kept_alive_connection(tmp_path: Path, fixed: bool) -> None:
    answers: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as backend:
        backend.settimeout(DEADLINE)
        beside = {"backend.py": BACKEND.format(port=backend.getsockname()[1])}
        folder = write(tmp_path, {"app.py": APP, "Procfile": "web: gunicorn app:app\n"}, "OP320", beside, fixed=fixed)
        port = free_port()
        options = ["--worker-class", "gthread", "--threads", "2", "--keep-alive", "20", "--graceful-timeout", "5"]
        with running(folder, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", "app:app") as process:
            await_line(process.stderr, "Booting worker")
            kept = HTTPConnection("127.0.0.1", port, timeout=DEADLINE)
            kept.request("GET", "/unknown")
            kept.getresponse().read()
            client = threading.Thread(target=lambda: answers.append(answer(port)))
            client.start()
            request, _ = backend.accept()
            with request:
                request.settimeout(DEADLINE)
                assert request.recv(1) == b"?", "the view waits in its thread"
                process.send_signal(signal.SIGTERM)
                await_line(process.stderr, "Handling signal: term" if fixed else "Worker exiting")
                kept.request("GET", "/unknown")
                if fixed:
                    assert kept.getresponse().status == 404
                request.sendall(b"all of it")
                client.join(DEADLINE)
                assert [each.split(b" ", 2)[1] for each in answers] == [b"200"]
            if not fixed:
                with pytest.raises(ConnectionResetError):
                    kept.getresponse()
            kept.close()


def await_line(stream: object, words: str) -> None:
    """Read the server's log up to a line with these words."""
    assert any(words in line for line in stream)  # type: ignore[attr-defined]


def answer(port: int, method: str = "GET") -> bytes:
    """All that the server sends for one request until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as connection:
        connection.sendall(f"{method} / HTTP/1.0\r\n\r\n".encode())
        found = b""
        while data := connection.recv(4096):
            found += data
        return found
