# case: alternatives
# file: db.py
import sys

import redis

if sys.argv[1] == "big":
    cache = redis.Redis(host="big-cache")  # finding
else:
    cache = redis.Redis(host="cache")  # finding

# case: broker_elsewhere
# file: events/start.py
import faust
from kafka import KafkaProducer

app = faust.App("events", broker="kafka://one.kafka:9092")
producer = KafkaProducer(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"])  # finding

DEFAULT_SERVERS = "localhost:9092"
local = KafkaProducer(bootstrap_servers="localhost:9092")  # finding
# after:
import os

import faust
from kafka import KafkaProducer

app = faust.App("events", broker="kafka://one.kafka:9092")
producer = KafkaProducer(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"])

DEFAULT_SERVERS = "localhost:9092"
local = KafkaProducer(bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"))

# case: environment_arms
# file: config.py
import os

if os.getenv("SHOP_ENV", "dev") == "dev":
    SQLALCHEMY_DATABASE_URI = "sqlite:///shop.db"
else:
    SQLALCHEMY_DATABASE_URI = "postgresql://db.example.com/shop"

# case: items
# file: events.py
from confluent_kafka import Producer

options = {}
options["bootstrap.servers"] = "kafka-1.shop.internal:9092"
options["client.id"] = "shop"
producer = Producer(options)
# after:
import os

from confluent_kafka import Producer

options = {}
options["bootstrap.servers"] = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka-1.shop.internal:9092")
options["client.id"] = "shop"
producer = Producer(options)

# case: layout
# file: search.py
import ldap3
import pymysql
from elasticsearch import Elasticsearch

search = Elasticsearch(hosts=[{"host": "search.prod.internal", "port": 9200, "scheme": "http"}])


def members():
    with ldap3.Connection(ldap3.Server("ldap.corp.example.local", port=1389), auto_bind=True) as found:
        return found.entries


def run(pool):
    pool.add(pymysql.connect(host="db.prod.internal", user="shop", database="shop"), size=4)
    return pool
# after:
import os

import ldap3
import pymysql
from elasticsearch import Elasticsearch

search = Elasticsearch(
    hosts=[
        {
            "host": os.environ.get("ELASTICSEARCH_HOST", "search.prod.internal"),
            "port": int(os.environ.get("ELASTICSEARCH_PORT", "9200")),
            "scheme": "http",
        }
    ]
)


def members():
    with ldap3.Connection(
        ldap3.Server(
            os.environ.get("LDAP_HOST", "ldap.corp.example.local"),
            port=int(os.environ.get("LDAP_PORT", "1389")),
        ),
        auto_bind=True,
    ) as found:
        return found.entries


def run(pool):
    pool.add(
        pymysql.connect(
            host=os.environ.get("DB_HOST", "db.prod.internal"),
            user=os.environ.get("DB_USER", "shop"),
            database=os.environ.get("DB_NAME", "shop"),
        ),
        size=4,
    )
    return pool

# case: lists_of_brokers
# file: events/start.py
from aiokafka import AIOKafkaProducer
from confluent_kafka import Consumer
from kafka import KafkaAdminClient, KafkaConsumer

BROKER_DOC = """Events go to the brokers of the shop."""
consumer = Consumer({"group.id": "events", "bootstrap.servers": "one.kafka:9092,two.kafka:9092"})
settings = {}
settings["bootstrap.servers"] = "one.kafka:9092,two.kafka:9092"
admin = KafkaAdminClient(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"])


def produce():
    return AIOKafkaProducer(bootstrap_servers=["one.kafka:9092", "two.kafka:9092"], client_id="events", acks="all")
# after:
import os

from aiokafka import AIOKafkaProducer
from confluent_kafka import Consumer
from kafka import KafkaAdminClient, KafkaConsumer

BROKER_DOC = """Events go to the brokers of the shop."""
consumer = Consumer(
    {
        "group.id": "events",
        "bootstrap.servers": os.environ.get(
            "KAFKA_BOOTSTRAP_SERVERS",
            "one.kafka:9092,two.kafka:9092",
        ),
    }
)
settings = {}
settings["bootstrap.servers"] = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "one.kafka:9092,two.kafka:9092")
admin = KafkaAdminClient(
    bootstrap_servers=os.environ.get(
        "KAFKA_BOOTSTRAP_SERVERS",
        "one.kafka:9092,two.kafka:9092",
    ).split(",")
)


def produce():
    return AIOKafkaProducer(
        bootstrap_servers=os.environ.get(
            "KAFKA_BOOTSTRAP_SERVERS",
            "one.kafka:9092,two.kafka:9092",
        ).split(","),
        client_id="events",
        acks="all",
    )

# case: made_once
# file: shop.py
import os

from flask import g
from redis import Redis

client = None


def of_request():
    if not hasattr(g, "redis"):
        g.redis = Redis(host="redis", db=0, socket_timeout=5)  # finding
    return g.redis


def in_context():
    if "redis" not in g:
        g.redis = Redis(host="redis")  # finding
    return g.redis


def of_process():
    global client
    if client is None:
        client = Redis(host="redis")  # finding
    return client


def chosen(debug):
    other = None
    if not debug:
        other = Redis(host="cache")  # finding
    return other


flag = os.name
# after:
import os

from flask import g
from redis import Redis

client = None


def of_request():
    if not hasattr(g, "redis"):
        g.redis = Redis(host=os.environ.get("REDIS_HOST", "redis"), db=0, socket_timeout=5)
    return g.redis


def in_context():
    if "redis" not in g:
        g.redis = Redis(host=os.environ.get("REDIS_HOST", "redis"))
    return g.redis


def of_process():
    global client
    if client is None:
        client = Redis(host=os.environ.get("REDIS_HOST", "redis"))
    return client


def chosen(debug):
    other = None
    if not debug:
        other = Redis(host="cache")
    return other


flag = os.name

# case: named_as_most
# file: settings.py
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DATABASE_HOST"),
        "USER": "shop",
        "NAME": os.environ.get("SHOP_DB"),
        "PASSWORD": os.environ.get("DATABASE_PASS"),
    }
}
# after:
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DATABASE_HOST"),
        "USER": os.environ.get("DATABASE_USER", "shop"),
        "NAME": os.environ.get("SHOP_DB"),
        "PASSWORD": os.environ.get("DATABASE_PASS"),
    }
}

