from threading import Thread

from flask import Flask, request

import receipts

app = Flask(__name__)


@app.post("/orders")
def order():
    # the customer need not wait for it
    Thread(target=receipts.send, args=(request.form["email"],), daemon=True).start()
    Thread(
        target=lambda: receipts.send("office@example.org"),
        name="copy",
        daemon=True,  # not in the way of a stop
    ).start()
    return "", 201
