import functools

from flask import Flask
from tensorflow.keras.applications.mobilenet_v2 import MobileNetV2

app = Flask(__name__)


@functools.cache
def model():
    return MobileNetV2(weights='imagenet')


shape = MobileNetV2(weights=None)


@app.post('/')
def index():
    return model().predict(None), shape.summary()
