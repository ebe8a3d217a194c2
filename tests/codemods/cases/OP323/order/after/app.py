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