# case: several_servers
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster
from opensearchpy import OpenSearch
from redis.asyncio.sentinel import Sentinel

sentinel = Sentinel([("a.internal", 26379), ("b.internal", 26379)], password="Avocet-Scrape-3377")  # finding
login = PlainTextAuthProvider("svc", "Avocet-Scrape-3378")  # finding
cluster = Cluster(["c1.internal", "c2.internal"], port=9042, auth_provider=login)  # finding
search = OpenSearch(hosts=["https://es1:9200", "https://es2:9200"], http_auth=("svc", "Avocet-Scrape-3379"))  # finding

# case: smtp
# file: mail.py
import smtplib


def send(message):
    with smtplib.SMTP("smtp.example.com", 587) as server:
        server.send_message(message)
# after:
import os
import smtplib


def send(message):
    with smtplib.SMTP(
        os.environ.get("SMTP_HOST", "smtp.example.com"),
        int(os.environ.get("SMTP_PORT", "587")),
    ) as server:
        server.send_message(message)

# case: trap_empty_password
# file: credentials.py
from requests.auth import HTTPBasicAuth, HTTPDigestAuth


def badges(token):
    return HTTPBasicAuth(token, "")


def exams(settings):
    return HTTPDigestAuth(username=settings.token, password="")

# case: trap_names
# file: db.py
import os
import sqlite3

import psycopg2
import redis

import config

db = psycopg2.connect(host=config.DB_HOST, user=os.environ["DB_USER"], password=os.environ.get("DB_PASSWORD", ""))
lite = sqlite3.connect("app.db")
cache = redis.Redis(db=0, password=None, decode_responses=True)

# case: endpoint-of-one-service
# unsafe: false
import boto3

store = boto3.client("s3", endpoint_url="http://minio.internal:9000")  # finding
queue = boto3.client("sqs", region_name="eu-west-1")  # ok
# after:
import os

import boto3

store = boto3.client(
    "s3",
    endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3", "http://minio.internal:9000"),
)
queue = boto3.client("sqs", region_name="eu-west-1")

# case: key-of-a-form-among-the-arguments
import os

import boto3

table = boto3.resource(  # finding
    "dynamodb",
    endpoint_url="http://dynamo.internal:8000",
    aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID"),
    aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
)
# after:
import os

import boto3

