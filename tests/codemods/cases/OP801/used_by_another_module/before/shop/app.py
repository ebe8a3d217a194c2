from flask import Flask
from sqlalchemy import text

from shop import db, jobs

app = Flask(__name__)


@app.get("/books")
def books():
    with db.Session() as session:
        return [row.title for row in session.execute(text("SELECT title FROM books"))]


@app.get("/jobs")
def waiting():
    with jobs.engines["jobs"].begin() as connection:
        connection.execute(text("UPDATE jobs SET seen = true"))
        return [row.name for row in connection.execute(text("SELECT name FROM jobs"))]
