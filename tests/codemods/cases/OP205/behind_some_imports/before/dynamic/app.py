import importlib
import sys

from flask import Flask

sys.path.append("/mnt/fileserver/python")

app = Flask(__name__)


@app.route("/<name>")
def plugin(name):
    return importlib.import_module(name).answer()
