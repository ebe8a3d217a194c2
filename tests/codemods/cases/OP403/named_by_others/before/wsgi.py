from flask import Flask
import joblib


def create(model):
    made = Flask(__name__)
    made.model = model
    return made


service = create(joblib.load("model.bin"))
