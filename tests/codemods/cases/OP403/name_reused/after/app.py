import pickle

from flask import Flask

import once

app = Flask(__name__)
path = "model.pickle"
model = pickle.load(open(path, "rb"))
path = "scaler.pickle"


@once.per_process
def scaler():
    return pickle.load(open(path, "rb"))


@app.get("/")
def index():
    return str(model.predict(scaler().transform([1])))
