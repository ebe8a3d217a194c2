from email.message import EmailMessage

from flask import Flask

from mail import sender

app = Flask(__name__)


@app.post("/orders")
def order():
    sender.send(EmailMessage())
    return "", 204


@app.post("/record")
def record():
    sender.record()
    return "", 204
