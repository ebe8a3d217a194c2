"""databases.py: pools, outages of the reader, forks, and a database other than PostgreSQL."""

import logging
import os
import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from labs.cluster import processes
from labs.cluster.postgres import Postgres, replica
from labs.cluster.processes import wait_until
from tests.emitted.support import load, where


def test_pool_settings(databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres) -> None:
    plain = databases.create_engine(writer.url)
    assert isinstance(plain.pool, QueuePool)
    assert (plain.pool.size(), plain.pool._max_overflow, plain.pool._recycle, plain.pool._pre_ping) == (5, 10, -1, True)
    environment.setenv("DATABASE_POOL_SIZE", "3")
    environment.setenv("DATABASE_MAX_OVERFLOW", "2")
    environment.setenv("DATABASE_POOL_RECYCLE", "60")
    environment.setenv("DATABASE_READER_URL", writer.url)
    engine = databases.create_engine()
    pools = [engine.pool, databases.create_reader_engine(engine).pool]
    assert [(pool.size(), pool._max_overflow, pool._recycle) for pool in pools] == [(3, 2, 60)] * 2
    environment.delenv("DATABASE_POOL_RECYCLE")
    assert databases.create_reader_engine(engine).pool._recycle == 300
    assert databases.create_reader_engine(engine, pool_recycle=7).pool._recycle == 7
    in_code = databases.create_engine(writer.url, pool_size=1, pool_pre_ping=False)
    assert (in_code.pool.size(), in_code.pool._max_overflow, in_code.pool._pre_ping) == (1, 2, False)
    for name in ("DATABASE_POOL_SIZE", "DATABASE_MAX_OVERFLOW"):
        environment.delenv(name)
    assert isinstance(databases.create_engine(writer.url, poolclass=NullPool).pool, NullPool)


def test_a_missing_url_is_named(databases: ModuleType, environment: pytest.MonkeyPatch) -> None:
    environment.delenv("DATABASE_URL")
    with pytest.raises(KeyError, match="DATABASE_URL"):
        databases.create_engine()


def test_the_reader_uses_the_writer_s_driver(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres
) -> None:
    url = URL.create("postgresql+psycopg", "root", "p@ss/word", "db", 5432, "shop")
    environment.setenv("DATABASE_READER_URL", "postgres://reader:s%40crt@replica:6432/shop?application_name=web")
    reader = databases.create_reader_engine(databases.create_engine(url))
    assert reader.url == URL.create(
        "postgresql+psycopg", "reader", "s@crt", "replica", 6432, "shop", {"application_name": "web"}
    )


def test_the_project_s_options_hold_for_the_reader(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres
) -> None:
    environment.setenv("DATABASE_READER_URL", writer.url)
    engine = databases.create_engine()
    options = {"connect_args": {"application_name": "shop"}, "execution_options": {"stream_results": True}}
    with databases.create_reader_engine(engine, **options).connect() as connection:
        assert connection.scalar(text("SELECT current_setting('application_name')")) == "shop"
        assert connection.scalar(text("SELECT current_setting('transaction_read_only')")) == "on"
        assert connection.get_execution_options()["stream_results"] is True


@pytest.fixture
def outage(databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres) -> Iterator[SimpleNamespace]:
    """A replica of its own that a test may kill, and a reader engine that notices after half a second."""
    environment.setattr(databases, "RETRY_SECONDS", 0.5)
    with replica(writer) as server:
        environment.setenv("DATABASE_READER_URL", server.url)
        engine = databases.create_engine()
        started: list[processes.Process] = []

        def restart() -> None:
            log = server.process.log
            options: dict[str, Any] = {"cwd": Path("/"), "env": {**os.environ, "LC_ALL": "C"}}
            command = [str(word) for word in server.process.popen.args]  # type: ignore[union-attr]
            started.append(processes.start(command, log, privileges=processes.unprivileged(), **options))

        yield SimpleNamespace(
            engine=engine, reader=databases.create_reader_engine(engine), kill=server.process.kill, restart=restart
        )
        for process in started:
            process.kill()


