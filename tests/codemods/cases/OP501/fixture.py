# case: account_of_a_field
# file: config.py
# unsafe: false
from typing import ClassVar

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://shop:m7-lantern@localhost/shop"  # finding
    events_url: str = "postgresql://shop:shop@db.example.net/shop"  # finding
    audit_url: ClassVar[str] = "postgresql://shop:shop@localhost/audit"  # finding

# case: beginning
# file: config.py
postgres_local_base = 'postgresql://postgres:@localhost/'  # finding
database_name = 'accounts'


class DevelopmentConfig:
    SQLALCHEMY_DATABASE_URI = postgres_local_base + database_name

# case: by_hand
# file: db.py
import os

from sqlalchemy import create_engine

engine = create_engine(f"postgresql://shop:hunter2@{os.environ['DB_HOST']}/shop")  # finding

# case: fields_of_nobody
# file: shop/conf.py
from typing import ClassVar

from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Env(BaseSettings):
    fallback_url: ClassVar[str] = "postgresql://db/shop"


class Alone(BaseModel):
    broker_url: str = "amqp://queue:5672/"
# after:
import os
from typing import ClassVar

from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Env(BaseSettings):
    fallback_url: ClassVar[str] = os.environ.get("DATABASE_URL", "postgresql://db/shop")


class Alone(BaseModel):
    broker_url: str = os.environ.get("CELERY_BROKER_URL", "amqp://queue:5672/")

# case: flask_config
from flask import Flask

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = 'mysql+pymysql://shop@db/shop'
app.config.update(CELERY_BROKER_URL='redis://redis:6379/1', RESULT_BACKEND='redis://redis:6379/2')
app.config.from_mapping(
    MONGO_URI='mongodb://mongo:27017/shop',
    TITLE='Shop',
)
app.config['SQLALCHEMY_BINDS'] = {
    'users': 'postgresql://users-db/users',
    'log': 'sqlite:////var/lib/shop/log.db',
}
# after:
import os

from flask import Flask

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'mysql+pymysql://shop@db/shop')
app.config.update(
    CELERY_BROKER_URL=os.environ.get('CELERY_BROKER_URL', 'redis://redis:6379/1'),
    RESULT_BACKEND=os.environ.get('RESULT_BACKEND', 'redis://redis:6379/2'),
)
app.config.from_mapping(
    MONGO_URI=os.environ.get('MONGO_URI', 'mongodb://mongo:27017/shop'),
    TITLE='Shop',
)
app.config['SQLALCHEMY_BINDS'] = {
    'users': os.environ.get('USERS_DATABASE_URL', 'postgresql://users-db/users'),
    'log': os.environ.get('LOG_DATABASE_URL', 'sqlite:////var/lib/shop/log.db'),
}

# case: half_of_two_environments
# file: config.py
class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    DATABASE_URL = "postgresql://shop:tr0ub4dor@db/shop"


class ProductionConfig(Config):
    DATABASE_URL = "postgresql://shop:tr0ub4dor@db/live"  # finding
    RESULT_URL = "rpc://shop:tr0ub4dor@queue//"

# case: known_address
import os

from sqlalchemy import create_engine

DATABASE_URI = os.environ["DATABASE_URI"]
engine = create_engine(DATABASE_URI)


def reset():
    admin = create_engine("postgresql://postgres:Xk39vbQz81@localhost:5432/postgres")  # finding
    with admin.connect() as connection:
        connection.exec_driver_sql("drop database shop")

# case: name_in_use
# file: settings.py
import os

POSTGRES_URI = 'postgres://localhost:5432/monitoring'
DATABASE_URL = os.environ.get('MONITORING_DB')
# after:
import os

POSTGRES_URI = os.environ.get('POSTGRES_URI', 'postgres://localhost:5432/monitoring')
DATABASE_URL = os.environ.get('MONITORING_DB')

# case: named_in_camel_case
mongoUri = "mongodb://mongo-1/catalog"
brokerURL = "amqp://queue//"
cache_uri = "redis://cache:6379/0"
# after:
import os

