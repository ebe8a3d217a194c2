from flask import Flask

from mail import send_copy, send_email, send_later

app = Flask(__name__)


@app.post("/order")
def order():
    send_email("a@example.org")
    send_copy("a@example.org")
    send_later("a@example.org")
    return "", 201
