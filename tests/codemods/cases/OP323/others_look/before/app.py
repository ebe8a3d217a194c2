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
    db.session.commit()
    welcome.delay(user.id)
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/leaves/<name>")
def leaves(name):
    user = User(name=name)
    db.session.add(user)
    db.session.commit()
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
    db.session.commit()
    count_users()
    db.session.add(Profile(user_id=user.id))
    db.session.commit()
    return ""


@app.post("/on/<name>")
def goes_on(name):
    # and without a profile
    user = User(name=name)
    db.session.add(user)
    db.session.commit()
    try:
        db.session.add(Profile(user_id=user.id))
        db.session.flush()
    except ValueError:
        db.session.rollback()
    db.session.commit()
    return ""
