import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)
BY_TITLE = """
    SELECT title FROM pages
    WHERE pages MATCH ?
"""


@app.get("/search/<words>")
def search(words):
    connection = sqlite3.connect("search.db")
    cursor = connection.cursor()
    return jsonify(cursor.execute(BY_TITLE, (words,)).fetchall())


@app.get("/pages")
def pages():
    with sqlite3.connect("search.db") as connection:
        return jsonify(connection.execute("select title from pages").fetchall())


@app.post("/seen/<page>")
def seen(page):
    connection = sqlite3.connect("seen.db")
    connection.execute("SELECT count FROM seen WHERE page = ?", (page,))
    connection.execute("UPDATE seen SET count = count + 1 WHERE page = ?", (page,))
    return ""


@app.post("/kept/<page>")
def kept(page):
    connection = sqlite3.connect("kept.db")
    keep(connection, page)
    return ""


def keep(connection, page):
    connection.execute("INSERT INTO kept VALUES (?)", (page,))
    connection.commit()
