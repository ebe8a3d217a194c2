import sqlite3

from flask import Flask


class Store:
    def __init__(self, path):
        with sqlite3.connect(path) as con:
            self.migrate(con)

    def migrate(self, con):
        version = con.execute("PRAGMA user_version").fetchone()[0]
        if version < 1:
            self.to_version_1(con)
        if version < 2:
            con.execute("ALTER TABLE books RENAME TO titles")
            to_version_2(con)

    def to_version_1(self, con):
        con.execute("CREATE TABLE books (title TEXT)")
        fill(con)

    def clean(self, con):
        con.execute("DROP TABLE titles")


def fill(con):
    con.execute("CREATE TABLE shelves (name TEXT)")


def to_version_2(con):
    con.execute("CREATE INDEX by_title ON titles (title)")


def create_app():
    app = Flask(__name__)
    app.store = Store("shop.db")
    return app


def create_admin():
    app = Flask("admin")
    with sqlite3.connect("admin.db") as con:
        con.execute("CREATE TABLE users (name TEXT)")
    return app


app = create_app()
admin = create_admin()