table = boto3.resource(
    "dynamodb",
    endpoint_url=os.environ.get("AWS_ENDPOINT_URL", "http://dynamo.internal:8000"),
    aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID"),
    aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
)

# case: half-by-the-defaults-of-parameters
# file: db.py
import psycopg2


def shop(host="db.internal", *, name="shop"):
    return psycopg2.connect(host=host, port=5432, dbname=name, user="shop", password="q7Rw2LpX9v")  # finding


def stock(host="", port=5432):
    return psycopg2.connect(host=host or "stock.internal", port=port, user=READER)

# case: url-and-who-logs-in
# file: clients.py
import os

import ldap3
import nats
import redis

key = os.environ["CACHE_KEY"]
cache = redis.from_url("redis://cache.internal:6379", username="svc", password=key)  # finding
plain = redis.Redis.from_url("redis://cache.internal:6379", decode_responses=True)
users = ldap3.Connection(directory, user="cn=shop,dc=internal", password=key)  # finding


async def events(user):
    await nats.connect("nats://nats.internal:4222", user=user)
    return await nats.connect("nats://nats.internal:4222", user="svc", password=key)  # finding
# after:
import os

import ldap3
import nats
import redis

key = os.environ["CACHE_KEY"]
cache = redis.from_url(
    "redis://cache.internal:6379",
    username=os.environ.get("REDIS_USER", "svc"),
    password=key,
)
plain = redis.Redis.from_url("redis://cache.internal:6379", decode_responses=True)
users = ldap3.Connection(
    directory,
    user=os.environ.get("LDAP_USER", "cn=shop,dc=internal"),
    password=key,
)


async def events(user):
    await nats.connect("nats://nats.internal:4222", user=user)
    return await nats.connect(
        "nats://nats.internal:4222",
        user=os.environ.get("NATS_USER", "svc"),
        password=key,
    )

# case: read-above-and-left
import os

import redis

cache_host = os.getenv("SHOP_CACHE_HOST", "10.0.0.7")
cache_port = int(os.getenv("SHOP_CACHE_PORT", 6400))
queue_host = os.getenv("SHOP_QUEUE_HOST", "10.0.0.8")

cache = redis.Redis(host="10.0.0.7", port=6400)  # finding
queue = redis.Redis(host=queue_host)

# case: read-above-and-used
import os

import redis

cache_host = os.getenv("SHOP_CACHE_HOST", "10.0.0.7")

cache = redis.Redis(host=cache_host)
queue = redis.Redis(host="10.0.0.7", port=6400)  # finding
# after:
import os

import redis

cache_host = os.getenv("SHOP_CACHE_HOST", "10.0.0.7")

cache = redis.Redis(host=cache_host)
queue = redis.Redis(
    host=os.getenv("REDIS_HOST", "10.0.0.7"),
    port=int(os.getenv("REDIS_PORT", "6400")),
)

# case: smtp-with-a-port
import smtplib


def send(message):
    server = smtplib.SMTP("smtp.example.com: 587")  # finding
    server.send_message(message)

# case: others_come_from_the_configuration
# file: shop.py
import psycopg2
from flask import Flask, current_app, g

app = Flask(__name__)


def connection():
    if "connection" not in g:
        g.connection = psycopg2.connect(  # finding
            host="db.shop.internal",
            port=current_app.config["DATABASE_PORT"],
            user=current_app.config.get("DATABASE_USER"),
            password=current_app.config["DATABASE_PASSWORD"],
        )
    return g.connection

# case: client_that_is_made_for_tests
# file: search.py
import os

from opensearchpy import OpenSearch


def _create_test_search_client(host):
    return OpenSearch(hosts=[host], http_auth=(os.environ["SEARCH_USER"], "Kw8-trial"))


def _create_second_search_client(host):
    return OpenSearch(hosts=[host], http_auth=(os.environ["SEARCH_USER"], "Kw8-trial"))  # finding

# case: whose_password_is_not_said
# file: store.py
import os

import redis
from flask import current_app


def pool():
    return redis.ConnectionPool(host="store.shop.internal", port=6379, password=current_app.config["PASSWORD"])  # finding
# after:
import os

import redis
from flask import current_app


def pool():
    return redis.ConnectionPool(
        host=os.environ.get("REDIS_HOST", "store.shop.internal"),
        port=int(os.environ.get("REDIS_PORT", "6379")),
        password=current_app.config["PASSWORD"],
    )
