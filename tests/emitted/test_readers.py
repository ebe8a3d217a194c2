"""readers.py with a real primary and a replica that lags: which database a session of Flask-SQLAlchemy's asks."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g, request
from sqlalchemy import Column, Integer, String, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import declarative_base

from labs.cluster.postgres import Postgres, catch_up, replica
from labs.cluster.processes import wait_until
from tests.emitted.extension import SQLAlchemy
from tests.emitted.support import load, load_flat, notes_in

Base: Any = declarative_base()
COUNT = text("SELECT count(*) FROM notes")
RECOVERING = text("SELECT pg_is_in_recovery()")


class Note(Base):
    __tablename__ = "notes"
    id = Column(Integer, primary_key=True)
    text = Column(String)


Service = Callable[..., SimpleNamespace]


@pytest.fixture
def service(environment: pytest.MonkeyPatch, writer: Postgres) -> Iterator[Service]:
    """What the fix makes of a service with an application factory."""
    engines: list[Any] = []

    def make(reader: str = "") -> SimpleNamespace:
        environment.setenv("DATABASE_READER_URL", reader)
        databases = load("databases")
        readers = load_flat("readers")
        db = SQLAlchemy()
        readers.add_to(db)
        app = Flask("service")
        databases.init_app(app)
        app.secret_key = "a secret"
        app.config["SQLALCHEMY_DATABASE_URI"] = writer.url
        app.config["SQLALCHEMY_TRACK_MODIFICATIONS"] = False
        db.init_app(app)
        views(app, db, readers.may_serve)
        with app.app_context():
            engines.append(db.engine)
        engines.append(readers)
        return SimpleNamespace(**locals())

    yield make
    for each in engines:
        for engine in getattr(each, "_readers", {}).values():
            engine.dispose()
        if hasattr(each, "dispose"):
            each.dispose()


def views(app: Flask, db: Any, may_serve: Any) -> None:
    @app.before_request
    def before() -> None:
        g.user = db.session.scalar(select(Note).where(Note.text == "user"))
        if "rename" in request.args:
            g.user.text = request.args["rename"]
        if "flush" in request.args:
            db.session.flush()

    @app.route("/count")
    @may_serve
    def count() -> str:
        return str(db.session.scalar(COUNT))

    @app.route("/recovering")
    @may_serve
    def recovering() -> str:
        """Docstring."""
        return str(db.session.scalar(RECOVERING))

    @app.route("/unmarked")
    def unmarked() -> str:
        return str(db.session.scalar(RECOVERING))

    @app.route("/around")
    def around() -> str:
        return " ".join([unmarked(), recovering(), unmarked()])

    @app.route("/user")
    @may_serve
    def user() -> str:
        found = db.session.scalar(select(Note).where(Note.text == g.user.text))
        return f"{found is g.user} {found.text}"

    @app.route("/notes/<name>", methods=["POST"])
    def add(name: str) -> str:
        db.session.add(Note(text=name))
        db.session.commit()
        return count() if name == "and-count" else "added"

    @app.route("/statement", methods=["POST"])
    def statement() -> str:
        db.session.execute(text("INSERT INTO notes (text) VALUES ('a')"))
        db.session.commit()
        return count()

    @app.route("/wrongly-marked/<how>", methods=["POST"])
    @may_serve
    def wrongly_marked(how: str) -> str:
        if how == "flush":
            db.session.add(Note(text="wrong"))
        else:
            db.session.execute(update(Note).values(text="wrong"))
        db.session.commit()
        return "written"


def add_user(writer: Postgres, reader: Postgres) -> None:
    with writer.connect() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('user')")
    catch_up(writer, reader)


def test_nothing_changes_without_a_reader(service: Service, writer: Postgres) -> None:
    it = service()
    client = it.app.test_client()
    it.app.secret_key = None
    assert client.post("/notes/a").headers.getlist("Set-Cookie") == []
    assert client.get("/count").data == b"1"
    assert client.post("/wrongly-marked/flush").data == b"written"
    assert it.readers._readers == {}
    with it.app.app_context():
        assert it.db.session().get_bind() is it.db.engine
    assert it.app.view_functions["recovering"].__doc__ == "Docstring."


def test_the_reader_serves_marked_views_only(service: Service, reader: Postgres) -> None:
    client = service(reader.url).app.test_client()
    assert client.get("/recovering").data == b"True"
    assert client.get("/unmarked").data == b"False"
    assert client.get("/around").data == b"False True False"


def test_objects_from_before_the_view_are_the_view_s(service: Service, writer: Postgres, reader: Postgres) -> None:
    add_user(writer, reader)
    assert service(reader.url).app.test_client().get("/user").data == b"True user"


@pytest.mark.parametrize("endpoint", ["reader", "writer"])
@pytest.mark.parametrize("how", ["flush", "statement"])
def test_the_database_refuses_a_write_of_a_marked_view(
    service: Service, writer: Postgres, reader: Postgres, endpoint: str, how: str
) -> None:
    """Also where the reader's endpoint leads to the writer."""
    app = service(reader.url if endpoint == "reader" else writer.url).app
    app.testing = True
    client = app.test_client()
    with pytest.raises(DBAPIError) as caught:
        client.post(f"/wrongly-marked/{how}")
    code = getattr(caught.value.orig, "sqlstate", None) or getattr(caught.value.orig, "pgcode", None)
    assert code == "25006"
    assert notes_in(writer) == 0
    assert client.post("/notes/a").data == b"added"


@pytest.mark.parametrize("query", ["rename=new", "rename=new&flush=1"])
def test_a_request_that_changes_something_first_stays_on_the_writer(
    service: Service, writer: Postgres, reader: Postgres, query: str
) -> None:
    add_user(writer, reader)
    client = service(reader.url).app.test_client()
    assert client.get(f"/user?{query}").data == b"True new"


def test_a_client_reads_what_it_wrote(service: Service, reader: Postgres) -> None:
    it = service(reader.url)
    client, other, missed = it.app.test_client(), it.app.test_client(), 0
    for number in range(1, 21):
        assert client.post("/notes/and-count").data == str(number).encode()
        missed += other.get("/count").data != str(number).encode()
        assert client.get("/count").data == str(number).encode()
    assert missed > 0, "the replica did not lag, so nothing was shown"
    wait_until(lambda: other.get("/count").data == b"20", 10, "the reader to catch up")


def test_the_first_statement_of_a_process_counts_as_a_write(service: Service, reader: Postgres) -> None:
    assert service(reader.url).app.test_client().post("/statement").data == b"1"


def test_every_request_is_answered_when_the_replica_is_killed(service: Service, writer: Postgres) -> None:
    with replica(writer) as server:
        client = service(server.url).app.test_client()
        assert client.get("/recovering").data == b"True"
        server.process.kill()
        assert {client.get("/recovering").data for _ in range(5)} == {b"False"}


def test_outside_of_a_request_the_writer_serves(service: Service, reader: Postgres) -> None:
    it = service(reader.url)
    with it.app.app_context():
        assert it.db.session.scalar(RECOVERING) is False
        assert it.app.view_functions["recovering"]() == "False"


def test_connections_go_back_with_the_request(service: Service, reader: Postgres) -> None:
    it = service(reader.url)
    client = it.app.test_client()
    assert {client.get("/around").status_code for _ in range(20)} == {200}
    with it.app.app_context():
        engines = [it.db.engine, *it.readers._readers.values()]
    assert len(engines) == 2
    assert [engine.pool.checkedout() for engine in engines] == [0, 0]
