import os
import sqlite3
from shutil import move

from flask import Flask, request

app = Flask(__name__)


@app.post("/suggestions")
def suggest():
    # of an older release
    if os.path.isfile("suggestions.db") and not os.path.isfile("db/suggestions.db"):
        os.rename("suggestions.db", "db/suggestions.db")
    with sqlite3.connect("db/suggestions.db") as connection:
        connection.execute("INSERT INTO suggestions VALUES (?)", (request.form["text"],))
    return "", 204


def quarantine(path):
    move(src=path, dst=os.path.join(app.config["QUARANTINE"], os.path.basename(path)))


@app.post("/scan/<name>")
def scan(name):
    quarantine(os.path.join("uploads", name))
    return "", 204
