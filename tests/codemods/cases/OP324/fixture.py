# case: not_a_request
import os
import signal
import sys

from flask import Flask, abort

app = Flask(__name__)


def stop(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
if "DATABASE_URL" not in os.environ:
    sys.exit("DATABASE_URL is not set")


@app.get("/<int:pid>")
def index(pid):
    if pid == 1:
        abort(404)
    os.kill(pid, signal.SIGTERM)
    return ""


@app.cli.command()
def check():
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(app.run())

# case: slip_for_the_framework_s_own
from os import abort

from flask import Flask, request

app = Flask(__name__)


@app.route("/orders")
def orders():
    if "shop" not in request.args:
        abort(404, message="no such shop")
    return "orders"
