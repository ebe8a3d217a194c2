"""databases.py when a database accepts everything and says nothing more: nobody waits longer than its time-outs."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType, SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from labs.cluster.postgres import Postgres
from labs.cluster.processes import wait_until
from labs.cluster.throttle import UNLIMITED, throttled
from tests.emitted.support import where


@pytest.fixture
def hanging(
    databases: ModuleType, environment: pytest.MonkeyPatch, writer: Postgres, reader: Postgres
) -> Iterator[SimpleNamespace]:
    """A service whose two databases can each be made to accept everything and say nothing more."""
    environment.setattr(databases, "TIMEOUT", 1.0)
    environment.setattr(databases, "PING_TIMEOUT", 0.5)
    environment.setattr(databases, "RETRY_SECONDS", 0.5)
    with (
        throttled(f"http://127.0.0.1:{writer.port}") as writers,
        throttled(f"http://127.0.0.1:{reader.port}") as readers,
    ):
        ports = [urlsplit(each.url).port for each in (writers, readers)]
        environment.setenv("DATABASE_READER_URL", reader.url.replace(f":{reader.port}/", f":{ports[1]}/"))
        engine = databases.create_engine(writer.url.replace(f":{writer.port}/", f":{ports[0]}/"))
        engines = SimpleNamespace(writer=engine, reader=databases.create_reader_engine(engine))
        app = Flask("service")
        databases.init_app(app)

        @app.get("/<name>")
        def ask(name: str) -> str:
            return where(getattr(engines, name))

        yield SimpleNamespace(app=app, writers=writers, readers=readers, engines=engines)
        writers.rate = readers.rate = UNLIMITED


HANGS = 1e-9


def answers(app: Flask, path: str, count: int) -> tuple[list[str], float]:
    """What so many clients get at once, and how long the last one waits, in seconds."""

    def get(_: int) -> str:
        answer = app.test_client().get(path)
        return answer.text if answer.status_code == 200 else str(answer.status_code)

    begin = time.monotonic()
    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(get, range(count)))
    return found, time.monotonic() - begin


@pytest.mark.second_try("measures how long an answer takes")
def test_a_reader_that_hangs(hanging: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    assert answers(hanging.app, "/reader", 8)[0] == ["reader"] * 8
    hanging.readers.rate = HANGS
    found, seconds = answers(hanging.app, "/reader", 8)
    assert found == ["writer"] * 8
    assert seconds < 10, "a ping and a connection, once"
    found, seconds = answers(hanging.app, "/reader", 8)
    assert found == ["writer"] * 8
    assert seconds < 1, "while it is down nobody waits but who tries it again"
    hanging.readers.rate = UNLIMITED
    wait_until(lambda: answers(hanging.app, "/reader", 1)[0] == ["reader"], 15, "the reader")


@pytest.mark.second_try("measures how long an answer takes")
def test_a_reader_that_hangs_in_an_answer(hanging: SimpleNamespace) -> None:
    with hanging.app.test_request_context(), hanging.engines.reader.connect() as connection:
        connection.execute(text("SELECT 1"))
        hanging.readers.rate = HANGS
        begin = time.monotonic()
        with pytest.raises(OperationalError):
            connection.execute(text("SELECT 1"))
        assert 1 <= time.monotonic() - begin < 5


@pytest.mark.second_try("measures how long an answer takes")
def test_a_writer_that_hangs(hanging: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    assert answers(hanging.app, "/writer", 4)[0] == ["writer"] * 4
    hanging.writers.rate = HANGS
    found, seconds = answers(hanging.app, "/writer", 4)
    assert found == ["500"] * 4
    assert seconds < 12
    assert "the database does not answer, the connection is given up" in caplog.messages
    hanging.writers.rate = UNLIMITED
    wait_until(lambda: answers(hanging.app, "/writer", 1)[0] == ["writer"], 15, "the writer")
