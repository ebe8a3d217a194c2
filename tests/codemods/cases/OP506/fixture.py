# case: already-injectable
# file: settings.py
import os
from enum import Enum

from pydantic_settings import BaseSettings

DEFAULT_HOST = "localhost"
DEFAULT_PORT = 8000
SMTP_HOST = "localhost"
smtp_host = os.environ.get("SMTP_HOST", SMTP_HOST)
DB_HOST = os.environ.get("DB_HOST", "localhost")
DB_PORT = int(os.environ.get("DB_PORT") or 5432)
DB_USER = "root" if "DB_USER" not in os.environ else os.environ["DB_USER"]

try:
    DB_NAME = os.environ["DB_NAME"]
except KeyError:
    DB_NAME = "shop"

REDIS_HOST = os.environ.get("REDIS_HOST")
if not REDIS_HOST:
    REDIS_HOST = "localhost"


class Settings(BaseSettings):
    DB_HOST: str = "localhost"
    DB_PORT: int = 5432


class Conf(Enum):
    DB_HOST = "localhost"


def configure(app):
    if "MAIL_SERVER" not in os.environ:
        app.config["MAIL_SERVER"] = "localhost"


if os.name == "nt":
    NEWS_HOST = "localhost"

# case: classes
# file: config.py
class Config:
    DB_PORT = 5432


class DevelopmentConfig(Config):
    DB_HOST = "localhost"


class ProductionConfig(Config):
    DB_HOST = "really-prod.db"
# after:
import os


class Config:
    DB_PORT = int(os.environ.get("DB_PORT", "5432"))


class DevelopmentConfig(Config):
    DB_HOST = "localhost"


class ProductionConfig(Config):
    DB_HOST = os.environ.get("DB_HOST", "really-prod.db")

# case: classes_one_of_which_holds_no_host
# file: config.py
class Config:
    MAIL_SERVER = "smtp.internal"  # finding


class ProductionConfig(Config):
    MAIL_SERVER = "https://mail.example.org/send"

# case: constants
# file: settings.py
"""Settings."""

DB_HOST = "localhost"  # the database
DB_PORT = 5432
DB_NAME = "shop"
DB_USER: str = "root"
IMAP4_PORT = 1143

REDIS_HOST, REDIS_PORT = "cache", 6379
ELASTICSEARCH_HOST = "search.internal:9200"
UPLOAD_BUCKET = "shop-uploads"
AWS_REGION = "eu-central-1"
HOST = "0.0.0.0"
PORT = "8000"
PAGE_SIZE = 20
# after:
"""Settings."""

import os

DB_HOST = os.environ.get("DB_HOST", "localhost")  # the database
DB_PORT = int(os.environ.get("DB_PORT", "5432"))
DB_NAME = os.environ.get("DB_NAME", "shop")
DB_USER: str = os.environ.get("DB_USER", "root")
IMAP4_PORT = int(os.environ.get("IMAP4_PORT", "1143"))

REDIS_HOST, REDIS_PORT = "cache", 6379
ELASTICSEARCH_HOST = os.environ.get("ELASTICSEARCH_HOST", "search.internal:9200")
UPLOAD_BUCKET = os.environ.get("UPLOAD_BUCKET", "shop-uploads")
AWS_REGION = "eu-central-1"
HOST = "0.0.0.0"
PORT = "8000"
PAGE_SIZE = 20

# case: environment-switch
# file: config.py
import os

env = os.environ.get("ENV", "development")

if env == "production":
    DB_HOST = "really-prod.db"
elif env == "staging":
    DB_HOST = "somewhat-staging.db"
else:
    DB_HOST = "localhost"

# case: environment_arms
# file: config.py
import os

env = os.getenv("SHOP_ENV", "dev")
MAIL_SERVER = "smtp.example.com" if env == "prod" else "localhost"

match env:
    case "prod":
        REDIS_HOST = "redis.example.com"
    case "dev":
        REDIS_HOST = "localhost"

if env == "dev":
    MAIL_PORT = 1025
elif env == "staging":
    MAIL_PORT = 25

# case: given_by_listed
import os

from flask import Flask

OVERRIDABLE = ("MAIL_SERVER", "SITE_NAME")

app = Flask(__name__)
app.config["MAIL_SERVER"] = "mail.notes.internal"
app.config["MONGO_HOST"] = "mongo.notes.internal"
for name in OVERRIDABLE:
    app.config[name] = os.getenv(name, app.config.get(name))
