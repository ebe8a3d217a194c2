"""Logging for the shop and its worker: a JSON object a line."""

import faulthandler
import logging
import signal
import sys

from flask import g, has_request_context
from opentelemetry import trace
from pythonjsonlogger.json import JsonFormatter


def configure():
    handler = logging.StreamHandler(sys.stdout)
    fields = {"levelname": "level", "name": "logger", "message": "message"}
    handler.setFormatter(JsonFormatter([*fields], rename_fields=fields, timestamp=True))
    handler.addFilter(name_request)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    # access.py writes a better one.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    # `kill -URG` prints where each thread is. No server uses that signal, and who does not know it ignores it.
    faulthandler.register(signal.SIGURG)


def name_request(record):
    """Say of a line which request it belongs to, and which trace."""
    if has_request_context() and "request_id" in g:
        record.request_id = g.request_id
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        record.trace_id = f"{span.trace_id:032x}"
    return True
