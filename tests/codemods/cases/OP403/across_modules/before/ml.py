import pickle

import joblib

model = joblib.load("model.joblib")
with open("vocabulary.pickle", "rb") as f:
    vocabulary = pickle.load(f)
scaler = joblib.load("scaler.joblib")


def scale(values, model=None):
    global scaler
    return scaler.transform(values) if model is None else model(values)
