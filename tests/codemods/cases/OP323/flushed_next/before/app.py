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
