import psycopg
import psycopg2
from flask import Flask
from sqlalchemy import create_engine

from pages import pages

app = Flask(__name__)
app.register_blueprint(pages)
engine = create_engine("postgresql://db/shop")


def follow():
    connection = psycopg2.connect(host="db", dbname="shop")
    connection.cursor().execute("LISTEN orders")
    while True:
        connection.poll()
        yield from connection.notifies


@app.get("/follow")
def following():
    return list(follow())


def raw():
    return psycopg.connect(host="db", dbname="shop")


@app.post("/load")
def load():
    with raw() as connection, connection.cursor().copy("COPY books FROM STDIN") as copy:
        copy.write(b"one")
    return "", 204


@app.post("/alone")
def alone():
    with raw() as connection:
        connection.execute("SELECT pg_advisory_lock(1)")
    return "", 204


@app.get("/version")
def version():
    with psycopg2.connect("dbname=shop") as connection:
        return connection.cursor().execute("SELECT postgis_full_version()")


@app.get("/beside")
def beside():
    url = engine.url
    connection = psycopg2.connect(host=url.host, dbname=url.database)
    return connection.cursor().execute("SELECT 1")


@app.post("/alone/<name>")
def alone_by_name(name):
    with raw() as connection:
        connection.execute(
            """
            SELECT
                pg_advisory_lock(hashtext(%s))
            """,
            [name],
        )
    return "", 204
