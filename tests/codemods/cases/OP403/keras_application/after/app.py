from flask import Flask
from tensorflow.keras.applications.mobilenet_v2 import MobileNetV2

import once

app = Flask(__name__)


@once.per_process
def model():
    return MobileNetV2(weights='imagenet')


shape = MobileNetV2(weights=None)


@app.post('/')
def index():
    return model().predict(None), shape.summary()