mongoUri = os.environ.get("MONGO_URI", "mongodb://mongo-1/catalog")
brokerURL = os.environ.get("BROKER_URL", "amqp://queue//")
cache_uri = os.environ.get("REDIS_URL", "redis://cache:6379/0")

# case: of_a_library
# file: config.py
import os

DATABASES = os.path.join(os.path.dirname(__file__), "databases")


class Config:
    FLASK_PROFILER = {  # finding
        "enabled": True,
        "storage": {"engine": "sqlalchemy", "db_url": f"sqlite:///{os.path.join(DATABASES, 'profile.db')}"},
    }

# case: own_names
# file: settings.py
MONGO_URI = "mongodb://documents:27017/shop"
BROKER_URL = "redis://queue:6379/1"
POSTGRES_DSN = "postgresql://db/shop"
# after:
import os

MONGO_URI = os.environ.get("MONGO_URI", "mongodb://documents:27017/shop")
BROKER_URL = os.environ.get("BROKER_URL", "redis://queue:6379/1")
POSTGRES_DSN = os.environ.get("POSTGRES_DSN", "postgresql://db/shop")

# case: reader_beside_the_environment
# file: settings.py
import os

from decouple import config

DEBUG = config("DEBUG", default=False, cast=bool)
SECRET_KEY = os.environ["SECRET_KEY"]
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
CELERY_BROKER_URL = "redis://localhost:6379/0"
# after:
import os

from decouple import config

DEBUG = config("DEBUG", default=False, cast=bool)
SECRET_KEY = os.environ["SECRET_KEY"]
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0")

# case: trap_arms
# file: config.py
import os
import sys

MODE = sys.argv[1]

if MODE == "production":
    REDIS_URL = "redis://cache.internal:6379/0"
elif MODE == "staging":
    REDIS_URL = "redis://cache.staging:6379/0"
else:
    REDIS_URL = "redis://localhost:6379/0"

BROKER_URL = "amqp://queue" if MODE == "production" else "amqp://localhost"

match MODE:
    case "production":
        MONGO_URI = "mongodb://documents/shop"
    case _:
        MONGO_URI = "mongodb://localhost/shop"

try:
    from local import DATABASE_URI
except ImportError:
    DATABASE_URI = "sqlite:///" + os.path.join(os.getcwd(), "shop.db")


def search_url(big):
    if big:
        return "redis://big:6379/0"
    return "redis://small:6379/0"


def default(app):
    if not app.config.get("SQLALCHEMY_DATABASE_URI"):
        app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////var/lib/shop.db"

# case: trap_asked_by_key
# file: config.py
import os

DEFAULTS = {
    "DOCKER_SOCKET": "unix:///var/run/docker.sock",
    "REDIS_URL": "redis://cache:6379/0",
    "DATABASE_URL": "postgresql://db/shop",
}
TEMPLATES = {"sqlite": "sqlite:////{DATABASE_FILE}", "postgresql": "postgresql://{DB_HOST}/{DB_NAME}"}


class Settings:
    def read(self, key, value):
        return os.environ.get(key, value)

    def load(self, config):
        config.update({key: self.read(key, value) for key, value in DEFAULTS.items()})
        config["SQLALCHEMY_DATABASE_URI"] = TEMPLATES[config["FLAVOUR"]].format(**config)

# case: trap_environment
# file: config.py
import os

DEFAULT_URL = "postgresql://localhost/shop"
USER = os.environ["DB_USER"]
PASSWORD = os.environ["DB_PASSWORD"]
HOST = os.environ["DB_HOST"]


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", DEFAULT_URL)
    REDIS_URL = os.environ.get("REDIS_URL") or "redis://localhost:6379/0"
    REPORTS_URI = "postgresql://" + USER + ":" + PASSWORD + "@" + HOST + "/reports"
    ARCHIVE_URI = f"postgresql://{USER}:{PASSWORD}@{HOST}:5432/archive"


if "BROKER_URL" in os.environ:
    broker = os.environ["BROKER_URL"]
else:
    broker = "amqp://localhost//"

try:
    mongo = os.environ["MONGO_URL"]
except KeyError:
    mongo = "mongodb://localhost"

cache = os.getenv("CACHE_URL")
if not cache:
    cache = "redis://localhost"

