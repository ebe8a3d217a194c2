# case: flushed_next
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Field(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer)


@app.post("/register")
def register():
    user = User(**request.json["user"])
    db.session.add(user)
    db.session.commit()
    db.session.flush()

    for each in request.json["fields"]:
        field = Field(user_id=user.id, **each)
        db.session.add(field)
    db.session.commit()
    return "", 201
# after:
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Field(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer)


@app.post("/register")
def register():
    user = User(**request.json["user"])
    db.session.add(user)
    db.session.flush()

    for each in request.json["fields"]:
        field = Field(user_id=user.id, **each)
        db.session.add(field)
    db.session.commit()
    return "", 201

# case: one_side_of_a_call
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
    db.session.commit()
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
    db.session.commit()
    db.session.add(Post(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/local")
def nothing_leaves():
    user = User()
    db.session.add(user)
    db.session.commit()
    user.set_password(request.form["password"])
    log.info("User %s", user.id)
    flash(f"Welcome at {url_for('nothing_leaves')}")
    db.session.add(Post(user_id=user.id))
    db.session.commit()
    return ""
# after:
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

# case: order
from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from bank import BankError, charge

app = Flask(__name__)
db = SQLAlchemy(app)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Line(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.Integer)


class Payment(db.Model):
    order_id = db.Column(db.Integer, primary_key=True)
    charge = db.Column(db.String)


@app.post("/orders")
def create():
    order = Order(**request.json["order"])
    db.session.add(order)
    try:
        db.session.commit()  # gives the order its number
    except IntegrityError:
        db.session.rollback()
        return "twice", 409
    order_id = order.id
    for each in request.json["lines"]:
        line = Line(order_id=order_id, **each)
        db.session.add(line)
    db.session.commit()
    try:
        charged = charge(order_id)
    except BankError:
        db.session.delete(order)
        db.session.commit()
        abort(422)
    db.session.add(Payment(order_id=order_id, charge=charged))
    db.session.commit()
    return str(order_id), 201
# after:
from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from bank import BankError, charge

app = Flask(__name__)
db = SQLAlchemy(app)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Line(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.Integer)


class Payment(db.Model):
    order_id = db.Column(db.Integer, primary_key=True)
    charge = db.Column(db.String)


@app.post("/orders")
def create():
    order = Order(**request.json["order"])
    db.session.add(order)
    try:
        db.session.flush()  # gives the order its number
    except IntegrityError:
        db.session.rollback()
        return "twice", 409
    order_id = order.id
    for each in request.json["lines"]:
        line = Line(order_id=order_id, **each)
        db.session.add(line)
    db.session.commit()
    try:
        charged = charge(order_id)
    except BankError:
        db.session.delete(order)
        db.session.commit()
        abort(422)
    db.session.add(Payment(order_id=order_id, charge=charged))
    db.session.commit()
    return str(order_id), 201

# case: others_look
from flask import Flask

from models import Profile, User, db
from tasks import welcome

app = Flask(__name__)


def count_users():
    db.session.commit()


@app.post("/handed/<name>")
def handed_on(name):
    user = User(name=name)
    db.session.add(user)
    db.session.commit()  # finding
    welcome.delay(user.id)
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/leaves/<name>")
def leaves(name):
    user = User(name=name)
    db.session.add(user)
    db.session.commit()  # finding
    if name == "guest":
        return "no profile"
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/calls/<name>")
def calls(name):
    # its callee commits by itself
    user = User(name=name)
    db.session.add(user)
    db.session.commit()  # finding
    count_users()
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/on/<name>")
def goes_on(name):
    # and without a profile
    user = User(name=name)
    db.session.add(user)
    db.session.commit()  # finding
    try:
        db.session.add(Profile(user_id=user.id))
        db.session.flush()
    except ValueError:
        db.session.rollback()
    db.session.commit()
    return ""

# case: session_of_a_block
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from models import Profile, User

app = Flask(__name__)
engine = create_engine("sqlite://")


@app.post("/users/<name>")
def create(name):
    with Session(engine) as session:
        user = User(name=name)
        session.add(user)
        session.commit()
        profile = Profile(user_id=user.id)
        session.add(profile)
        session.commit()
        session.add_all([Profile(user_id=user.id), Profile(user_id=user.id)])
        session.commit()
    return "", 201
# after:
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from models import Profile, User

app = Flask(__name__)
engine = create_engine("sqlite://")


@app.post("/users/<name>")
def create(name):
    with Session(engine) as session:
        user = User(name=name)
        session.add(user)
        session.flush()
        profile = Profile(user_id=user.id)
        session.add(profile)
        session.flush()
        session.add_all([Profile(user_id=user.id), Profile(user_id=user.id)])
        session.commit()
    return "", 201

# case: units_of_their_own
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

# case: read_as_it_was_given
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Course(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Enrolment(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.post("/courses")
def create():
    try:
        course = Course(days=request.form["days"], name=request.form["name"])
        db.session.add(course)
        db.session.commit()
        db.session.refresh(course)
        if course.days:
            course.enrolments.append(Enrolment(name=course.name))
        db.session.add(Enrolment(course_id=course.id))
        db.session.commit()
    except ValueError:
        db.session.rollback()
        raise
    return ""
# after:
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Course(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Enrolment(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.post("/courses")
def create():
    try:
        course = Course(days=request.form["days"], name=request.form["name"])
        db.session.add(course)
        db.session.flush()
        db.session.refresh(course)
        if course.days:
            course.enrolments.append(Enrolment(name=course.name))
        db.session.add(Enrolment(course_id=course.id))
        db.session.commit()
    except ValueError:
        db.session.rollback()
        raise
    return ""
