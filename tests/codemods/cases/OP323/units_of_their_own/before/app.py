import sqlite3

from flask import Flask

from jobs import work
from models import Profile, Tag, User, db, other

app = Flask(__name__)


@app.post("/batches")
def batches():
    for number, name in enumerate(open("names.txt")):
        user = User(name=name)
        db.session.add(user)
        if number % 100 == 0:
            db.session.commit()
    db.session.commit()
    return ""


@app.post("/progress/<name>")
def progress(name):
    user = User(name=name, state="running")
    db.session.add(user)
    db.session.commit()
    work(name)
    user.state = "done"
    db.session.commit()
    return ""


@app.post("/unrelated/<name>")
def unrelated(name):
    db.session.add(User(name=name))
    db.session.commit()
    tag = Tag(name="new")
    db.session.add(tag)
    db.session.commit()
    return ""


@app.post("/branch/<name>")
def branch(name):
    user = User.query.filter_by(name=name).first()
    if user is None:
        user = User(name=name)
        db.session.add(user)
        db.session.commit()
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/two/<name>")
def two_sessions(name):
    user = User(name=name)
    db.session.add(user)
    db.session.commit()
    other.add(Profile(user_id=user.id))
    other.commit()
    return ""


@app.post("/raw/<name>")
def raw(name):
    connection = sqlite3.connect("app.db")
    connection.execute("INSERT INTO users VALUES (?)", (name,))
    connection.commit()
    connection.execute("INSERT INTO profiles VALUES (?)", (name,))
    connection.commit()
    return ""


@app.cli.command()
def seed():
    user = User(name="admin")
    db.session.add(user)
    db.session.commit()
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
