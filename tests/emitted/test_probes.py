"""HEALTH_PORT of gunicorn.conf.py: probes do not wait behind requests, whatever becomes of the workers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from labs.cluster import processes
from labs.cluster.processes import Process, wait_until
from tests.emitted.support import EMITTED, Service

CHECKS = """
import health as _health


def _password():
    if not os.path.exists("password"):
        raise PermissionError("wrong password")


_health.init_app(app, password=_password)
"""


class Probed(Service):
    """A service with a port for probes."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self.health = processes.free_port()
        super().__init__(directory, **{"HEALTH_PORT": str(self.health), **settings})

    def probe(self, path: str) -> tuple[int, float]:
        """The answer, and the seconds that it took."""
        begin = time.monotonic()
        return self.status(path, self.health), time.monotonic() - begin


@contextlib.contextmanager
def running(service: Service) -> Iterator[Process]:
    process = service.start()
    try:
        yield process
    finally:
        process.kill()


@contextlib.contextmanager
def slow_clients(port: int, count: int) -> Iterator[None]:
    """So many clients that send a byte of their request every half second."""
    over = threading.Event()

    def trickle(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.sendall(b"POST /0.0 HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000\r\nX-Slow: ")
            while not over.wait(0.5):
                client.sendall(b"a")

    clients = [socket.create_connection((processes.HOST, port)) for _ in range(count)]
    threads = [threading.Thread(target=trickle, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        time.sleep(1)
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_probes_do_not_wait_behind_slow_clients(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service", GUNICORN_THREADS="4")
    with running(service) as process, slow_clients(service.port, 4):
        for path in ("/healthz", "/readyz"):
            status, seconds = service.probe(path)
            assert (status, seconds < 1) == (200, True)
        with socket.create_connection((processes.HOST, service.port)) as waiting:
            waiting.settimeout(1)
            waiting.sendall(b"GET /0.0 HTTP/1.0\r\n\r\n")
            with pytest.raises(TimeoutError):
                waiting.recv(1)
        process.send(signal.SIGTERM)
        wait_until(lambda: service.probe("/readyz")[0] == 503, 5, "the drain", process)
        assert service.probe("/healthz")[0] == 200
    assert "/healthz" not in process.output()


def test_without_the_setting_there_is_no_port(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service", HEALTH_PORT="")
    with running(service):
        assert service.probe("/healthz")[0] == 0


def test_several_workers_a_reload_and_a_death(tmp_path: Path) -> None:
    """The master holds the port: whoever lives answers."""
    service = Probed(tmp_path / "service", WEB_CONCURRENCY="2")
    with running(service) as process:
        assert {service.probe("/healthz")[0] for _ in range(20)} == {200}
        children = Path(f"/proc/{process.popen.pid}/task/{process.popen.pid}/children")
        if children.exists():
            os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
            assert {service.probe("/healthz")[0] for _ in range(20)} == {200}
            wait_until(lambda: process.output().count("Booting worker") == 3, 10, "the worker in its place", process)
        process.send(signal.SIGHUP)
        wait_until(lambda: process.output().count("Worker exiting") >= 2, 10, "the reload", process)
        assert {service.probe("/healthz")[0] for _ in range(20)} == {200}
        process.send(signal.SIGTERM)
        wait_until(lambda: service.probe("/readyz")[0] == 503, 5, "the drain", process)
        assert {service.probe("/readyz")[0] for _ in range(20)} == {503}


def test_no_probe_goes_down_with_its_worker(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service", WEB_CONCURRENCY="2")
    answers: list[int] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            answers.append(service.probe("/healthz")[0])

    askers = [threading.Thread(target=ask) for _ in range(4)]
    with running(service) as process:
        for asker in askers:
            asker.start()
        try:
            for reloads in range(1, 6):
                process.send(signal.SIGHUP)
                wait_until(
                    lambda reloads=reloads: process.output().count("Worker exiting") == 2 * reloads,  # type: ignore[misc]
                    10, "the reload", process,
                )  # fmt: skip
        finally:
            over.set()
            for asker in askers:
                asker.join()
    assert {*answers} == {200}


def test_a_preloaded_application(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service", GUNICORN_CMD_ARGS="--preload")
    with running(service):
        assert service.probe("/readyz")[0] == 200


def test_probes_that_hang_keep_no_other_waiting(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service")
    with running(service), slow_clients(service.health, 8):
        status, seconds = service.probe("/healthz")
        assert (status, seconds < 1) == (200, True)


def test_a_port_that_is_taken_ends_the_start() -> None:
    with socket.create_server((processes.HOST, 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "gunicorn", "--bind=127.0.0.1:0", "wsgiref.simple_server:demo_app"]
        environment = {**os.environ, "HEALTH_PORT": port}
        done = subprocess.run(
            command, cwd=EMITTED, env=environment, capture_output=True, text=True, check=False, timeout=20
        )
    assert done.returncode == 1
    assert f"HEALTH_PORT {port} cannot be opened: " in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ready_once_is_ready_for_good(tmp_path: Path, workers: str) -> None:
    """A worker that takes another's place while the database is away must not take the instance out."""
    service = Probed(tmp_path / "service", WEB_CONCURRENCY=workers, DRAIN_SECONDS="1")
    app = service.directory / "app.py"
    app.write_text(app.read_text() + CHECKS)
    password = service.directory / "password"
    password.touch()
    with running(service) as process:
        password.unlink()
        process.send(signal.SIGHUP)
        wait_until(lambda: process.output().count("Worker exiting") == int(workers), 10, "the reload", process)
        assert {service.probe("/readyz")[0] for _ in range(20)} == {200}
        process.send(signal.SIGTERM)
        assert process.popen.wait(20) == 0


def test_a_wrong_password_is_never_ready(tmp_path: Path) -> None:
    service = Probed(tmp_path / "service")
    app = service.directory / "app.py"
    app.write_text(app.read_text() + CHECKS)
    with pytest.raises(TimeoutError):
        service.start(patience=3)
    assert "not ready: password: PermissionError" in (service.directory / "log").read_text()
