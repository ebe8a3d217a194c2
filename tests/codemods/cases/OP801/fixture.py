# case: methods_in_lower_case
import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))  # finding
Session = sessionmaker(bind=engine)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204


@app.route("/books/count", methods=["get"])
def count():
    with Session.begin() as session:
        session.execute("INSERT INTO asked VALUES (now())")
        return {"count": session.execute("SELECT count(*) FROM books").scalar()}

# case: one_reading_view
import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))  # finding
Session = sessionmaker(bind=engine)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204


@app.get("/books/count")
def count():
    with Session.begin() as session:
        session.execute("INSERT INTO asked VALUES (now())")
        return {"count": session.execute("SELECT count(*) FROM books").scalar()}

# case: trap_no_reading_view
import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))
Session = sessionmaker(bind=engine)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204

# case: trap_read_only_variable
# file: db.py
import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine


def made(variable):
    return async_sessionmaker(create_async_engine(os.environ[variable]))


writing, reading = made("DATABASE_URL"), made("POSTGRES_RO_DSN")

# case: trap_databases_of_users
import os
from urllib.parse import quote

import sqlalchemy as sa
from flask import Flask

app = Flask(__name__)
DRIVERS = {"postgresql": os.environ.get("DRIVER", "psycopg2")}


class Adapter:
    def __init__(self, target):
        self._target = target

    def _dsn(self, name):
        return "{dialect}://:{token}@/{name}".format(
            dialect="metrica", token=quote(self._target.token, safe=""), name=name
        )

    def engine(self, name):
        return sa.create_engine(self._dsn(name)).execution_options(compiled_cache=None)


class Held:
    def engine(self):
        return sa.create_engine(f"mysql://{self.source.user}:{self.source.password}@{self.source.host}/")


def engine_of(source):
    url = f"postgresql://{source.user}:{source.password}@{source.host}/{source.database}"
    return sa.create_engine(url)


def engine_by_key(source):
    return sa.create_engine(source["url"])


def engine_by_record(record):
    address, options = _options(record)
    return sa.create_engine(address, connect_args=options)


def _options(record):
    options = {}
    for option_config in record.get("options", []):
        if option_config.get("key") is not None:
            options[option_config["key"]] = option_config["value"]
    return record.get("address", ""), options


@app.get("/sources/<name>")
def tables(name):
    with engine_of(find(name)).connect() as connection:
        return list(connection.execute("SELECT 1"))

# case: databases_of_the_service
import os

import sqlalchemy as sa
from flask import Flask

app = Flask(__name__)
USER = "shop"


def engine_for(url):
    return sa.create_engine(_with_driver(url))  # finding


def _with_driver(url):
    return url.replace("postgres://", "postgresql+psycopg://")


def engine_by(name):
    record = find(name)
    return sa.create_engine(_address(record))  # finding


def _address(record):
    return record.url or CONFIG.url


class Database:
    def __init__(self, settings, address):
        self.settings = settings
        self.address = address
        self.engine = sa.create_engine(f"postgresql://{self.address.user}@{self.address.host}/shop")  # finding

    def by_settings(self):
        return sa.create_engine(self.settings.database.url)  # finding


def by_record(record):
    return sa.create_engine(f"postgresql://{record.user}@db/shop")  # finding


def by_environment(record):
    return sa.create_engine(os.environ["DATABASE_URL"] + record.suffix)  # finding


def at_start(record):
    return sa.create_engine(f"postgresql://{record.user}@{record.host}/shop")  # finding


engine = at_start(load())


@app.get("/engines")
def engines():
    own = Database(settings, address)
    return [own, own.by_settings(), engine_for(asked()), engine_by(asked())]


@app.get("/books")
def books():
    with (by_record(user()).connect() if some() else by_environment(user()).connect()) as connection:
        return list(connection.execute("SELECT 1"))


def add(session, row):
    session.add(row)
    session.commit()

# case: branch_for_sqlite
# file: app.py
import os

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
URL = os.environ.get("DATABASE_URL", "postgresql://db.internal/shop")

if "sqlite" in URL:
    engine = create_engine(URL, connect_args={"check_same_thread": False})
else:
    engine = create_engine(URL, pool_pre_ping=True, pool_size=10)  # finding

Session = sessionmaker(bind=engine)


@app.get("/books")
def books():
    with Session() as session:
        return list(session.scalars(text("SELECT title FROM books")))


def add(session, row):
    session.add(row)
    session.commit()

# case: trap_only_makes_tables
import os

from databases import Database
from fastapi import FastAPI
from sqlalchemy import Column, Integer, MetaData, Table, create_engine

URL = os.environ.get("BOOKS_URL", "postgresql://books-db/books")
app = FastAPI()
engine = create_engine(URL)
metadata = MetaData()
books = Table("books", metadata, Column("id", Integer, primary_key=True))
database = Database(URL)
metadata.create_all(bind=engine)


@app.get("/books")
async def index():
    return await database.fetch_all(books.select())

# case: trap_tries_whether_a_server_answers
from flask import Flask, jsonify
from sqlalchemy import create_engine, text

from .stores import opened

app = Flask(__name__)
DIALECTS = {"postgresql": 5432}


@app.get("/sources/<int:number>/test")
def tried(number):
    engine = create_engine(opened(number)["url"])
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return jsonify(ok=True)


@app.get("/sources/<int:number>")
def shown(number):
    return jsonify(number=number)

# case: rows_of_the_same_engine
import os

from flask import Flask, jsonify
from sqlalchemy import create_engine, text

app = Flask(__name__)


@app.get("/books")
def books():
    engine = create_engine(os.environ.get("BOOKS_URL", "postgresql://books-db/books"))  # finding
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        return jsonify([*connection.execute(text("SELECT title FROM books"))])


def add(session, row):
    session.add(row)
    session.commit()
