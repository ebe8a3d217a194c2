"""Readers for Flask-SQLAlchemy: replicas of its database serve the views that only read.

    db = SQLAlchemy()
    readers.add_to(db)
    ...
    databases.init_app(app)
    ...
    @app.get("/books")
    @readers.may_serve
    def books():
        return [book.title for book in Book.query]

Nothing changes until DATABASE_READER_URL is set. databases.py has the other settings; it makes the reader's
transactions read-only, falls back to the writer, and remembers which client has just written.

`db.session` stays one session with one set of objects. While a view runs that a reader may serve, whatever the session
asks, it asks the reader. Before and after that, and in all other views, it asks the writer. A request that has changed
something before its view starts stays on the writer.

The reader's engine gets the options of SQLALCHEMY_ENGINE_OPTIONS. Other binds than the default one stay as they are.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable
from typing import Any

from flask import current_app, g, has_request_context
from sqlalchemy.engine import Engine

from . import databases

# The reader has its own.
OWN_OPTIONS = ("url", "creator", "pool", "pool_pre_ping", "pool_recycle")

_lock = threading.Lock()
_readers: dict[Engine, Engine] = {}
_extensions: list[Any] = []


def add_to(db: Any) -> None:
    """Let the session of a flask_sqlalchemy.SQLAlchemy ask the reader while a view runs that it may serve."""
    factory = db.session.session_factory

    class Session(factory.class_):  # type: ignore[misc, name-defined]
        def get_bind(self, *arguments: Any, **options: Any) -> Any:
            writer = super().get_bind(*arguments, **options)
            if not os.environ.get("DATABASE_READER_URL") or writer is not db.engine:
                return writer
            # From its first use on, what is committed on the writer counts as written.
            reader = _reader(db, writer)
            if not has_request_context():
                return writer
            if g.get("asks_reader"):
                return reader
            if self._flushing:
                g.wrote_to_database = True
            return writer

    factory.class_ = Session
    _extensions.append(db)


def may_serve(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that only reads, and that may show what was true a moment ago. Goes below the route."""

    @functools.wraps(view)
    def marked(*arguments: Any, **options: Any) -> Any:
        if (
            not os.environ.get("DATABASE_READER_URL")
            or databases.pinned()
            or any(map(_has_changes, _extensions))
        ):
            return view(*arguments, **options)
        g.asks_reader = True
        try:
            return view(*arguments, **options)
        finally:
            g.asks_reader = False

    return marked


def _reader(db: Any, writer: Engine) -> Engine:
    with _lock:
        if writer not in _readers:
            options = dict(getattr(db, "_engine_options", {}))
            options.update(current_app.config.get("SQLALCHEMY_ENGINE_OPTIONS") or {})
            options = {
                name: value
                for name, value in options.items()
                if name not in OWN_OPTIONS
            }
            _readers[writer] = databases.create_reader_engine(writer, **options)
        return _readers[writer]


def _has_changes(db: Any) -> bool:
    """Whether there is something that the session would write first, if it was asked anything now."""
    if not db.session.registry.has():
        return False
    session = db.session()
    return bool(session.new or session.dirty or session.deleted)
