import threading

from flask import Flask, send_from_directory

PLOT_DIR = "plots"

app = Flask(__name__)


def draw():
    with open(f"{PLOT_DIR}/today.svg", "w") as file:
        file.write("<svg/>")


@app.get("/plots/<name>")
def plot(name):
    return send_from_directory(PLOT_DIR,
                               name)


threading.Thread(target=draw).start()
