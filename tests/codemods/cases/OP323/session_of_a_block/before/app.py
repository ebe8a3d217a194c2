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
