import joblib
from flask import Flask

app = Flask(__name__)


class Lazy:
    def __init__(self, make):
        self.make = make

    def value(self):
        return self.make()


def handler(make):
    return make


def call(make):
    return make()


def load():
    return joblib.load("genres.pkl")


authors = Lazy(lambda: joblib.load("authors.pkl"))
genres = handler(make=load)
covers = call(lambda: joblib.load("covers.pkl"))


@app.get("/")
def index():
    return str((authors.value(), genres(), covers))
