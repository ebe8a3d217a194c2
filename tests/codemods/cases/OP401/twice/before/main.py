import sqlite3

from fastapi import FastAPI

app = FastAPI()


@app.on_event("startup")
def prepare():
    connection = sqlite3.connect("/data/keys.db")
    connection.execute("CREATE TABLE IF NOT EXISTS keys (name TEXT)")
    if "origin" not in columns(connection):
        connection.execute("ALTER TABLE keys ADD COLUMN origin TEXT")


def columns(connection):
    return [row[1] for row in connection.execute("PRAGMA table_info(keys)")]