app.config["REDIS_HOST"] = "cache.notes.internal"
# after:
import os

from flask import Flask

OVERRIDABLE = ("MAIL_SERVER", "SITE_NAME")

app = Flask(__name__)
app.config["MAIL_SERVER"] = "mail.notes.internal"
app.config["MONGO_HOST"] = os.getenv("MONGO_HOST", "mongo.notes.internal")
for name in OVERRIDABLE:
    app.config[name] = os.getenv(name, app.config.get(name))
app.config["REDIS_HOST"] = os.getenv("REDIS_HOST", "cache.notes.internal")

# case: linked
# file: settings.py
# unsafe: false
RABBITMQ_HOST = "queue"
RABBITMQ_PORT = 5672
RABBITMQ_USER = "shop"
SMTP_HOST = "relay"
SMTP_PASSWORD = "swordfish"
UPLOAD_BUCKET = "shop-uploads"
# after:
import os

RABBITMQ_HOST = "queue"
RABBITMQ_PORT = 5672
RABBITMQ_USER = "shop"
SMTP_HOST = "relay"
SMTP_PASSWORD = "swordfish"
UPLOAD_BUCKET = os.environ.get("UPLOAD_BUCKET", "shop-uploads")

# case: mail
# file: config.py
import os


class Config:
    MAIL_SERVER = 'smtp.example.com'
    MAIL_PORT = 587
    MAIL_USE_TLS = True
    MAIL_USE_SSL = False
    MAIL_USERNAME = os.getenv('MAIL_USERNAME')
    MAIL_DEFAULT_SENDER = 'Shop <shop@example.com>'
    MAIL_SUBJECT_PREFIX = '[Shop]'


class TestConfig(Config):
    MAIL_SERVER = 'localhost'
    MAIL_PORT = 2525
# after:
import os


class Config:
    MAIL_SERVER = os.getenv('MAIL_SERVER', 'smtp.example.com')
    MAIL_PORT = int(os.getenv('MAIL_PORT', '587'))
    MAIL_USE_TLS = os.getenv('MAIL_USE_TLS', '1').lower() in ('1', 'true', 'yes', 'on')
    MAIL_USE_SSL = os.getenv('MAIL_USE_SSL', '0').lower() in ('1', 'true', 'yes', 'on')
    MAIL_USERNAME = os.getenv('MAIL_USERNAME')
    MAIL_DEFAULT_SENDER = os.getenv('MAIL_DEFAULT_SENDER', 'Shop <shop@example.com>')
    MAIL_SUBJECT_PREFIX = '[Shop]'


class TestConfig(Config):
    MAIL_SERVER = 'localhost'
    MAIL_PORT = 2525

# case: mail_by_number
# file: server.py
import os

from flask import Flask

app = Flask(__name__)
app.config.update(MAIL_SERVER="smtp.shop.internal", MAIL_PORT=587, MAIL_USE_TLS=1)


class Letters:
    SMTP_HOST = "letters.shop.internal"
    SMTP_USE_SSL = 0
    SMTP_USE_TLS = "yes"


class Alone:
    EMAIL_USE_TLS = 1


app.config.from_object(Letters)
app.config.from_object(Alone)
# after:
import os

from flask import Flask

app = Flask(__name__)
app.config.update(MAIL_SERVER=os.environ.get("MAIL_SERVER", "smtp.shop.internal"), MAIL_PORT=int(os.environ.get("MAIL_PORT", "587")), MAIL_USE_TLS=os.environ.get("MAIL_USE_TLS", "1").lower() in ("1", "true", "yes", "on"))


class Letters:
    SMTP_HOST = os.environ.get("SMTP_HOST", "letters.shop.internal")
    SMTP_USE_SSL = os.environ.get("SMTP_USE_SSL", "0").lower() in ("1", "true", "yes", "on")
    SMTP_USE_TLS = "yes"


class Alone:
    EMAIL_USE_TLS = 1


app.config.from_object(Letters)
app.config.from_object(Alone)

# case: trap_mail_by_level
# file: server.py
import os

from flask import Flask

app = Flask(__name__)
app.config.update(MAIL_SERVER=os.environ.get("MAIL_SERVER"), MAIL_PORT=int(os.environ["MAIL_PORT"]), MAIL_USE_TLS=1)


# case: name_that_is_imported
# file: settings.py
from os import getenv

REDIS_HOST = "redis.internal.example.com"
# after:
from os import getenv

