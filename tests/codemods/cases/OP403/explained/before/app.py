from flask import Flask, request
from keras.models import load_model

app = Flask(__name__)
model = load_model("model.h5")


@app.post("/predict")
def predict():
    return {"scores": model.predict(request.json["image"]).tolist()}
