import requests
from flask import Flask

from models import Line, Order, db

app = Flask(__name__)


@app.post("/made")
def made():
    order = Order()
    order.status = "new"
    db.session.add(order)
    db.session.commit()
    requests.post("https://cards.example/charges", json={"order": order.id})
    order.status = "paid"
    db.session.add(Line(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/at_once/<int:number>")
def at_once(number):
    order = db.session.get(Order, number)
    order.status = "packing"
    db.session.add(order)
    db.session.commit()
    order.status = "packed"
    db.session.add(Line(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/left/<int:number>")
def left(number):
    order = db.session.get(Order, number)
    order.status = "paid"
    db.session.add(order)
    db.session.commit()
    requests.post("https://mail.example/thanks", json={"order": order.id})
    db.session.add(Line(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/more/<int:number>")
def more(number):
    order = db.session.get(Order, number)
    order.title = "more"
    db.session.add(order)
    db.session.commit()
    requests.post("https://cards.example/charges", json={"order": order.id})
    order.status = "paid"
    db.session.add(Line(order_id=order.id))
    db.session.commit()
    return ""
