"""databases.py with a real primary and a replica that lags: who reads where, and what a client sees of its writes."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker

from labs.cluster.postgres import Postgres
from labs.cluster.processes import wait_until
from tests.emitted.support import load, notes_in


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


Project = Callable[..., SimpleNamespace]


@pytest.fixture
def project(environment: pytest.MonkeyPatch) -> Iterator[Project]:
    """What a codemod makes of a project's db.py and app.py."""
    engines = []

    def make(reader: str = "", *, sessions: Callable[..., Any] = sessionmaker, **settings: str) -> SimpleNamespace:
        for name, value in {"DATABASE_READER_URL": reader, **settings}.items():
            environment.setenv(name, value)
        databases = load("databases")
        engine = databases.create_engine()
        Session = sessions(bind=engine)
        reader_engine = databases.create_reader_engine(engine)
        ReaderSession = databases.reader_sessions(Session, reader_engine)
        engines.extend([engine, reader_engine])
        app = application(databases, Session, ReaderSession)
        return SimpleNamespace(**locals())

    yield make
    for engine in engines:
        engine.dispose()


def application(databases: ModuleType, Session: Any, ReaderSession: Any) -> Flask:
    app = Flask("service")
    app.secret_key = "a secret"
    databases.init_app(app)

    @app.post("/notes/<name>")
    def add(name: str) -> str:
        with Session() as session:
            session.add(Note(text=name))
            session.commit()
        if name == "abort":
            abort(409)
        if name == "error":
            raise RuntimeError
        return count() if name == "and-count" else "added"

    @app.post("/core")
    def core() -> str:
        with Session.kw["bind"].begin() as connection:
            connection.execute(insert(Note).values(text="core"))
        return "added"

    @app.post("/rollback")
    def rollback() -> str:
        with Session() as session:
            session.add(Note(text="never"))
            session.flush()
        return "gone"

    @app.get("/count")
    def count() -> str:
        with ReaderSession() as session:
            return str(session.scalar(text("SELECT count(*) FROM notes")))

    @app.get("/recovering")
    def recovering() -> str:
        with ReaderSession() as session:
            return str(session.scalar(text("SELECT pg_is_in_recovery()")))

    @app.post("/write-by-reader")
    def write_by_reader() -> str:
        with ReaderSession() as session:
            session.add(Note(text="wrong"))
            session.commit()
        return "added"

    return app


def test_nothing_changes_without_a_reader(project: Project) -> None:
    for sessions in (sessionmaker, lambda bind: scoped_session(sessionmaker(bind=bind))):
        it = project(sessions=sessions)
        assert it.reader_engine is it.engine
        assert it.ReaderSession is it.Session
    client = project().app.test_client()
    assert client.post("/notes/a").headers.getlist("Set-Cookie") == []
    assert client.get("/count").text == "1"
    assert client.post("/write-by-reader").text == "added"


def test_reads_go_to_the_reader_and_writes_to_the_writer(project: Project, writer: Postgres, reader: Postgres) -> None:
    client = project(reader.url).app.test_client()
    assert client.get("/recovering").text == "True"
    assert client.post("/notes/a").text == "added"
    assert notes_in(writer) == 1


def test_a_reader_session_cannot_write_even_on_the_writer(project: Project, writer: Postgres) -> None:
    """An Aurora reader endpoint without a replica leads to the writer."""
    it = project(writer.url, DATABASE_POOL_SIZE="1", DATABASE_MAX_OVERFLOW="0")
    it.app.testing = True
    client = it.app.test_client()
    for _ in range(2):
        with pytest.raises(DBAPIError) as caught:
            client.post("/write-by-reader")
        assert caught.value.orig.sqlstate == "25006"  # type: ignore[union-attr]
    assert notes_in(writer) == 0
    assert client.get("/count").text == "0"
    assert client.post("/notes/a").text == "added"


def violations(client: FlaskClient, rounds: int) -> int:
    missed = 0
    for _ in range(rounds):
        before = int(client.post("/notes/and-count").text)
        missed += int(client.get("/count").text) < before
    return missed


def test_a_client_reads_what_it_wrote(project: Project, reader: Postgres) -> None:
    app = project(reader.url).app
    client, other = app.test_client(), app.test_client()
    assert violations(client, 50) == 0
    assert other.get("/count").text != client.get("/count").text
    wait_until(lambda: other.get("/count").text == "50", 10, "the reader to catch up")


def test_without_the_cookie_a_client_misses_what_it_wrote(project: Project, reader: Postgres) -> None:
    assert violations(project(reader.url).app.test_client(use_cookies=False), 10) == 10


def test_the_same_request_reads_what_it_wrote(project: Project, reader: Postgres) -> None:
    client = project(reader.url).app.test_client(use_cookies=False)
    assert [client.post("/notes/and-count").text for _ in range(3)] == ["1", "2", "3"]


def test_the_cookie_ends(project: Project, reader: Postgres) -> None:
    client = project(reader.url, READ_YOUR_WRITES_SECONDS="1.5").app.test_client()
    client.post("/notes/a")
    begin = time.monotonic()
    assert client.get("/recovering").text == "False"
    wait_until(lambda: client.get("/recovering").text == "True", 5, "the reader's turn")
    assert time.monotonic() - begin > 1


@pytest.mark.parametrize(
    ("path", "status", "cookie"),
    [
        ("/notes/a", 200, True),
        ("/notes/abort", 409, True),
        ("/notes/error", 500, True),
        ("/core", 200, True),
        ("/rollback", 200, False),
    ],
)
def test_who_gets_a_cookie(project: Project, reader: Postgres, path: str, status: int, cookie: bool) -> None:
    answer = project(reader.url).app.test_client().post(path)
    assert answer.status_code == status
    assert bool(answer.headers.getlist("Set-Cookie")) == cookie


