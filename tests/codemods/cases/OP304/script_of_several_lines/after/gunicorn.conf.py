"""Gunicorn's settings: worker threads, logs on the standard streams, and a stop that loses no request.

On SIGTERM the instance first drains: for DRAIN_SECONDS it goes on serving while /readyz answers 503 (health.py looks
for the file named by DRAIN_FILE, which is set here), so that the load balancer sends requests elsewhere before the
socket closes. Then gunicorn stops: requests in progress have graceful_timeout to end. Give the orchestrator's grace
period (stop_grace_period, stopTimeout, terminationGracePeriodSeconds) more than both together. A second SIGTERM ends
the drain early; SIGINT and SIGQUIT stop at once.

Settings, all optional: PORT (8000), WEB_CONCURRENCY (processes, 1), GUNICORN_THREADS (per process, 8) and
DRAIN_SECONDS (5; 0 turns the drain off). GUNICORN_CMD_ARGS overrides anything in this file.
"""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import uuid
from pathlib import Path
from typing import Any

DRAIN_SECONDS = float(os.environ.get("DRAIN_SECONDS") or 5)

bind = "0.0.0.0:{}".format(os.environ.get("PORT") or 8000)

# Threads answer what is queued at a stop; the sync worker resets it.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
threads = int(os.environ.get("GUNICORN_THREADS") or 8)

graceful_timeout = 20
# Longer than the load balancer keeps an idle connection (60 s by default), so that it is never the one surprised.
keepalive = 75

accesslog = "-"
errorlog = "-"

# A read-only root file system has no other place to write, and a disk can block the workers' heartbeat.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Put the drain before gunicorn's own stop. The workers are forked after this and inherit DRAIN_FILE."""
    if DRAIN_SECONDS <= 0:
        return
    flag = Path(worker_tmp_dir or tempfile.gettempdir(), "draining-" + uuid.uuid4().hex)
    os.environ["DRAIN_FILE"] = str(flag)
    stop = signal.getsignal(signal.SIGTERM)

    def drain(signum: int, frame: Any) -> None:
        signal.signal(signal.SIGTERM, stop)
        signal.setitimer(signal.ITIMER_REAL, DRAIN_SECONDS)
        # A full disk must not keep the instance from stopping.
        with contextlib.suppress(OSError):
            flag.touch()

    def drained(signum: int, frame: Any) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGALRM, drained)
    signal.signal(signal.SIGTERM, drain)


def on_exit(server: Any) -> None:
    """Leave nothing behind: no armed timer, no file."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    with contextlib.suppress(KeyError, OSError):
        Path(os.environ["DRAIN_FILE"]).unlink()
