from flask import Flask, request
from keras.models import load_model

import once

app = Flask(__name__)


@once.per_process
def model():
    return load_model("model.h5")


@app.post("/predict")
def predict():
    return {"scores": model().predict(request.json["image"]).tolist()}