def test_the_cookie_says_until_when(project: Project, reader: Postgres) -> None:
    app = project(reader.url, READ_YOUR_WRITES_SECONDS="5").app
    cookie = app.test_client().post("/notes/a").headers["Set-Cookie"]
    assert re.fullmatch(r"primary_until=[\d.]+; Expires=.*; Max-Age=5; HttpOnly; Path=/; SameSite=Lax", cookie)
    app.config["SESSION_COOKIE_SECURE"] = True
    assert "; Secure;" in app.test_client().post("/notes/a").headers["Set-Cookie"]
    value = cookie.split(";")[0].split("=", 1)[1]
    assert 0 < float(value) - time.time() <= 5
    for name, sent, recovering in (
        ("theirs", value, "False"),
        ("a clock that is ahead", f"{time.time() + 8:.3f}", "False"),
        ("past", f"{time.time() - 1:.3f}", "True"),
        ("for ever", "99999999999.0", "True"),
        ("no number", "nan", "True"),
        ("empty", "", "True"),
    ):
        client = app.test_client()
        client.set_cookie("primary_until", sent)
        assert client.get("/recovering").text == recovering, name


def test_no_secret_key_is_needed(project: Project, reader: Postgres) -> None:
    app = project(reader.url).app
    app.secret_key, app.testing = None, True
    client = app.test_client()
    assert client.get("/recovering").text == "True"
    assert client.post("/notes/a").status_code == 200
    assert client.get("/recovering").text == "False"


INSERT = "INSERT INTO notes (text) VALUES ('around')"


def by_itself(it: SimpleNamespace) -> None:
    with it.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(INSERT))


def raw(it: SimpleNamespace) -> None:
    connection = it.engine.raw_connection()
    connection.cursor().execute(INSERT)
    connection.commit()
    connection.close()


def by_a_thread(it: SimpleNamespace) -> None:
    def write() -> None:
        with it.engine.begin() as connection:
            connection.execute(text(INSERT))

    with ThreadPoolExecutor(1) as pool:
        pool.submit(write).result()


@pytest.mark.parametrize("write", [by_itself, raw, by_a_thread], ids=lambda each: each.__name__)
def test_what_writes_around_a_session_counts(
    project: Project, reader: Postgres, write: Callable[[SimpleNamespace], None]
) -> None:
    it = project(reader.url)

    @it.app.post("/around")
    def around() -> str:
        write(it)
        with it.ReaderSession() as session:
            return str(session.scalar(text("SELECT count(*) FROM notes")))

    client = it.app.test_client()
    assert client.get("/count").text == "0"
    assert client.post("/around").text == "1"
    assert client.get("/count").text == "1"
    other = it.app.test_client()
    assert "Set-Cookie" not in other.get("/recovering").headers


def test_a_streamed_answer_may_write_to_its_end(project: Project, reader: Postgres) -> None:
    it = project(reader.url)

    @it.app.route("/stream", methods=["GET", "POST"])
    def stream() -> Any:
        def lines() -> Iterator[str]:
            yield "begin"
            with it.engine.begin() as connection:
                connection.execute(text(INSERT))

        return it.app.response_class(lines())

    client = it.app.test_client()
    assert client.post("/stream").text == "begin"
    assert client.get("/count").text == "1"
    assert "Set-Cookie" not in it.app.test_client().get("/stream").headers


def test_outside_of_a_request_the_writer_serves(project: Project, reader: Postgres) -> None:
    it = project(reader.url)
    with it.ReaderSession() as session:
        assert session.scalar(text("SELECT pg_is_in_recovery()")) is False
    with it.app.app_context(), it.Session() as session:
        session.add(Note(text="by a command"))
        session.commit()


def test_the_reader_s_sessions_are_the_project_s_own(project: Project, reader: Postgres) -> None:
    """Same class, same options; begin() works; a bind that the caller names is kept."""

    class Own(sessionmaker().class_):  # type: ignore[misc]
        pass

    it = project(reader.url, sessions=lambda bind: sessionmaker(bind=bind, class_=Own, expire_on_commit=False))
    with it.app.test_request_context(), it.ReaderSession.begin() as session:
        assert isinstance(session, Own)
        assert session.expire_on_commit is False
        assert session.get_bind() is it.reader_engine
        assert session.scalars(select(Note)).all() == []
        with it.engine.connect() as connection, it.ReaderSession(bind=connection) as bound:
            assert bound.get_bind() is connection


def test_scoped_sessions_end_with_their_request(project: Project, reader: Postgres) -> None:
    it = project(reader.url, sessions=lambda bind: scoped_session(sessionmaker(bind=bind)))
    seen: list[Any] = []

    def scoped() -> str:
        seen.append(it.ReaderSession())
        assert it.ReaderSession() is seen[-1]
        return str(it.ReaderSession.scalar(text("SELECT pg_is_in_recovery()")))

    it.app.add_url_rule("/scoped", view_func=scoped)
    client = it.app.test_client()
    assert client.get("/scoped").text == "True"
    client.post("/notes/a")
    assert client.get("/scoped").text == "False"
    assert seen[0] is not seen[1]
    assert it.reader_engine.pool.checkedout() == 0
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: it.app.test_client().get("/scoped").text, range(40))) == {"True"}
    assert it.reader_engine.pool.checkedout() == 0


def test_threads_do_not_share_what_they_know(project: Project, reader: Postgres) -> None:
    app = project(reader.url).app

    def visit(number: int) -> tuple[bool, str]:
        client = app.test_client()
        if writes := number % 2 == 0:
            client.post("/notes/a")
        return writes, client.get("/recovering").text

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(visit, range(80))) == {(True, "False"), (False, "True")}
