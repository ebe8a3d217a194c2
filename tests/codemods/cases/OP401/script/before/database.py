import os

import psycopg2


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"])


def init():
    connection = connect()
    with open("schema.sql") as file:
        statements = file.read()
    connection.cursor().execute(statements)


def clean():
    connect().cursor().execute(open("reports.sql").read())
