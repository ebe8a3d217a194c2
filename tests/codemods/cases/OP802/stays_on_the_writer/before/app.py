import os
from functools import wraps

from flask import Flask, abort, jsonify
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy
from redis import Redis
from reports import Report
from rq import Queue
from scanning import scan

app = Flask(__name__)
queue = Queue(connection=Redis())
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)


class Import(db.Model):
    id = db.Column(db.String, primary_key=True)
    found = db.Column(db.Integer)

    def is_over(self):
        return queue.fetch_job(self.id) is None


def session():
    return db.session


@app.route("/locks")
def locks():
    return jsonify(Book.query.with_for_update().first().id)


@app.route("/scans/<task>")
def scanned(task):
    # The worker has written the book a moment ago.
    number = scan.AsyncResult(task).result
    return jsonify(number and Book.query.get(number).title)


@app.route("/imports/<number>")
def imported(number):
    return jsonify(Import.query.get_or_404(number).found)


@app.route("/next")
def next_number():
    return jsonify(db.session.scalar(db.select(db.func.nextval("numbers"))))


@app.route("/deletes")
def deletes():
    Book.query.filter_by(title="").delete()
    return ""


@app.route("/sets")
def sets():
    book = Book.query.first()
    book.title = "read"
    return jsonify(book.id)


@app.route("/hands-on")
def hands_on():
    return jsonify(Report(db.session).lines())


@app.route("/hands-all-on")
def hands_all_on():
    return jsonify(Report(db).lines(Book.query.all()))


@app.route("/elsewhere")
def elsewhere():
    return jsonify(session().query(Book).count())


@app.route("/executes")
def executes():
    return jsonify(db.session.execute(db.text("UPDATE book SET title = 'x' RETURNING id")).scalar())


@app.route("/engine")
def engine():
    with db.engine.connect() as connection:
        return jsonify(connection.execute(db.select(Book.id)).scalar())


def staff_only(view):
    @wraps(view)
    def checked(*args, **kwargs):
        if Book.query.first() is None:
            abort(403)
        return view(*args, **kwargs)

    return checked


@app.route("/level")
@staff_only
def level():
    return {"level": app.logger.level}


@app.route("/version")
@staff_only
def version():
    return {"version": "4"}


@app.post("/books")
def add():
    db.session.add(Book())
    db.session.commit()
    return ""


@app.before_request
def count():
    return Book.query.count() and None


class Books(MethodView):
    def get(self):
        return jsonify(Book.query.count())


app.add_url_rule("/books", view_func=Books.as_view("books"))