# case: trap_left_over
# file: config.py
import os


def configure(app):
    if "REDIS_URL" in os.environ:
        app.config["REDIS_URL"] = os.environ["REDIS_URL"]
    app.config["DATABASE_URL"] = os.environ.get("DATABASE_URL")
    if not app.config.get("DATABASE_URL"):
        app.config["DATABASE_URL"] = "postgresql://db/shop"
    app.config.setdefault("REDIS_URL", "redis://queue:6379")

# case: trap_names_of_things
# file: names.py
SESSION_KEY = "_auth_user_id"
HASH_SESSION_KEY = "_auth_user_hash"
CSRF_SESSION_KEY = "_csrftoken"
_DEFAULT_TOKEN = "_sa_default"
WS_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

# case: trap_no_setting
"""Connects to postgresql://localhost/shop."""

import os
import re

import click
from sqlalchemy import create_engine

EXAMPLE_URL = "postgresql://user:secret@host/db"
HELP = "https://flask.palletsprojects.com/"
URI_PATTERN = re.compile("postgresql://(.*)@localhost")
url = os.environ["DATABASE_URL"]
if url.startswith("postgres://"):
    url = url.replace("postgres://localhost", "postgresql://localhost", 1)
if url == "sqlite:///app.db":
    print("redis://localhost is not used")
# engine = create_engine("postgresql://shop:hunter2@db/shop")
memory = create_engine("sqlite://")
also_memory = create_engine("sqlite:///:memory:")


@click.command()
def setup():
    default = "postgresql://shop:pass@localhost/shop"
    click.prompt("Database", default=default)

# case: trap_of_the_object
# file: providers.py
from pathlib import Path

from sqlalchemy import create_engine


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder.absolute()!s}/app.db"

    def connect(self):
        return create_engine(self.url)


class Socket:
    def __init__(self, folder: str) -> None:
        self.folder = folder

    def uri(self, user: str, database: str) -> str:
        return f"postgresql://{user}:@/{database}?host={self.folder}"

# case: trap_read_by_nobody
# file: worker.py
import os

import redis
from rq import Connection, Worker

QUEUE_URL = "redis://queue:6379/0"

connection = redis.from_url(os.environ["BROKER_URL"])


def work():
    with Connection(connection):
        Worker(["default"]).work()

# case: trap_said_unused
# file: settings.py
DATABASE_URL = None
POSTGRES_URI = "postgres://localhost:5432/shop"  # not used (use DATABASE_URL)
MONGO_URI = "mongodb://localhost:27017/shop"  # no longer used

# case: trap_stock_account_of_a_field
# file: config.py
from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://shop:shop@localhost/shop"
    events_url: str = Field(default="postgresql://events:postgres@127.0.0.1:5432/events")
    broker_url: str = "amqp://guest:guest@localhost:5672//"

# case: trap_names_of_dialects
# file: adapters.py
import psycopg2
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

DIALECT = "postgresql://ignored/ignored"


def connect():
    return psycopg2.connect(dsn="")


def engine_of(target):
    return sa.create_engine("snowflake://not@used/db", creator=target.connect)


def pooled():
    return sa.create_engine(url="mysql://nowhere/db", pool=QueuePool(connect))


def parsed():
    return sa.create_engine(make_url("postgresql://nowhere/db"), creator=connect)


def kept():
    return sa.create_engine(DIALECT, creator=connect)


def local(connection):
    url = "postgresql+asyncpg://nowhere/db"
    return create_async_engine(url, async_creator=connection)

# case: no_names_of_dialects
# file: adapters.py
import sqlalchemy as sa

URL = "postgresql://db/shop"  # finding


def connect():
    return sa.create_engine(URL).raw_connection()


engine = sa.create_engine(URL, creator=connect)
audit = sa.create_engine("postgresql://db/audit", creator=None)  # finding
orders = sa.create_engine("postgresql://db/orders", poolclass=sa.pool.NullPool)  # finding
stock = sa.create_engine("postgresql://shop:hunter2@db/stock", creator=connect)  # finding

# case: passwords_in_queries
# unsafe: false
import os

