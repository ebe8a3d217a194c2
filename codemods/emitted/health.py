"""Health checks for an orchestrator: is the process alive, and does it want requests?

    app = Flask(__name__)
    health.init_app(app, database=lambda: engine.connect().close())

- ``/healthz``, liveness: 200 whenever the process answers. Restart it when it does not.
- ``/readyz``, readiness: 200, or 503 while the instance starts or drains. Send requests elsewhere meanwhile.

The answers come before the application's own hooks: neither a login, a rate limit nor a redirect to HTTPS applies to
them. A check is a function that raises while something is missing without which the instance can do nothing: the
password is wrong, the bucket is not there. It runs in the application's context, in a thread of its own: one that
hangs keeps no answer waiting. An instance is ready once each check has passed, so that a deploy that cannot work ends
there. Then it is asked no more: what all instances share fails on all of them at once, and none would be left to show
even an error page.

Reads READY_FILE and DRAIN_FILE: the paths of files that stand since the instance was ready, and while it drains.
gunicorn.conf.py sets them, nobody else needs to. Without them each process checks for itself, and never drains.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, json
from werkzeug.wrappers import Response

PATIENCE_SECONDS = 1
REMIND_SECONDS = 60

logger = logging.getLogger(__name__)


def init_app(app: Flask, **checks: Callable[[], Any]) -> None:
    """Answer the two paths in front of the application."""
    application = app.wsgi_app
    ready = _Checks(app, checks)
    endpoints: dict[str, Callable[[], tuple[dict[str, Any], int]]] = {
        "/healthz": lambda: ({"status": "ok"}, 200),
        "/readyz": lambda: _readiness(ready),
    }

    def wsgi_app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        endpoint = endpoints.get(environ["PATH_INFO"])
        if endpoint is None:
            return application(environ, start_response)
        body, status = endpoint()
        with app.app_context():
            response = Response(json.dumps(body), status, mimetype="application/json")
        return response(environ, start_response)

    app.wsgi_app = wsgi_app  # type: ignore[method-assign]


def _readiness(checks: _Checks) -> tuple[dict[str, Any], int]:
    if _stands(os.environ.get("DRAIN_FILE")):
        return {"status": "draining"}, 503
    if not _stands(os.environ.get("READY_FILE")):
        failing = checks.failing()
        if failing:
            return {"status": "starting", "checks": failing}, 503
        with contextlib.suppress(KeyError, OSError):
            Path(os.environ["READY_FILE"]).touch()
    return {"status": "ok"}, 200


def _stands(path: str | None) -> bool:
    return path is not None and Path(path).exists()


class _Checks:
    """What has to pass once."""

    def __init__(self, app: Flask, checks: dict[str, Callable[[], Any]]) -> None:
        self._app = app
        self._checks = checks
        self._left = set(checks)
        self._running: dict[str, threading.Thread] = {}
        self._reasons: dict[str, str] = {}
        self._remind_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def failing(self) -> dict[str, str]:
        """Why each check that has not passed yet has not: the kind of error. Try them again."""
        with self._lock:
            for name in self._left - self._running.keys():
                thread = threading.Thread(target=self._try, args=(name,), daemon=True)
                self._running[name] = thread
                thread.start()
            running = list(self._running.values())
        end = time.monotonic() + PATIENCE_SECONDS
        for thread in running:
            thread.join(max(0, end - time.monotonic()))
        told, left = self._reasons, sorted(self._left)
        return {name: told.get(name) or self._tell(name, "no answer") for name in left}

    def _try(self, name: str) -> None:
        self._reasons.pop(name, None)
        try:
            with self._app.app_context():
                self._checks[name]()
            logger.info("check passed: %s", name)
            self._left.discard(name)
        except Exception as error:
            self._reasons[name] = self._tell(name, type(error).__name__, exc_info=True)
        finally:
            self._running.pop(name, None)

    def _tell(self, name: str, reason: str, **options: Any) -> str:
        """The log tells it in full, and again every minute."""
        if time.monotonic() >= self._remind_at.get(name, 0):
            self._remind_at[name] = time.monotonic() + REMIND_SECONDS
            logger.warning("not ready: %s: %s", name, reason, **options)
        return reason
