import os

import psycopg
import pymysql
from flask import Flask, request

app = Flask(__name__)


class Runner:
    def __init__(self, configuration):
        self.configuration = configuration


class Postgres(Runner):
    def run(self, query):
        with psycopg.connect(host=self.configuration["host"], dbname=self.configuration.get("dbname")) as connection:
            return connection.execute(query).fetchall()


class MySQL(Runner):
    def run(self, query):
        options = dict(host=self.configuration.get("host", "localhost"), port=self.configuration.get("port", 3306))
        return pymysql.connect(**options).query(query)


RUNNERS = {"postgres": Postgres, "mysql": MySQL}


@app.route("/run")
def run():
    source = request.get_json()
    return str(RUNNERS[source["kind"]](source["options"]).run(source["query"]))


@app.route("/ping")
def ping():
    return pymysql.connect(host=request.args["host"], user="ping").get_server_info()


def answers(host, port=5432):
    return bool(psycopg.connect(f"host={host} port={port}"))


@app.route("/answers/<host>")
def shown(host):
    return str(answers(host))


class Database:
    def __init__(self, url, name="shop"):
        self.url = url
        self.name = name

    def connect(self):
        return psycopg.connect(self.url, dbname=self.name)


database = Database(os.environ["DATABASE_URL"])


class Settings:
    def init_app(self, app):
        self.host = app.config["DB_HOST"]

    def connect(self):
        return pymysql.connect(host=self.host)


def connect(host="localhost"):
    return pymysql.connect(host=host, db="shop")


@app.route("/")
def index():
    with connect() as connection, database.connect() as other:
        return str(connection.ping() and other)
