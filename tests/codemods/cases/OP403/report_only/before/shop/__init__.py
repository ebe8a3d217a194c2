import nltk
import requests
from flask import Flask
from tensorflow.keras.models import load_model

nltk.download("punkt")
rates = requests.get("https://rates.example/today").json()
names = sorted(rates)


class Camera:
    model = load_model("model.h5")


def create_app():
    app = Flask(__name__)
    app.model = load_model("other.h5")
    return app