def test_a_reader_that_is_down(outage: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    stop, outcomes = threading.Event(), [Counter[str](), Counter[str](), Counter[str]()]
    phase = 0

    def read() -> None:
        while not stop.is_set():
            try:
                place = where(outage.reader)
            except SQLAlchemyError as error:
                place = type(error).__name__
            outcomes[phase][place] += 1

    threads = [threading.Thread(target=read) for _ in range(6)]
    with caplog.at_level(logging.WARNING, logger="databases"):
        for thread in threads:
            thread.start()
        try:
            wait_until(lambda: outcomes[0]["reader"] > 200, 10, "reads from the reader")
            phase = 1
            outage.kill()
            wait_until(lambda: outcomes[1]["writer"] > 500, 10, "reads from the writer")
            settled = outcomes[1]["OperationalError"]
            wait_until(lambda: outcomes[1]["writer"] > 1500, 10, "more reads from the writer")
            assert outcomes[1]["OperationalError"] == settled
            phase = 2
            outage.restart()
            wait_until(lambda: outcomes[2]["reader"] > 200, 10, "reads from the reader")
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert outcomes[0].keys() == {"reader"}
    assert settled <= len(threads), "a connection that was in use may fail once"
    assert outcomes[1].keys() <= {"reader", "writer", "OperationalError"}
    assert outcomes[2].keys() == {"reader", "writer"}
    messages = [record.getMessage().partition(":")[0] for record in caplog.records]
    assert messages == ["the reader database is down, the writer serves", "the reader database is back"]


def test_a_reader_that_is_down_from_the_start(outage: SimpleNamespace, databases: ModuleType) -> None:
    outage.kill()
    reader = databases.create_reader_engine(outage.engine)
    assert where(reader) == "writer"
    with reader.connect() as connection, pytest.raises(DBAPIError, match="read-only transaction"):
        connection.execute(text("INSERT INTO notes (text) VALUES ('wrong')"))
    assert where(outage.engine) == "writer"
    outage.restart()
    wait_until(lambda: where(reader) == "reader", 10, "the reader")


def test_a_reader_that_does_not_answer(databases: ModuleType, environment: pytest.MonkeyPatch) -> None:
    """Only the first connection waits for it."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://root:x@127.0.0.1:{silent.getsockname()[1]}/shop"
        environment.setenv("DATABASE_READER_URL", url)
        reader = databases.create_reader_engine(databases.create_engine())
        begin = time.monotonic()
        assert [where(reader) for _ in range(3)] == ["writer"] * 3
        assert time.monotonic() - begin < 30


@pytest.mark.parametrize("error", [psycopg.InterfaceError("no connection"), TimeoutError("timed out")])
def test_whatever_error_a_driver_has_for_it(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres, error: Exception
) -> None:
    """pg8000's is an InterfaceError, or the socket's own TimeoutError."""

    def refuse(*_: Any, **options: Any) -> None:
        raise error

    environment.setenv("DATABASE_READER_URL", writer.url)
    reader = databases.create_reader_engine(databases.create_engine())
    environment.setattr(reader.dialect, "connect", refuse)
    assert where(reader) == "writer"


def test_both_databases_down(databases: ModuleType, environment: pytest.MonkeyPatch) -> None:
    nowhere = f"postgresql+psycopg://root:secret-password@127.0.0.1:{processes.free_port()}/shop"
    environment.setenv("DATABASE_READER_URL", nowhere)
    reader = databases.create_reader_engine(databases.create_engine(nowhere))
    with pytest.raises(OperationalError) as caught:
        reader.connect()
    assert "secret-password" not in str(caught.value)


def test_forks_do_not_share_connections(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres, reader: Postgres
) -> None:
    environment.setenv("DATABASE_READER_URL", reader.url)
    engine = databases.create_engine(pool_size=1, max_overflow=0)
    engines = [engine, databases.create_reader_engine(engine, pool_size=1, max_overflow=0)]

    def backends() -> list[int]:
        found = []
        for each in engines:
            with each.connect() as connection:
                found.append(connection.scalar(text("SELECT pg_backend_pid()")))
        return found

    before = backends()
    assert backends() == before
    child = os.fork()
    if child == 0:
        os._exit(0 if not {*backends()} & {*before} and backends() == backends() else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert backends() == before


def test_a_long_answer_outside_of_a_request(databases: ModuleType, environment: pytest.MonkeyPatch) -> None:
    environment.setattr(databases, "TIMEOUT", 0.1)
    with databases.create_engine().connect() as connection:
        assert connection.scalar(text("SELECT 1 FROM pg_sleep(0.6)")) == 1


def test_nothing_watches_when_nothing_waits(databases: ModuleType) -> None:
    with Flask("service").test_request_context(), databases.create_engine().connect() as connection:
        connection.execute(text("SELECT 1"))
        assert databases._is_watching
    wait_until(lambda: not databases._is_watching, 5, "the watch to end")


def test_a_wrong_password_is_told_again_and_again(
    databases: ModuleType, environment: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, writer: Postgres
) -> None:
    environment.setattr(databases, "RETRY_SECONDS", 0.2)
    environment.setattr(databases, "REMIND_SECONDS", 0.4)
    environment.setenv("DATABASE_READER_URL", writer.url.replace(writer.password, "wrong"))
    reader = databases.create_reader_engine(databases.create_engine())

    def told_again() -> bool:
        assert where(reader) == "writer"
        told = [each for each in caplog.records if "password authentication failed" in each.getMessage()]
        assert all(each.levelno == logging.ERROR for each in told)
        return len(told) >= 2

    wait_until(told_again, 15, "a second line")


def test_the_code_s_own_time_outs_hold(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres
) -> None:
    """In the URL, or as connect_args."""
    for url, options in (
        (writer.url + "?connect_timeout=9", {}),
        (writer.url, {"connect_args": {"connect_timeout": 9}}),
    ):
        with databases.create_engine(url, **options).connect() as connection:
            parameters = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
        assert parameters["connect_timeout"] == "9"
        assert parameters["tcp_user_timeout"] == "10000"


def test_each_time_out_is_a_setting(environment: pytest.MonkeyPatch, writer: Postgres) -> None:
    for name, value in (("CONNECT_TIMEOUT", "7"), ("TCP_TIMEOUT", "8"), ("TIMEOUT", "0.5")):
        environment.setenv(f"DATABASE_{name}", value)
    environment.setenv("DATABASE_READER_URL", writer.url)
    set_by_hand = load("databases")
    engine = set_by_hand.create_engine()
    for each in (engine, set_by_hand.create_reader_engine(engine)):
        with Flask("service").test_request_context(), each.connect() as connection:
            parameters = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
            found = [parameters[name] for name in ("connect_timeout", "tcp_user_timeout", "keepalives_idle")]
            assert found == ["7", "8000", "8"]
            with pytest.raises(OperationalError):
                connection.execute(text("SELECT pg_sleep(5)"))
        each.dispose()


def test_sqlite(databases: ModuleType, environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    environment.setenv("DATABASE_READER_URL", f"sqlite:///{path}")
    engine = databases.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (text)"))
        connection.execute(text("INSERT INTO notes VALUES ('a')"))
    reader = databases.create_reader_engine(engine)
    with ThreadPoolExecutor(3) as pool, pytest.raises(OperationalError, match="readonly"):
        list(pool.map(lambda _: reader.connect().execute(text("INSERT INTO notes VALUES ('b')")), range(3)))
    with reader.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM notes")) == 1
    assert sqlite3.connect(path).execute("SELECT count(*) FROM notes").fetchone() == (1,)


def test_an_sqlite_database_in_memory(databases: ModuleType, environment: pytest.MonkeyPatch) -> None:
    """As test suites have it; there is no reader then."""
    environment.setenv("DATABASE_POOL_SIZE", "3")
    engine = databases.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (text)"))
    assert databases.create_reader_engine(engine) is engine
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM notes")) == 0