REDIS_HOST = getenv("REDIS_HOST", "redis.internal.example.com")

# case: named_by_use
# file: store.py
import psycopg2
import redis

HOST = "10.4.4.4"
PORT = 6380
DATABASE = "stock"
r = redis.StrictRedis(HOST, PORT)


def rows():
    return psycopg2.connect(database=DATABASE)
# after:
import os

import psycopg2
import redis

HOST = os.environ.get("REDIS_HOST", "10.4.4.4")
PORT = int(os.environ.get("REDIS_PORT", "6380"))
DATABASE = os.environ.get("DB_NAME", "stock")
r = redis.StrictRedis(HOST, PORT)


def rows():
    return psycopg2.connect(database=DATABASE)

# case: names-only
# file: names.py
CONF_HOST = "host"
ATTR_PORT = "port"
X_FORWARDED_HOST = "X-Forwarded-Host"
ENV_DB_HOST = "DB_HOST"
DB_HOST_VARIABLE = "DB_HOST"
HOST_HEADER = "Host"
MAIL_SERVER_ERROR = "the mail server does not answer"
HTTP_PORT = 80
SUPPORT = 1
REPORT = "report"
SERVER_NAME = "The shop's server"
DB_HOST = None
DB_PORT = ""
REDIS_PORT = 0
host = "somewhere"
user = "root"
PORT = {"web": 80}
# DB_USER = "root"
MESSAGE = "set DB_HOST = 'localhost' first"


def connect(host="localhost", port=5432):
    return host, port
DATABASE_NAME = "shop.sqlite3"

# case: parameters
# file: hello.py
import mysql.connector


class DBManager:
    def __init__(self, database='example', host="db", user="root", password_file=None):  # finding
        with open(password_file) as file:
            self.connection = mysql.connector.connect(
                user=user,
                password=file.read(),
                host=host,
                database=database,
                auth_plugin='mysql_native_password'
            )

# case: reader_decouple
# file: settings.py
from decouple import config

SECRET_KEY = config('SECRET_KEY')
MAIL_SERVER = 'mail.example.net'
MAIL_PORT = 2525
MAIL_USE_TLS = False
# after:
from decouple import config

SECRET_KEY = config('SECRET_KEY')
MAIL_SERVER = config('MAIL_SERVER', default='mail.example.net')
MAIL_PORT = config('MAIL_PORT', default=2525, cast=int)
MAIL_USE_TLS = config('MAIL_USE_TLS', default=False, cast=bool)

# case: reader_django_environ
# file: settings.py
import environ

env = environ.Env(DEBUG=(bool, False))

DEBUG = env("DEBUG")
SECRET_KEY = env("SECRET_KEY")
EMAIL_HOST = "mail.example.net"
EMAIL_PORT = 2525
EMAIL_USE_TLS = True
# after:
import environ

env = environ.Env(DEBUG=(bool, False))

DEBUG = env("DEBUG")
SECRET_KEY = env("SECRET_KEY")
EMAIL_HOST = env("EMAIL_HOST", default="mail.example.net")
EMAIL_PORT = env.int("EMAIL_PORT", default=2525)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)

# case: reader_environs
# file: settings.py
from environs import Env

env = Env()
env.read_env()

SECRET_KEY = env.str("SECRET_KEY")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
MAIL_SERVER = "mail.example.net"
MAIL_PORT = 2525
MAIL_USE_TLS = False
MAIL_USE_SSL = True
# after:
from environs import Env

env = Env()
env.read_env()

SECRET_KEY = env.str("SECRET_KEY")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
MAIL_SERVER = env.str("MAIL_SERVER", "mail.example.net")
MAIL_PORT = env.int("MAIL_PORT", 2525)
MAIL_USE_TLS = env.bool("MAIL_USE_TLS", False)
MAIL_USE_SSL = env.bool("MAIL_USE_SSL", True)

# case: reader_starlette
# file: settings.py
from starlette.config import Config

config = Config(".env")

SECRET_KEY = config("SECRET_KEY")
MAIL_SERVER = "mail.example.net"
MAIL_PORT = 2525
MAIL_USE_TLS = True
# after:
from starlette.config import Config

config = Config(".env")

SECRET_KEY = config("SECRET_KEY")
MAIL_SERVER = config("MAIL_SERVER", default="mail.example.net")
MAIL_PORT = config("MAIL_PORT", default=2525, cast=int)
MAIL_USE_TLS = config("MAIL_USE_TLS", default=True, cast=bool)

