"""Health checks for an orchestrator: is the process alive, and does it want requests?

    app = Flask(__name__)
    health.init_app(app)

- ``/healthz``, liveness: 200 whenever the process answers. Restart it when it does not.
- ``/readyz``, readiness: 200, or 503 while the instance drains or a check fails. Send requests elsewhere meanwhile.

The answers come before the application's own hooks: neither a login, a rate limit nor a redirect to HTTPS applies to
them. A check is a function that raises when the instance cannot serve. Register few, and give each its own timeout:
what all instances share fails on all of them at once, and then none is left to show even an error page.

    @health.check
    def database():
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))

Reads DRAIN_FILE: the path of a file that stands while the instance drains. gunicorn.conf.py sets it, nobody else
needs to. Without it the instance never drains.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, json
from werkzeug.wrappers import Response

logger = logging.getLogger(__name__)

checks: dict[str, Callable[[], Any]] = {}
_failing: set[str] = set()


def check(function: Callable[[], Any]) -> Callable[[], Any]:
    """Register a readiness check under the function's name. It runs in the application's context."""
    checks[function.__name__] = function
    return function


def draining() -> bool:
    """Whether this instance is about to stop."""
    flag = os.environ.get("DRAIN_FILE")
    return flag is not None and Path(flag).exists()


def liveness() -> tuple[dict[str, Any], int]:
    return {"status": "ok"}, 200


def readiness() -> tuple[dict[str, Any], int]:
    if draining():
        return {"status": "draining"}, 503
    reasons = {name: _reason(name) for name in checks}
    failures = {name: reason for name, reason in reasons.items() if reason}
    if failures:
        return {"status": "failing", "checks": failures}, 503
    return {"status": "ok"}, 200


def _reason(name: str) -> str:
    """Why a check fails, or "". The log tells it once and in full, the answer only the kind of error."""
    try:
        checks[name]()
    except Exception as error:
        if name not in _failing:
            logger.warning("not ready: %s", name, exc_info=True)
        _failing.add(name)
        return type(error).__name__
    if name in _failing:
        logger.warning("ready again: %s", name)
    _failing.discard(name)
    return ""


ENDPOINTS = {"/healthz": liveness, "/readyz": readiness}


def init_app(app: Flask) -> None:
    """Answer the two paths in front of the application."""
    application = app.wsgi_app

    def wsgi_app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        endpoint = ENDPOINTS.get(environ["PATH_INFO"])
        if endpoint is None:
            return application(environ, start_response)
        with app.app_context():
            body, status = endpoint()
            response = Response(json.dumps(body), status, mimetype="application/json")
        return response(environ, start_response)

    app.wsgi_app = wsgi_app  # type: ignore[method-assign]
