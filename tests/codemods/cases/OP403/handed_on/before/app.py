from flask import Flask, request

import models
from nlp import lemmas

app = Flask(__name__)


@app.post("/")
def index():
    return {"y": models.clf(request.get_json()), "l": lemmas(request.get_data(as_text=True))}