# case: reassigned
# file: state.py
DB_HOST = "localhost"


def point_at(host):
    global DB_HOST
    DB_HOST = host

# case: reserved
# file: settings.py
AWS_REGION = "eu-west-1"  # finding
AWS_DEFAULT_REGION = "eu-west-1"  # finding
SERVER_NAME = "shop.example.com"  # finding
HOSTNAME = "shop.internal"  # finding
MYSQL_HOST = "db"  # finding
REDIS_SERVICE_HOST = "cache"  # finding
PORT = 8080  # finding
API_HOST = "api"  # finding

# case: serving
from flask import Flask

app = Flask(__name__)


def main():
    port = 8080
    app.run(host="127.0.0.1", port=port)


if __name__ == "__main__":
    HOST = "127.0.0.1"
    main()
# after:
import os

from flask import Flask

app = Flask(__name__)


def main():
    port = int(os.environ.get("PORT", "8080"))
    app.run(host="127.0.0.1", port=port)


if __name__ == "__main__":
    HOST = "127.0.0.1"
    main()

# case: settings
from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = "smtp.example.com"
app.config.update(
    MAIL_PORT=465,
    MAIL_USE_SSL=True,
    PAGE_SIZE=20,
)
app.config.from_mapping({"REDIS_HOST": "cache", "REDIS_PREFIX": "shop"})
app.config["SERVER_NAME"] = "shop.example.com:8000"
# after:
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = os.environ.get("MAIL_SERVER", "smtp.example.com")
app.config.update(
    MAIL_PORT=int(os.environ.get("MAIL_PORT", "465")),
    MAIL_USE_SSL=os.environ.get("MAIL_USE_SSL", "1").lower() in ("1", "true", "yes", "on"),
    PAGE_SIZE=20,
)
app.config.from_mapping({"REDIS_HOST": os.environ.get("REDIS_HOST", "cache"), "REDIS_PREFIX": "shop"})
app.config["SERVER_NAME"] = "shop.example.com:8000"

# case: trap_alone
# file: settings.py
import sys

_VENDOR_HOST = "metrics.example.com"
EMAIL_USE_SSL = False

if sys.argv[1] == "big":
    DB_HOST = "big-db"
else:
    DB_HOST = "db"

try:
    from local import REDIS_HOST
except ImportError:
    REDIS_HOST = "cache"

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

# case: trap_given_by_loop
# file: server.py
import os

from flask import Flask

app = Flask(__name__)
app.config.update(
    SITE_NAME="Notes",
    MAIL_SERVER="mail.notes.internal",
    MAIL_USE_TLS=False,
)
app.config.from_envvar("NOTES_SETTINGS", silent=True)

for key in app.config:
    if key in os.environ:
        if type(app.config[key]) is bool:
            app.config[key] = os.environ[key].lower() in ["true", "yes", "on", "1"]
        else:
            app.config[key] = os.environ[key]

# case: trap_given_by_values_of_a_file
# file: configuration.py
import os

import dotenv

config = {}
config["MAIL_SERVER"] = "mail.notes.internal"
config["REDIS_HOST"] = "redis.notes.internal"

if os.path.exists("notes.env"):
    values = dotenv.dotenv_values("notes.env")
    for key, value in values.items():
        config[key.upper()] = value

# case: given_before_values_of_a_file
# file: configuration.py
import dotenv

config = {}
for key, value in dotenv.dotenv_values("notes.env").items():
    config[key.lower()] = value
config["MAIL_SERVER"] = "mail.notes.internal"  # finding
# after:
import os

import dotenv

config = {}
for key, value in dotenv.dotenv_values("notes.env").items():
    config[key.lower()] = value
config["MAIL_SERVER"] = os.environ.get("MAIL_SERVER", "mail.notes.internal")

# case: trap_given_by_reader
# file: server.py
from environs import Env
from flask import Flask

env = Env()
app = Flask(__name__)
app.config.update(
    SITE_NAME="Notes",
    MAIL_SERVER="mail.notes.internal",
    MAIL_USE_TLS=False,
)

for key in app.config:
    app.config[key] = env(key, app.config[key])

# case: trap_unread
# file: work.py
import redis

REDIS_HOST = "redis.shop.internal"
REDIS_PORT = 6379


def run(url):
    return redis.from_url(url)

# case: trap_account_of_the_machine
import getpass
import os
import pwd

