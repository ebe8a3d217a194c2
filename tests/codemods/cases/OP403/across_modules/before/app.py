from flask import Flask, request

import ml
from ml import model as classifier

app = Flask(__name__)


@app.post("/predict")
def predict():
    return {"class": classifier.predict(request.json), "words": ml.vocabulary[:10], "scaled": ml.scale(request.json)}
