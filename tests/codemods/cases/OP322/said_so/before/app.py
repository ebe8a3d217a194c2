import threading

from flask import Flask

app = Flask(__name__)


def send():
    print("sent")


@app.post("/order")
def order():
    # Start daemon thread
    threading.Thread(target=send, daemon=True).start()
    return "thanks"
