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
  A cookie says until when. It is set on each response to a request that committed on the writer, that took a raw
  connection of it or whose threads wrote there, and on what answers a POST or its like bit by bit.
- Outside of a request nobody knows what was just written: the writer serves.
- While the reader is down or hangs, its connections lead to the writer. One request tries it again every five seconds;
  the log says so every minute.

A database that is slow must not take the service with it. A connection has DATABASE_CONNECT_TIMEOUT seconds (3) to
stand, a network that swallows packets has DATABASE_TCP_TIMEOUT (10), and a request waits DATABASE_TIMEOUT (15; 0: for
ever) for an answer, less than gunicorn's graceful_timeout. Commands and workers wait as long as it takes. psycopg keeps
all of this, psycopg2 all but the second; other drivers, for the reader, as much as they know.

Settings: DATABASE_URL (if create_engine gets no URL), DATABASE_READER_URL, READ_YOUR_WRITES_SECONDS, the three above,
and for both pools DATABASE_POOL_SIZE, DATABASE_MAX_OVERFLOW and DATABASE_POOL_RECYCLE (seconds; 300 for readers).
"""

from __future__ import annotations

import contextlib
import functools
import logging
import math
import os
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import scoped_session, sessionmaker

READ_YOUR_WRITES_SECONDS = float(os.environ.get("READ_YOUR_WRITES_SECONDS") or 5)
CONNECT_TIMEOUT = int(os.environ.get("DATABASE_CONNECT_TIMEOUT") or 3)
TCP_TIMEOUT = int(os.environ.get("DATABASE_TCP_TIMEOUT") or 10)
TIMEOUT = float(os.environ.get("DATABASE_TIMEOUT") or 15)
PING_TIMEOUT = 2
RETRY_SECONDS = 5
REMIND_SECONDS = 60
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
LIBPQ = {
    "connect_timeout": CONNECT_TIMEOUT,
    "keepalives_idle": TCP_TIMEOUT,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
CONNECT_OPTIONS: dict[str, dict[str, Any]] = {
    "mysqldb": {"connect_timeout": CONNECT_TIMEOUT},
    "psycopg": {**LIBPQ, "tcp_user_timeout": TCP_TIMEOUT * 1000},
    "psycopg2": LIBPQ,
    "pymysql": {"connect_timeout": CONNECT_TIMEOUT},
}
READER_OPTIONS: dict[str, dict[str, Any]] = {
    "mysqldb": {"read_timeout": math.ceil(TIMEOUT) or None},
    "pg8000": {"timeout": TIMEOUT or None},
    "pymysql": {"read_timeout": TIMEOUT or None},
}

logger = logging.getLogger(__name__)
_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_scoped: list[Any] = []
_writes_elsewhere = 0
_waiting: dict[object, tuple[float, Any]] = {}
_watcher = ThreadPoolExecutor(1, "database deadlines")
_is_watching = False
_lock = threading.Lock()


def create_engine(url: Any = None, **options: Any) -> Engine:
    """SQLAlchemy's create_engine, with what the environment says of pool and time-outs where the code says nothing."""
    url = make_url(url or os.environ["DATABASE_URL"])
    pool = {
        option: int(os.environ[name])
        for option, name in POOL.items()
        if os.environ.get(name)
    }
    if url.get_backend_name() == "sqlite" or not options.keys().isdisjoint(
        ("pool", "poolclass")
    ):
        pool = {}
    timeouts = (
        {} if "creator" in options else CONNECT_OPTIONS.get(url.get_driver_name(), {})
    )
    timeouts = {
        name: value for name, value in timeouts.items() if name not in url.query
    }
    options = {"pool_pre_ping": True, **pool, **options}
    options["connect_args"] = {**timeouts, **options.get("connect_args", {})}
    engine = sqlalchemy.create_engine(url, **options)
    _keep_deadlines(engine)
    _engines.add(engine)
    return engine


def _keep_deadlines(engine: Engine) -> None:
    """Give up on answers that do not come: a paused host says nothing, and its TCP goes on acknowledging."""

    def within(
        call: Callable[..., Any], connection_of: Callable[[Any], Any], seconds: float
    ) -> Callable[..., Any]:
        @functools.wraps(call)
        def timed(target: Any, *arguments: Any, **options: Any) -> Any:
            with _cut_after(
                seconds if has_request_context() else 0, connection_of(target)
            ):
                return call(target, *arguments, **options)

        return timed

    dialect: Any = engine.dialect
    for name in ("do_execute", "do_execute_no_params", "do_executemany"):
        setattr(
            dialect,
            name,
            within(getattr(dialect, name), lambda cursor: cursor.connection, TIMEOUT),
        )
    for name, seconds in (
        ("do_commit", TIMEOUT),
        ("do_rollback", TIMEOUT),
        ("do_ping", PING_TIMEOUT),
    ):
        setattr(
            dialect,
            name,
            within(getattr(dialect, name), lambda connection: connection, seconds),
        )


@contextlib.contextmanager
def _cut_after(seconds: float, connection: Any) -> Iterator[None]:
    """End the connection under a call that takes longer: what waits for it then gets the driver's own error."""
    global _is_watching
    if not seconds or not hasattr(connection, "fileno"):
        yield
        return
    call = object()
    with _lock:
        _waiting[call] = (time.monotonic() + seconds, connection)
        if not _is_watching:
            _is_watching = True
            _watcher.submit(_watch)
    try:
        yield
    finally:
        _waiting.pop(call, None)


