import pickle

from flask import Flask, request

import other

app = Flask(__name__)


def train(model, rows):
    model.fit(rows)
    with open("/srv/model.pkl", "wb") as file:
        pickle.dump(model, file)


def load():
    with open("/srv/model.pkl", "rb") as file:
        # Trained by this program, and a model nevertheless.
        return pickle.load(file)


model = load()


@app.post("/")
def index():
    return {"scores": model.predict(request.json), "other": other.words}
