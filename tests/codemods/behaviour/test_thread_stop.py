"""SIGTERM while a thread that a request started is at work: a daemon thread loses it, one that is none ends it."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest

from labs.cluster.processes import free_port
from tests.codemods.behaviour.stopping import DEADLINE, running, write
from tests.codemods.behaviour.test_web_stop import answer, await_line

APP = """import threading

from flask import Flask

from post import deliver

app = Flask(__name__)


def send_receipt():
    deliver()
    with open("sent", "w") as file:
        file.write("receipt")


@app.post("/")
def order():
    threading.Thread(target=send_receipt, daemon=True).start()
    return "ordered"
"""
POST = """import socket


def deliver():
    with socket.create_connection(("127.0.0.1", {port})) as connection:
        connection.sendall(b"?")
        connection.recv(100)
"""


@pytest.mark.parametrize("worker", ["sync", "gthread"])
@pytest.mark.parametrize("fixed", [True, False])
def test_the_work_of_a_thread(tmp_path: Path, worker: str, fixed: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as post:
        post.settimeout(DEADLINE)
        beside = {"post.py": POST.format(port=post.getsockname()[1])}
        folder = write(tmp_path, {"app.py": APP, "Procfile": "web: gunicorn app:app\n"}, "OP322", beside, fixed=fixed)
        port = free_port()
        command = ["gunicorn", "--worker-class", worker, "--bind", f"127.0.0.1:{port}", "app:app"]
        with running(folder, "-m", *command) as process:
            await_line(process.stderr, "Booting worker")
            assert answer(port, "POST").startswith(b"HTTP/1.0 200")
            letter, _ = post.accept()
            with letter:
                letter.settimeout(DEADLINE)
                assert letter.recv(1) == b"?", "the thread is at work"
                process.send_signal(signal.SIGTERM)
                await_line(process.stderr, "Worker exiting")
                if fixed:
                    letter.sendall(b"!")
                else:
                    assert letter.recv(1) == b"", "the thread is gone"
            process.wait(DEADLINE)
    assert (folder / "sent").exists() == fixed
