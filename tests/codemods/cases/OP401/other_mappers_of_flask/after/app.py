from flask import Flask, jsonify

import shelf

app = Flask(__name__)


@app.cli.command("init-db")
def init_db():
    """Prepare the database, once before a deploy."""
    shelf.prepare()


@app.route("/books")
def books():
    return jsonify([each.title for each in shelf.Book.select()])
