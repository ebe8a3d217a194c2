import joblib
from flask import Flask

app = Flask(__name__)
model = joblib.load("model.joblib")


@app.get("/")
def index():
    return str(model)
