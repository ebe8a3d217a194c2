"""What the three services keep: names in PostgreSQL, read from the replica but by whoever has just written."""

import logging
import os
import sys
import time

import psycopg

GREETING = os.environ.get("GREETING", "hello")
ILL_SECONDS = 30

logging.basicConfig(stream=sys.stdout, level="INFO", format="%(message)s")
log = logging.getLogger("names")
_ill_until = 0.0


def connect(url):
    return psycopg.connect(url, connect_timeout=2, autocommit=True)


def add(name):
    with connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO names VALUES (%s)", [name])
    log.info("a name was added")


def names(just_written=False):
    """All of them in one line, after the greeting."""
    with _primary() if just_written else _reader() as connection:
        found = connection.execute("SELECT name FROM names ORDER BY name").fetchall()
    return f"{GREETING} " + " ".join(name for (name,) in found)


def _primary():
    return connect(os.environ["DATABASE_URL"])


def _reader():
    """The replica; the primary for a while after it was not there."""
    global _ill_until
    if time.monotonic() > _ill_until:
        try:
            return connect(os.environ["DATABASE_READER_URL"])
        except psycopg.OperationalError:
            _ill_until = time.monotonic() + ILL_SECONDS
    return _primary()


if __name__ == "__main__":
    with _primary() as made:
        made.execute("CREATE TABLE names (name text)")
