"""A writer database and readers: streaming replicas of it, behind one URL.

    engine = databases.create_engine(URL)
    Session = sessionmaker(bind=engine)
    reader_engine = databases.create_reader_engine(engine)
    ReaderSession = databases.reader_sessions(Session, reader_engine)
    ...
    databases.init_app(app)

A view that only reads takes ReaderSession. Until DATABASE_READER_URL is set, that is Session itself. Then:

- Its transactions are read-only in the database, even where a reader endpoint leads to the writer.
- A client that has just written reads from the writer for READ_YOUR_WRITES_SECONDS (5): longer than the replicas lag.
  A signed cookie says so; it is set on each response to a request that committed on the writer. Needs SECRET_KEY.
- Outside of a request nobody knows what was just written: the writer serves.
- While the reader is down, its connections lead to the writer; it is tried again every five seconds.

Settings: DATABASE_URL (if create_engine gets no URL), DATABASE_READER_URL, READ_YOUR_WRITES_SECONDS, and for both
pools DATABASE_POOL_SIZE, DATABASE_MAX_OVERFLOW and DATABASE_POOL_RECYCLE (seconds; 300 for readers).
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
import weakref
from typing import Any

import sqlalchemy
from flask import Flask, Response, current_app, g, has_request_context, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import scoped_session, sessionmaker

READ_YOUR_WRITES_SECONDS = float(os.environ.get("READ_YOUR_WRITES_SECONDS") or 5)
RETRY_SECONDS = 5
COOKIE = "primary_until"

POOL = {
    "pool_size": "DATABASE_POOL_SIZE",
    "max_overflow": "DATABASE_MAX_OVERFLOW",
    "pool_recycle": "DATABASE_POOL_RECYCLE",
}
READ_ONLY = {
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
}
DRIVERS_WITH_CONNECT_TIMEOUT = {"mysqldb", "psycopg", "psycopg2", "pymysql"}

logger = logging.getLogger(__name__)
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_scoped: list[Any] = []


def create_engine(url: Any = None, **options: Any) -> Engine:
    """SQLAlchemy's create_engine, with the pool's settings from the environment where the code gives none."""
    pool = {option: int(os.environ[name]) for option, name in POOL.items() if os.environ.get(name)}
    options = {"pool_pre_ping": True, **pool, **options}
    engine = sqlalchemy.create_engine(url or os.environ["DATABASE_URL"], **options)
    _engines.add(engine)
    return engine


def _forget_connections() -> None:
    for engine in _engines:
        engine.dispose(close=False)


# A forked worker (gunicorn --preload) must not talk on its parent's connections.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_connections)


def create_reader_engine(writer: Engine, **options: Any) -> Engine:
    """The reader's engine, or the writer's own if there is no DATABASE_READER_URL."""
    if not os.environ.get("DATABASE_READER_URL"):
        return writer
    if writer.dialect.name == "postgresql":
        options["execution_options"] = {**options.get("execution_options", {}), "postgresql_readonly": True}
    url = make_url(os.environ["DATABASE_READER_URL"]).set(drivername=writer.url.drivername)
    # A reader endpoint hands out its replicas by name: new ones get their share as connections are renewed.
    options.setdefault("pool_recycle", int(os.environ.get("DATABASE_POOL_RECYCLE") or 300))
    reader = create_engine(url, **options)
    _make_read_only(reader)
    _fall_back(reader, writer)
    event.listen(writer, "commit", _note_write)
    return reader


def _make_read_only(reader: Engine) -> None:
    statement = READ_ONLY.get(reader.dialect.name)
    if statement is None:
        return

    @event.listens_for(reader, "connect")
    def set_read_only(connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(statement)
        cursor.close()
        connection.commit()


def _fall_back(reader: Engine, writer: Engine) -> None:
    """Connect to the writer where the reader does not answer."""
    retry_at = 0.0
    lock = threading.Lock()

    def note(error: Any) -> None:
        nonlocal retry_at
        with lock:
            if error and not retry_at:
                logger.warning("the reader database is down, the writer serves: %s", error)
            elif retry_at and not error:
                logger.warning("the reader database is back")
            retry_at = time.monotonic() + RETRY_SECONDS if error else 0.0

    @event.listens_for(reader, "do_connect")
    def connect(dialect: Any, record: Any, arguments: Any, options: Any) -> Any:
        if reader.driver in DRIVERS_WITH_CONNECT_TIMEOUT:
            options.setdefault("connect_timeout", 2)
        if time.monotonic() >= retry_at:
            try:
                connection = dialect.connect(*arguments, **options)
            except dialect.dbapi.OperationalError as error:
                note(error)
            else:
                note(None)
                return connection
        record.info["return_at"] = time.monotonic() + RETRY_SECONDS
        borrowed = writer.raw_connection()
        borrowed.detach()
        return borrowed.dbapi_connection

    @event.listens_for(reader, "checkout")
    def return_to_the_reader(connection: Any, record: Any, proxy: Any) -> None:
        if time.monotonic() >= record.info.get("return_at", math.inf):
            raise DisconnectionError


def reader_sessions(sessions: Any, reader: Engine) -> Any:
    """The session factory for views that only read: of the same kind (sessionmaker, scoped_session) and settings."""
    if isinstance(sessions, scoped_session):
        factory = reader_sessions(sessions.session_factory, reader)
        if factory is sessions.session_factory:
            return sessions
        _scoped.append(scoped_session(factory, getattr(sessions.registry, "scopefunc", None)))
        return _scoped[-1]
    writer = sessions.kw["bind"]
    if reader is writer:
        return sessions

    class ReaderSession(sessions.class_):  # type: ignore[misc]
        def __init__(self, bind: Any = None, **options: Any) -> None:
            super().__init__(bind=reader if bind is writer and not pinned() else bind, **options)

    return sessionmaker(class_=ReaderSession, **sessions.kw)


def pinned() -> bool:
    """Whether reads must go to the writer, because the client of this request may just have written."""
    if not has_request_context() or g.get("wrote_to_database"):
        return True
    try:
        return bool(_serializer().loads(request.cookies.get(COOKIE, "")) > time.time())
    except BadSignature:
        return False


def _note_write(connection: Any) -> None:
    if has_request_context():
        g.wrote_to_database = True


def _serializer() -> URLSafeSerializer:
    if not current_app.secret_key:
        raise RuntimeError("DATABASE_READER_URL needs a SECRET_KEY: it signs the cookie of a client that has written")
    return URLSafeSerializer(current_app.secret_key, salt=COOKIE)


def init_app(app: Flask) -> None:
    """Set the cookie, and end scoped reader sessions with their request."""

    @app.after_request
    def remember_the_write(response: Response) -> Response:
        if g.pop("wrote_to_database", False):
            response.set_cookie(
                COOKIE,
                _serializer().dumps(time.time() + READ_YOUR_WRITES_SECONDS),
                max_age=math.ceil(READ_YOUR_WRITES_SECONDS),
                secure=app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
        return response

    @app.teardown_appcontext
    def remove_sessions(error: Any) -> None:
        for sessions in _scoped:
            sessions.remove()
