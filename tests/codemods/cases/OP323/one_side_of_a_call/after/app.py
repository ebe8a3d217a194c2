import logging

import requests
from flask import Flask, flash, request, url_for
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)
log = logging.getLogger(__name__)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

    def set_password(self, password):
        self.hash = generate_password_hash(password)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer)


@app.post("/before")
def before_the_call():
    user = User(name=request.form.get("name", "").strip())
    db.session.add(user)
    db.session.flush()
    post = Post(user_id=user.id)
    db.session.add(post)
    db.session.commit()
    answer = requests.post("https://cards.example/charges", json={"user": user.id})
    db.session.add(Post(user_id=user.id, text=answer.text))
    db.session.commit()
    return ""


@app.post("/behind")
def behind_the_call():
    answer = requests.get("https://names.example")
    user = User(name=answer.text)
    db.session.add(user)
    db.session.flush()
    db.session.add(Post(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/local")
def nothing_leaves():
    user = User()
    db.session.add(user)
    db.session.flush()
    user.set_password(request.form["password"])
    log.info("User %s", user.id)
    flash(f"Welcome at {url_for('nothing_leaves')}")
    db.session.add(Post(user_id=user.id))
    db.session.commit()
    return ""
