from flask import Flask
from tensorflow.keras.models import load_model

import once

app = Flask(__name__)


class Detector:
    def __init__(self, path):
        self.model = load_model(path)

    def predict(self, image):
        return self.model.predict(image)


@once.per_process
def detector():
    return Detector("faces.h5")


@app.post("/")
def index():
    return detector().predict(None)