POSTGRES_USER = "postgres"
BACKUP_USER = "backup"
DB_USER = "postgres"


def upgrade():
    if getpass.getuser() != POSTGRES_USER:
        raise RuntimeError(f"This is to be run as {POSTGRES_USER}.")
    if BACKUP_USER != pwd.getpwuid(os.getuid()).pw_name:
        os.setuid(pwd.getpwnam(BACKUP_USER).pw_uid)
    assert os.getlogin() == DB_USER, f"You are not {DB_USER}"

# case: account_that_connects
import getpass
import os

import psycopg2

POSTGRES_USER = "shop"  # finding


def connect():
    assert getpass.getuser() != POSTGRES_USER
    return psycopg2.connect(user=POSTGRES_USER)
# after:
import getpass
import os

import psycopg2

POSTGRES_USER = os.environ.get("POSTGRES_USER", "shop")


def connect():
    assert getpass.getuser() != POSTGRES_USER
    return psycopg2.connect(user=POSTGRES_USER)

# case: trap_host_of_what_is_said
# file: mirrors.py
from urllib.parse import urlparse

import requests

FORGE_HOST = "forge.example.org"
ARCHIVE_HOST = "archive.example.org"


def clone_url(links):
    for link in links:
        host = urlparse(link["href"]).netloc
        if link["name"] == "https" and host == FORGE_HOST:
            return link["href"]
        if urlparse(link["href"]).hostname not in (ARCHIVE_HOST, None):
            raise ValueError(f"only links to {ARCHIVE_HOST} are known")
    return None


def newest():
    return requests.get("https://api.forge.example.org/2.0/repositories", timeout=5).json()

# case: host_of_the_request
# file: shop.py
from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)
SHOP_HOST = "shop.example.com"  # finding
ADMIN_HOST = "admin.example.com"  # finding
LINK_HOST = "links.example.com"  # finding
SITE_HOST = "www.example.org"  # finding
API = "https://api.example.com/v1"


@app.before_request
def to_the_shop():
    host = urlparse(request.url).hostname
    if host != SHOP_HOST and request.host != ADMIN_HOST:
        return redirect("/elsewhere")


def is_ours(link):
    return urlparse(link).hostname == LINK_HOST or f"https://{LINK_HOST}/{link}"


def is_on_site(link):
    return urlparse(link).hostname == SITE_HOST
# after:
import os
from urllib.parse import urlparse

from flask import Flask, redirect, request

app = Flask(__name__)
SHOP_HOST = os.environ.get("SHOP_HOST", "shop.example.com")
ADMIN_HOST = os.environ.get("ADMIN_HOST", "admin.example.com")
LINK_HOST = os.environ.get("LINK_HOST", "links.example.com")
SITE_HOST = os.environ.get("SITE_HOST", "www.example.org")
API = "https://api.example.com/v1"


@app.before_request
def to_the_shop():
    host = urlparse(request.url).hostname
    if host != SHOP_HOST and request.host != ADMIN_HOST:
        return redirect("/elsewhere")


def is_ours(link):
    return urlparse(link).hostname == LINK_HOST or f"https://{LINK_HOST}/{link}"


def is_on_site(link):
    return urlparse(link).hostname == SITE_HOST

# case: lists-of-servers
from cassandra.cluster import Cluster
from kafka import KafkaConsumer, KafkaProducer

BROKERS = ["k1.corp:9092", "k2.corp:9092"]  # finding
NODES: list[str] = ["c1.corp", "c2.corp"]  # finding
TOPICS = ["orders", "invoices"]  # ok
OTHERS = ["x1.corp:9092", "x2.corp:9092"]  # ok
EMPTY = []  # ok


class Queue:
    seeds = ("k3.corp:9092",)  # finding

    def open(self):
        return KafkaProducer(bootstrap_servers=self.seeds)


def consume():
    consumer = KafkaConsumer("orders", bootstrap_servers=BROKERS)
    consumer.subscribe(TOPICS)
    return Cluster(NODES), KafkaConsumer(bootstrap_servers=EMPTY), OTHERS

# case: keys-of-messages
import boto3


class Key:
    SOURCE_BUCKET = "srcbucket"  # ok
    TARGET_BUCKET = "dstbucket"  # ok
    NEWS_BUCKET = "shop-news"  # finding


STATUS_HOST = "status_host"  # ok
DB_HOST = "db.internal"  # finding


def start(source, target, status):
    return {Key.SOURCE_BUCKET: source, Key.TARGET_BUCKET: target, STATUS_HOST: status}


