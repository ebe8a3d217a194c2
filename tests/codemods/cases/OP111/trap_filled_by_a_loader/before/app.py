import datetime

from flask import Flask

app = Flask(__name__)


def load(name):
    return object()


class ReadThrough:
    def __init__(self):
        self.stored = {}

    def get(self, key):
        if key in self.stored:
            item = self.stored[key]
        else:
            item = load(key)
            self.stored[key] = item
        return item

    def purge(self):
        for key in list(self.stored):
            del self.stored[key]


class TimedStoreWithTTL:
    def __init__(self):
        self.values = {}
        self.last = {}

    def put(self, key, value):
        self.values[key] = value
        self.last[key] = datetime.datetime.now()


loaded = {}
compiled = {}
read = ReadThrough()
timed = TimedStoreWithTTL()


def model_of(name):
    model = loaded.get(name)
    if model is None:
        model = load(name)
        loaded[name] = model
    return model


def template_of(name):
    return compiled.setdefault(name, load(name))


@app.get("/<name>")
def predict(name):
    timed.put(name, 1)
    return {"it": str((read.get(name), model_of(name), template_of(name)))}


@app.post("/purge")
def purge():
    read.purge()
    loaded.clear()
    return "", 204
