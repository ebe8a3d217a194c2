import threading

from flask import Flask

import scanner

app = Flask(__name__)


@app.post("/scan")
def scan():
    device = scanner.open()
    too_long = threading.Timer(10, device.abort)
    too_long.daemon = True
    too_long.start()
    try:
        return device.read()
    finally:
        too_long.cancel()


@app.post("/mail")
def mail():
    later = threading.Timer(60, print)
    later.start()
    if app.debug:
        later.cancel()
    return ""
