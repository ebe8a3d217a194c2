import os

from flask import Flask, jsonify
from playhouse.db_url import connect

from shelf import Book

db = connect(os.environ["DATABASE_URL"])
app = Flask(__name__)
db.connect()
db.create_tables([Book], safe=True)
db.close()


@app.route("/books")
def books():
    with db:
        return jsonify([each.title for each in Book.select()])