def _watch() -> None:
    """Look after the calls in progress, until there is none."""
    global _is_watching
    while True:
        time.sleep(0.25)
        for call, (end, connection) in list(_waiting.items()):
            if end < time.monotonic() and _waiting.pop(call, None) is not None:
                logger.error("the database does not answer, the connection is given up")
                _shut(connection)
        with _lock:
            if not _waiting:
                _is_watching = False
                return


def _shut(connection: Any) -> None:
    gone = contextlib.suppress(Exception)
    with gone, socket.socket(fileno=os.dup(connection.fileno())) as wire:
        wire.shutdown(socket.SHUT_RDWR)


def _forget_connections() -> None:
    global _is_watching, _lock, _watcher
    _watcher = ThreadPoolExecutor(1, "database deadlines")
    _is_watching, _lock = False, threading.Lock()
    _waiting.clear()
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
        options["execution_options"] = {
            **options.get("execution_options", {}),
            "postgresql_readonly": True,
        }
    url = make_url(os.environ["DATABASE_READER_URL"]).set(
        drivername=writer.url.drivername
    )
    options["connect_args"] = {
        **READER_OPTIONS.get(url.get_driver_name(), {}),
        **options.get("connect_args", {}),
    }
    # A reader endpoint hands out its replicas by name: new ones get their share as connections are renewed.
    options.setdefault(
        "pool_recycle", int(os.environ.get("DATABASE_POOL_RECYCLE") or 300)
    )
    reader = create_engine(url, **options)
    _make_read_only(reader)
    _fall_back(reader, writer)
    _note_writes(writer)
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
    retry_at = remind_at = 0.0
    lock = threading.Lock()

    def is_worth_a_try() -> bool:
        """One of the threads tries a reader that was down; the others do not wait for what comes of it."""
        nonlocal retry_at
        with lock:
            now = time.monotonic()
            if now >= retry_at > 0:
                retry_at = now + RETRY_SECONDS + CONNECT_TIMEOUT
                return True
            return not retry_at

    def note(error: Any) -> None:
        nonlocal retry_at, remind_at
        with lock:
            now = time.monotonic()
            if error and now >= remind_at:
                logger.error(
                    "the reader database is down, the writer serves: %s", error
                )
                remind_at = now + REMIND_SECONDS
            elif retry_at and not error:
                logger.warning("the reader database is back")
                remind_at = 0.0
            retry_at = now + RETRY_SECONDS if error else 0.0

    @event.listens_for(reader, "do_connect")
    def connect(dialect: Any, record: Any, arguments: Any, options: Any) -> Any:
        if is_worth_a_try():
            try:
                connection = dialect.connect(*arguments, **options)
            except (dialect.dbapi.Error, OSError) as error:
                note(error)
            else:
                note(None)
                return connection
        record.info["return_at"] = time.monotonic() + RETRY_SECONDS
        borrowed = writer.raw_connection()
        _count_raw(-1)
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
        _scoped.append(
            scoped_session(factory, getattr(sessions.registry, "scopefunc", None))
        )
        return _scoped[-1]
    writer = sessions.kw["bind"]
    if reader is writer:
        return sessions

    class ReaderSession(sessions.class_):  # type: ignore[misc]
        def __init__(self, bind: Any = None, **options: Any) -> None:
            super().__init__(
                bind=reader if bind is writer and not pinned() else bind, **options
            )

    return sessionmaker(class_=ReaderSession, **sessions.kw)


def pinned() -> bool:
    """Whether reads must go to the writer, because the client of this request may just have written."""
    if not has_request_context() or _has_written():
        return True
    try:
        left = float(request.cookies.get(COOKIE, "")) - time.time()
    except ValueError:
        return False
    # Clocks differ a little; what is further ahead was made up, and would keep a client on the writer.
    return 0 < left < 2 * READ_YOUR_WRITES_SECONDS


def _has_written() -> bool:
    return bool(
        g.get("wrote_to_database")
        or g.get("raw_connections")
        or g.get("writes_elsewhere", _writes_elsewhere) != _writes_elsewhere
    )


def _note_writes(writer: Engine) -> None:
    """Notice what may have written: a commit, a statement that commits itself, a connection around SQLAlchemy."""
    event.listen(writer, "commit", _note_write)
    event.listen(writer, "checkout", lambda *_: _count_raw(1))
    event.listen(writer, "engine_connect", lambda *_: _count_raw(-1))

    @event.listens_for(writer, "after_cursor_execute")
    def note_autocommit(connection: Any, cursor: Any, *_: Any) -> None:
        level = connection.get_execution_options().get("isolation_level")
        if (
            level == "AUTOCOMMIT"
            or getattr(cursor.connection, "autocommit", None) is True
        ):
            _note_write()


def _note_write(*_: Any) -> None:
    global _writes_elsewhere
    if has_request_context():
        g.wrote_to_database = True
    else:
        _writes_elsewhere += 1


def _count_raw(step: int) -> None:
    """A connection that the pool lends and no Connection of SQLAlchemy takes is somebody's own."""
    if has_request_context():
        g.raw_connections = g.get("raw_connections", 0) + step


def init_app(app: Flask) -> None:
    """Set the cookie, and end scoped reader sessions with their request."""

    @app.before_request
    def note_what_was_written_before() -> None:
        g.writes_elsewhere = _writes_elsewhere

    @app.after_request
    def remember_the_write(response: Response) -> Response:
        streams = response.is_streamed and request.method not in (
            "GET",
            "HEAD",
            "OPTIONS",
        )
        if os.environ.get("DATABASE_READER_URL") and (streams or _has_written()):
            response.set_cookie(
                COOKIE,
                f"{time.time() + READ_YOUR_WRITES_SECONDS:.3f}",
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
