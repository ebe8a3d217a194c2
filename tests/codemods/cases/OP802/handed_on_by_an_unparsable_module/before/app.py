from flask import Flask
import models
from models import Book

app = Flask(__name__)
models.db.init_app(app)


@app.route("/books")
def books():
    return {"books": [book.id for book in Book.query.all()]}


admin = Flask("admin")
models.db.init_app(admin)
