import os

from flask import Flask

from loader import Plugin

app = Flask(__name__)
folder = os.environ["PLUGINS"]


@app.delete("/plugins/<name>")
def remove(name):
    Plugin.trash(os.path.join(folder, name))
    return "", 204
