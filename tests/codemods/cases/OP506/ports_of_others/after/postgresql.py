import os

import psycopg2

host = os.environ.get("DB_HOST", "127.0.0.1")
port = os.environ.get("POSTGRESQL_PORT", "5432")


def connect():
    return psycopg2.connect(host=host, port=port)
