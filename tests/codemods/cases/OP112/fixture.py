# case: fetched_and_written
# file: prices.py
import sqlite3

import pandas as pd
from flask import Flask

from store import Store

app = Flask(__name__)


@app.post("/prices/<name>")
def prices(name):
    Store("data").download("prices.db")
    connection = sqlite3.connect("data/prices.db")  # finding
    frame = pd.read_sql("SELECT * FROM prices", connection)
    frame[frame.name != name].to_sql("prices", connection)
    return ""


@app.get("/before")
def before():
    connection = sqlite3.connect("data/kept.db")  # finding
    frame = pd.read_sql("SELECT * FROM kept", connection)
    return frame.to_dict()

# case: forms
import os
import sqlite3

from flask import Flask

BASE = os.path.dirname(__file__)

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"  # finding


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL") or "sqlite:///" + os.path.join(BASE, "data.db")  # finding


@app.get("/")
def home():
    connection = sqlite3.connect("visits.db")  # finding
    return str(connection.execute("SELECT count(*) FROM visits").fetchone())

# case: once_a_file
# file: items.py
import sqlite3

from flask import Flask

app = Flask(__name__)


@app.get("/items/<name>")
def find(name):
    connection = sqlite3.connect("data.db")  # finding
    return connection.execute("SELECT * FROM items WHERE name = ?", (name,)).fetchone()


@app.post("/items/<name>")
def insert(name):
    connection = sqlite3.connect("data.db")  # finding
    connection.execute("INSERT INTO items VALUES (?)", (name,))
    connection.commit()

# case: one_deployed_class_keeps_it
# file: config.py
import os


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI", "sqlite:////srv/shop/dev.db")  # finding


class ProductionConfig(Config):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI")


class StagingConfig(Config):
    DEBUG = False

# case: trap_bound_again_by_each_deployed_class
# file: config.py
import os


class DefaultConfig:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI", "sqlite:////srv/shop/dev.db")
    MAIL_SERVER = "smtp.internal"
    STORE_DOMAIN = "http://localhost:5000"


class ProductionConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URI")
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
    STORE_DOMAIN = os.environ.get("STORE_DOMAIN")


class HerokuConfig(ProductionConfig):
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")


class DevelopmentConfig(DefaultConfig):
    DEBUG = True


class TestingConfig(DefaultConfig):
    SQLALCHEMY_DATABASE_URI = "sqlite://"

# case: trap_read_only
# file: prices.py
import sqlite3

import pandas as pd
from flask import Flask, jsonify

from store import Store

app = Flask(__name__)


@app.get("/prices/<name>")
def prices(name):
    Store("data").download("prices.db")
    connection = sqlite3.connect("data/prices.db")
    sql = f"SELECT * FROM prices WHERE name = '{name}'"
    frame = pd.read_sql(sql, connection)
    connection.close()
    return jsonify(frame.to_dict())


@app.get("/towns")
def towns():
    with sqlite3.connect("file:towns.db?mode=ro", uri=True) as connection:
        return jsonify(connection.execute("SELECT name FROM towns").fetchall())


@app.get("/streets")
def streets():
    with sqlite3.connect("file:streets.db?immutable=1", uri=True) as connection:
        return jsonify(list(map(list, connection.iterdump())))

# case: trap_removed_after
# file: etl.py
import contextlib
import os
import sqlite3
import tempfile

from flask import Flask

app = Flask(__name__)


@contextlib.contextmanager
def staged(date):
    path = os.path.join(tempfile.gettempdir(), f"etl_{date}.db")
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()
        if os.path.exists(path):
            os.remove(path)


@app.post("/days/<date>")
def load(date):
    with staged(date) as connection:
        connection.execute("CREATE TABLE days (date TEXT)")
    return "", 201

# case: trap_tests
import os
import sqlite3

from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
HELP = "for example sqlite:///shop.db"


class TestingConfig:
    SQLALCHEMY_DATABASE_URI = "sqlite:///test.db"


class MemoryConfig:
    SQLALCHEMY_DATABASE_URI = "sqlite://"
    DATABASE_URL = "sqlite:///:memory:"


@app.get("/")
def home():
    return str(sqlite3.connect(":memory:").execute("SELECT 1").fetchone())


@app.cli.command("convert")
def convert():
    database_path = "sqlite:///old.db"
    sqlite3.connect("old.db")
    return database_path

# case: trap_setting_of_nobody
# file: settings.py
LOCAL_DB_URI = "sqlite:///shop.db"
# SQLALCHEMY_DATABASE_URI = LOCAL_DB_URI
SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"

# case: django_updated_by_a_url
# file: shop/settings.py
import dj_database_url

from_platform = dj_database_url.config(conn_max_age=600)
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}  # ok
DATABASES["default"].update(from_platform)

# case: django_bound_again_by_a_url
# file: shop/settings.py
import os

import dj_database_url

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}  # ok
if "SHOP_DATABASE" in os.environ:
    DATABASES = {"default": dj_database_url.parse(os.environ["SHOP_DATABASE"])}

# case: django_filled_by_a_library
# file: shop/settings.py
import django_heroku

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}  # ok
django_heroku.settings(locals())

# case: django_filled_but_for_databases
# file: shop/settings.py
import django_heroku

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}  # finding
django_heroku.settings(locals(), databases=False)

# case: django_updated_for_tests_alone
# file: shop/settings.py
import sys

import dj_database_url

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}  # finding
if "test" in sys.argv:
    DATABASES["default"] = dj_database_url.parse("sqlite://:memory:")

# case: put_over_where_it_is_given
import os

from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"  # finding
if "DATABASE_URL" in os.environ:
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]

# case: trap_private_settings_to_fill_in
# file: shop/private_settings_template.py
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"}}
