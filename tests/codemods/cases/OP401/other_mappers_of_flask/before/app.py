from flask import Flask, jsonify

import shelf

app = Flask(__name__)
shelf.prepare()


@app.route("/books")
def books():
    return jsonify([each.title for each in shelf.Book.select()])