def copy(event, pools):
    s3 = boto3.client("s3")
    source = event[Key.SOURCE_BUCKET]
    if Key.TARGET_BUCKET in event and event.get(STATUS_HOST):
        s3.copy_object(Bucket=event[Key.TARGET_BUCKET], CopySource=source, Key="x")
    s3.put_object(Bucket=Key.NEWS_BUCKET, Key="x")
    return pools[DB_HOST].connect(DB_HOST)
# after:
import os

import boto3


class Key:
    SOURCE_BUCKET = "srcbucket"
    TARGET_BUCKET = "dstbucket"
    NEWS_BUCKET = os.environ.get("NEWS_BUCKET", "shop-news")


STATUS_HOST = "status_host"
DB_HOST = os.environ.get("DB_HOST", "db.internal")


def start(source, target, status):
    return {Key.SOURCE_BUCKET: source, Key.TARGET_BUCKET: target, STATUS_HOST: status}


def copy(event, pools):
    s3 = boto3.client("s3")
    source = event[Key.SOURCE_BUCKET]
    if Key.TARGET_BUCKET in event and event.get(STATUS_HOST):
        s3.copy_object(Bucket=event[Key.TARGET_BUCKET], CopySource=source, Key="x")
    s3.put_object(Bucket=Key.NEWS_BUCKET, Key="x")
    return pools[DB_HOST].connect(DB_HOST)

# case: fields-that-a-library-gives
# file: config.py
import environ
from flask_env import MetaFlaskEnv
from flask_restful import Api


class Base(metaclass=MetaFlaskEnv):
    MAIL_SERVER = "mail.shop.internal"  # ok


class Live(Base):
    REDIS_HOST = "cache.shop.internal"  # ok


@environ.config(prefix="SHOP")
class Shop:
    SMTP_HOST = environ.var("mail.shop.internal")
    DB_HOST = "db.shop.internal"  # ok


class Plain(metaclass=Api):
    IMAP_HOST = "mail.shop.internal"  # finding
# after:
import os

import environ
from flask_env import MetaFlaskEnv
from flask_restful import Api


class Base(metaclass=MetaFlaskEnv):
    MAIL_SERVER = "mail.shop.internal"


class Live(Base):
    REDIS_HOST = "cache.shop.internal"


@environ.config(prefix="SHOP")
class Shop:
    SMTP_HOST = environ.var("mail.shop.internal")
    DB_HOST = "db.shop.internal"


class Plain(metaclass=Api):
    IMAP_HOST = os.environ.get("IMAP_HOST", "mail.shop.internal")

# case: links_that_the_code_reads
# file: settings.py
import os

SHELF_HOST = os.environ.get("SHELF_PORT_6379_TCP_ADDR", "localhost")
SHELF_PORT = 6379  # finding

# case: port_of_a_container_that_the_code_starts
# file: pods.py
PREVIEW_PORT = 5000


def pod(image):
    container = {"name": "preview", "image": image, "ports": [{"containerPort": PREVIEW_PORT}]}
    return {"kind": "Pod", "spec": {"containers": [container]}}

# case: what_continuous_integration_prepares
# file: ci/fill_vault.py
import requests

VAULT_HOST = "127.0.0.1"
requests.put(f"http://{VAULT_HOST}:8200/v1/kv", json={"token": "t"}, timeout=5)

# case: database_of_several_settings
# file: shop.py
from flask import Flask

from addresses import MONGO_ADDRESS

app = Flask(__name__)
app.config["MONGO_URI"] = "mongodb://" + MONGO_ADDRESS + "/basket"
app.config["MONGODB_DB"] = "basket"  # finding

# case: names_of_a_table
# file: tables.py
KAFKA_SERVERS = "bootstrap.servers"
USUAL_PORT = 3306
KEYS = {KAFKA_SERVERS: "SERVERS"}


def is_servers(key):
    return key == KAFKA_SERVERS

# case: where_one_process_listens
# file: main.py
import uvicorn
from fastapi import FastAPI

PORT = 8000
BIND = "127.0.0.1"
app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", host=BIND, port=int(PORT))
# after:
import os

import uvicorn
from fastapi import FastAPI

PORT = int(os.environ.get("PORT", "8000"))
BIND = os.environ.get("BIND", "127.0.0.1")
app = FastAPI()

if __name__ == "__main__":
    uvicorn.run("main:app", host=BIND, port=int(PORT))
