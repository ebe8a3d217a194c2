"""None of these views is proved to only read."""

from contextlib import contextmanager

from flask import Flask, g, jsonify, render_template, request
from sqlalchemy import func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

import models
from db import Session
from models import Book, Visit, locked, record

app = Flask(__name__)
handlers = {"record": record}


@contextmanager
def transaction():
    session = Session()
    yield session
    session.commit()


@app.get("/writes/<int:book_id>")
def writes(book_id):
    with Session() as session:
        book = session.get(Book, book_id)
        book.views += 1
        session.commit()
        return book.title


@app.get("/writes-without-a-commit")
def sets():
    with Session() as session:
        for book in session.scalars(select(Book)):
            book.views = 0
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/writes-far-away")
def far():
    with Session() as session:
        record(session)
        return str(session.scalar(select(func.count(Visit.id))))


@app.get("/writes-elsewhere")
def elsewhere():
    with Session() as session, transaction() as other:
        other.execute(insert(Visit))
        return str(session.scalar(select(func.count(Visit.id))))


@app.get("/property")
def property_writes():
    with Session() as session:
        return jsonify([book.label for book in session.scalars(select(Book))])


@app.get("/template")
def template():
    with Session() as session:
        return render_template("books.html", books=session.scalars(select(Book)).all())


@app.get("/unknown-template")
def unknown_template():
    with Session() as session:
        return render_template(request.args["template"], books=session.scalars(select(Book)).all())


@app.get("/locks/<int:book_id>")
def locks(book_id):
    with Session() as session:
        return session.scalars(locked(book_id)).one().title


@app.get("/locks-too/<int:book_id>")
def locks_too(book_id):
    with Session() as session:
        return session.get(Book, book_id, with_for_update=True).title


@app.get("/refreshes/<int:book_id>")
def refreshes(book_id):
    with Session() as session:
        book = session.get(Book, book_id)
        session.refresh(book)
        return book.title


@app.get("/upserts")
def upserts():
    statement = upsert(Book).values(id=1, title="one").on_conflict_do_nothing()
    with Session() as session:
        session.execute(statement)
        return "done"


@app.get("/sql")
def sql():
    with Session() as session:
        return str(session.execute(text("UPDATE books SET views = views + 1 RETURNING views")).scalar())


@app.get("/sql-locks")
def sql_locks():
    with Session() as session:
        return str(session.execute(text("SELECT title FROM books FOR UPDATE")).scalar())


@app.get("/sql-calls")
def sql_calls():
    with Session() as session:
        return str(session.execute(text("SELECT nextval('orders')")).scalar())


@app.get("/sql-from-outside")
def sql_from_outside():
    with Session() as session:
        return str(session.execute(text(request.args["sql"])).scalar())


@app.get("/number")
def number():
    with Session() as session:
        return str(session.scalar(select(func.nextval("orders"))))


@app.get("/hands-on")
def hands_on():
    with Session() as session:
        g.session = session
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/dispatches/<name>")
def dispatches(name):
    with Session() as session:
        handlers[name](session)
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/looks-up/<name>")
def looks_up(name):
    function = getattr(models, name)
    with Session() as session:
        function(session)
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/of-the-request")
def of_the_request():
    g.user.sold()
    with Session() as session:
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/sets-of-the-request")
def sets_of_the_request():
    g.user.views = 1
    with Session() as session:
        return str(session.scalar(select(func.count(Book.id))))


@app.get("/collects/<int:book_id>")
def collects(book_id):
    with Session() as session:
        book = session.get(Book, book_id)
        book.visits.append(session.get(Visit, 1))
        return str(session.scalar(select(func.count(Visit.id))))


@app.get("/row/<int:book_id>")
def row(book_id):
    with Session() as session:
        first = session.query(Book).filter(Book.id == book_id).first()
        return next(iter([first])).label


@app.get("/mutable/<int:book_id>")
def mutable(book_id):
    with Session() as session:
        notes = session.get(Book, book_id).notes
        notes["seen"] = True
        return str(session.scalar(select(func.count(Visit.id))))


@app.route("/unique", methods=["GET", "POST"])
def unique():
    with Session() as session:
        if session.scalar(select(Book).where(Book.title == request.values["title"])):
            return "taken", 409
        return "free"


@app.post("/search")
def search():
    with Session() as session:
        return jsonify([book.title for book in session.scalars(select(Book))])


@app.get("/shown")
def shown():
    with Session() as session:
        return jsonify([book.title for book in session.scalars(select(Book))])


@app.post("/add")
def add():
    with Session() as session:
        session.add(Book(title=request.form["title"]))
        session.commit()
    return shown()
