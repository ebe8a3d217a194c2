"""Gunicorn's settings: worker threads, logs on the standard streams, probes apart, and a stop that loses no request.

On SIGTERM the instance first drains: for DRAIN_SECONDS it goes on serving, so that what sends it requests can choose
another one before the socket closes. That takes a readiness path which answers 503 while the file named by DRAIN_FILE
is there (DRAIN_FILE, and READY_FILE for one that was ready, are set here), or a platform that sends no more once it
begins a stop; with neither the drain only makes a stop longer, and DRAIN_SECONDS=0 turns it off. Then gunicorn stops:
requests in progress have graceful_timeout to end. Give the orchestrator's grace period (stop_grace_period, stopTimeout,
terminationGracePeriodSeconds) more than both together. A second SIGTERM ends the drain early; SIGINT and SIGQUIT stop
at once.

Where HEALTH_PORT is set, the workers answer on that port too, in threads of their own: a probe that asks there does
not wait behind requests, however many are slow. It is for probes; nobody else should reach it. The master holds the
port: a reload or a worker that dies does not close it, and what no worker answers is a failed probe.

With GUNICORN_LOG_FORMAT=json gunicorn's lines are JSON objects, tracebacks too: one a line. GUNICORN_ACCESS_LOG=none
leaves the lines about requests to an application that writes its own.

Settings, all optional: PORT (8000), HEALTH_PORT, WEB_CONCURRENCY (processes, 1), GUNICORN_THREADS (per process, 8),
DRAIN_SECONDS (5; 0 turns the drain off) and the two for the log. GUNICORN_CMD_ARGS overrides anything in this file.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from gunicorn.glogging import Logger


def number(name: str, least: float, most: int, value: Any) -> Any:
    """A setting's value, whole where `least` is. What is none in its range ends the start."""
    with contextlib.suppress(ValueError):
        found = type(least)(value)
        if least <= found <= most:
            return found
    sys.exit(f"{name} must be a number from {least:g} to {most}, not {value!r}")


DRAIN_SECONDS = number("DRAIN_SECONDS", 0.0, 3600, os.environ.get("DRAIN_SECONDS") or 5)
HEALTH_PORT = number("HEALTH_PORT", 0, 65535, os.environ.get("HEALTH_PORT") or 0)

bind = "0.0.0.0:{}".format(number("PORT", 0, 65535, os.environ.get("PORT") or 8000))

# Threads answer what is queued at a stop; the sync worker resets it.
worker_class = "gthread"
workers = number("WEB_CONCURRENCY", 1, 1000, os.environ.get("WEB_CONCURRENCY") or 1)
threads = number("GUNICORN_THREADS", 1, 1000, os.environ.get("GUNICORN_THREADS") or 8)

# Longer than anything that a request may wait for.
graceful_timeout = 20
# Longer than the load balancer keeps an idle connection (60 s by default), so that it is never the one surprised.
keepalive = 75

accesslog = None if os.environ.get("GUNICORN_ACCESS_LOG") == "none" else "-"
errorlog = "-"


class JsonLogger(Logger):  # type: ignore[misc]
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(JsonLine())


class JsonLine(logging.Formatter):
    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "timestamp": self.formatTime(record),
        }
        if record.name == "gunicorn.access" and isinstance(record.args, dict):
            line.update({name: record.args[atom] for name, atom in ACCESS.items()})
        if record.exc_info:
            line["exc_info"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


ACCESS = {
    "client": "h",
    "method": "m",
    "path": "U",
    "status": "s",
    "duration_ms": "M",
    "request_id": "{x-request-id}o",
}
if os.environ.get("GUNICORN_LOG_FORMAT") == "json":
    logger_class = JsonLogger
    access_log_format = "%(m)s %(U)s %(s)s"

# A read-only root file system has no other place to write, and a disk can block the workers' heartbeat.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Put the drain before gunicorn's own stop. The workers are forked after this and inherit what is set here."""
    server.health_socket = _listen() if HEALTH_PORT else None
    folder = worker_tmp_dir or tempfile.gettempdir()
    instance = Path(folder, "gunicorn-" + uuid.uuid4().hex)
    os.environ["READY_FILE"] = f"{instance}-ready"
    os.environ["DRAIN_FILE"] = f"{instance}-draining"
    stop = signal.getsignal(signal.SIGTERM)

    def drain(signum: int, frame: Any) -> None:
        signal.signal(signal.SIGTERM, stop)
        # A full disk must not keep the instance from stopping.
        with contextlib.suppress(OSError):
            Path(os.environ["DRAIN_FILE"]).touch()
        if DRAIN_SECONDS:
            signal.setitimer(signal.ITIMER_REAL, DRAIN_SECONDS)
        else:
            drained(signum, frame)

    def drained(signum: int, frame: Any) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGALRM, drained)
    signal.signal(signal.SIGTERM, drain)


def on_exit(server: Any) -> None:
    """Leave nothing behind: no armed timer, no file."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    for name in ("READY_FILE", "DRAIN_FILE"):
        with contextlib.suppress(KeyError, OSError):
            Path(os.environ[name]).unlink()


def _listen() -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("0.0.0.0", HEALTH_PORT))
        listening.listen()
    except OSError as error:
        sys.exit(f"HEALTH_PORT {HEALTH_PORT} cannot be opened: {error}")
    return listening


class Probes(ThreadingMixIn, WSGIServer):
    def __init__(self, listening: socket.socket) -> None:
        super().__init__(("", 0), Probe, bind_and_activate=False)
        self.socket.close()
        # All workers wake for a probe and one gets it: the others must not wait for the next.
        listening.setblocking(False)
        self.socket = listening
        self.server_name, self.server_port = "localhost", HEALTH_PORT
        self.setup_environ()
        self.answers: list[threading.Thread] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        answer = threading.Thread(
            target=self.process_request_thread,
            args=(request, client_address),
            daemon=True,
        )
        self.answers = [each for each in self.answers if each.is_alive()] + [answer]
        answer.start()

    def leave(self) -> None:
        """Take no more probes, and give those that are taken a second."""
        self.shutdown()
        end = time.monotonic() + 1
        for answer in self.answers:
            answer.join(max(0, end - time.monotonic()))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A probe that has gone away is no error of ours."""


class Probe(WSGIRequestHandler):
    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:
        """No line for a probe."""


def post_fork(server: Any, worker: Any) -> None:
    worker.health_socket = server.health_socket
    worker.probes = None


def post_worker_init(worker: Any) -> None:
    """Answer probes, now that the application is loaded."""
    if worker.health_socket:
        worker.probes = Probes(worker.health_socket)
        worker.probes.set_app(worker.wsgi)
        threading.Thread(
            target=worker.probes.serve_forever, args=(0.1,), name="probes", daemon=True
        ).start()


def worker_exit(server: Any, worker: Any) -> None:
    """Leave the probes to the workers that live on: what this one takes now would die with it.

    For a worker that is gone already gunicorn calls this in the master, where it never had any.
    """
    probes = getattr(worker, "probes", None)
    if probes:
        probes.leave()
