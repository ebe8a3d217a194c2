import smtplib
import subprocess
from urllib.request import urlopen

import boto3
import requests
import shipping
from flask import Flask, current_app, flash, url_for
from flask_mail import Mail, Message

from bookings import book_flight
from models import Account, Order, OrderLine, Payment, Ticket, db

app = Flask(__name__)
mail = Mail(app)
queue = boto3.client("sqs")


def new_order():
    order = Order()
    db.session.add(order)
    return order


def tell(address):
    with smtplib.SMTP("mail.example") as smtp:
        smtp.sendmail("shop@example", [address], "Thank you")


@app.post("/requests_in_between")
def requests_in_between():
    order = Order()
    db.session.add(order)
    db.session.commit()
    requests.post("https://cards.example/charges", json={"order": order.id})
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/opened")
def opened():
    order = Order()
    db.session.add(order)
    db.session.commit()
    urlopen("https://cards.example/charges")
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/mailed")
def mailed():
    order = Order()
    db.session.add(order)
    db.session.commit()
    mail.send(Message("Your order"))
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/mailed_by_a_helper")
def mailed_by_a_helper():
    order = Order()
    db.session.add(order)
    db.session.commit()
    tell("ada@example")
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/queued")
def queued():
    order = Order()
    db.session.add(order)
    db.session.commit()
    queue.send_message(QueueUrl="orders", MessageBody=str(order.id))
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/programs")
def programs():
    order = Order()
    db.session.add(order)
    db.session.commit()
    subprocess.run(["print-label", str(order.id)], check=True)
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/of_a_library")
def of_a_library():
    order = Order()
    db.session.add(order)
    db.session.commit()
    shipping.reserve(order.id)
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/of_another_module")
def of_another_module():
    order = Order()
    db.session.add(order)
    db.session.commit()
    book_flight(order.id)
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/configured")
def configured():
    order = Order()
    db.session.add(order)
    db.session.commit()
    current_app.gateway.capture(order.id)
    db.session.add(OrderLine(order_id=order.id))
    db.session.commit()
    return ""


@app.post("/settled")
def settled():
    order = Order()
    db.session.add(order)
    db.session.commit()
    answer = requests.post("https://cards.example/charges", json={"order": order.id})
    number = answer.json()["id"]
    db.session.add(Payment(order_id=order.id, charge=number))
    db.session.commit()
    return ""


@app.post("/settled_by_a_row")
def settled_by_a_row():
    order = Order()
    db.session.add(order)
    db.session.commit()
    charge = shipping.reserve(order.id)
    ticket = Ticket(order_id=order.id, number=charge)
    db.session.add(ticket)
    db.session.commit()
    return ""
