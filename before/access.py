"""A name for each request, and a line in the log about it."""

import logging
import re
import time
import uuid

from flask import g, request

HEADERS = ("X-Amzn-Trace-Id", "X-Request-Id")
NAME = re.compile(r"[A-Za-z0-9=;:._-]{1,128}")

log = logging.getLogger(__name__)


def init_app(app):
    app.before_request(begin)
    app.after_request(end)


def begin():
    given = (request.headers.get(header, "") for header in HEADERS)
    g.started = time.perf_counter()
    g.request_id = next(filter(NAME.fullmatch, given), uuid.uuid4().hex)


def end(response):
    duration = round(1000 * (time.perf_counter() - g.started), 1)
    line = {"method": request.method, "path": request.path, "status": response.status_code, "duration_ms": duration}
    log.info("%(method)s %(path)s %(status)s", line, extra={**line, "client": request.remote_addr})
    response.headers["X-Request-Id"] = g.request_id
    return response