host = os.environ["DB_HOST"]
DATABASE_URL = "postgresql://db/shop?user=shop&password=hunter22"  # finding
REPORTS_URL = f"postgresql://{host}/reports?sslmode=verify-full&sslpassword=hunter22"  # finding
OTHER_URL = f"postgresql://{host}/other?user=shop&password={os.environ['DB_PASSWORD']}"

# case: account-filled-in
import pymongo

ACCOUNT = "mongodb://%(user)s:%(password)s@mongo.internal/shop"  # finding
client = pymongo.MongoClient(ACCOUNT % {"user": user, "password": password})

# case: place-of-a-password
import redis

CACHE = "redis://:[password]@redis.internal/0"  # finding
cache = redis.from_url(CACHE)

# case: bound-again-below
# file: settings.py
# unsafe: false
CELERY_BROKER_URL = "amqp://queue.internal:5672/"
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_URL = "redis://queue.internal:6379/1"  # finding
CELERY_RESULT_BACKEND = "redis://results.internal:6379/1"  # finding
REPORTS = {"BACKEND": CELERY_RESULT_BACKEND}
CELERY_RESULT_BACKEND = "rpc"
# after:
import os

CELERY_BROKER_URL = "amqp://queue.internal:5672/"
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://queue.internal:6379/1")
CELERY_RESULT_BACKEND = os.environ.get("CELERY_RESULT_BACKEND", "redis://results.internal:6379/1")
REPORTS = {"BACKEND": CELERY_RESULT_BACKEND}
CELERY_RESULT_BACKEND = "rpc"

# case: commands-of-people
# file: shop.py
# unsafe: false
import os

from flask import Flask
from sqlalchemy import create_engine

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]


@app.cli.command("clear")
def clear_database():
    create_engine("postgresql://postgres:root@localhost:5432").execute("drop database shop")


@app.cli.command("fill")
def fill():
    create_engine("postgresql://shop:m7-lantern@db.example.net/shop").execute("insert")  # finding


def check():
    create_engine("postgresql://postgres:root@localhost:5432").execute("select 1")  # finding

# case: trap_beside_productions_branch
# file: config.py
import os

in_production = os.environ.get("STOCK_DATABASE") is not None


class Config:
    if in_production:
        SQLALCHEMY_DATABASE_URI = os.environ["STOCK_DATABASE"]
    else:
        SQLALCHEMY_DATABASE_URI = "postgresql+psycopg://postgres:postgres@localhost:5432/stock"

# case: productions_own_branch
# file: config.py
import os

is_prod = "STOCK_PROD" in os.environ


class Config:
    if is_prod:
        SQLALCHEMY_DATABASE_URI = "postgresql://stock:vR7-kQ2mZ9@db.northwind.example/stock"  # finding
    else:
        SQLALCHEMY_DATABASE_URI = os.environ.get("STOCK_DATABASE")

# case: coding_behind_the_docstring
# file: config.py
"""
Author: somebody
"""

# -*- coding: utf-8 -*-

class Config:
    SQLALCHEMY_DATABASE_URI = """mysql+pymysql://root:@db.internal/shop"""
    SQLALCHEMY_TRACK_MODIFICATIONS = False
# after:
"""
Author: somebody
"""

# -*- coding: utf-8 -*-

import os


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "mysql+pymysql://root:@db.internal/shop")
    SQLALCHEMY_TRACK_MODIFICATIONS = False

# case: databases_of_developers_systems
import os
import sys

from sqlalchemy import create_engine

SYSTEM = sys.platform.lower()
SHELF = create_engine("postgresql://shelf:Wq8-desk@desk/shelf" if "win" in SYSTEM else os.environ["SHELF_DSN"])
if SYSTEM.startswith("linux"):
    CART = create_engine(os.environ["CART_DSN"])
else:
    CART = create_engine("postgresql://cart:Wq8-desk@desk/cart")

# case: account_comes_from_the_environment
import os

from sqlalchemy import create_engine

user = os.environ["DB_USER"]
password = os.environ["DB_PASSWORD"]
engine = create_engine(f"postgresql://{user}:{password}@db.shop.internal:5432/shop")  # finding
