import pickle

import joblib

import once


@once.per_process
def model():
    return joblib.load("model.joblib")


@once.per_process
def vocabulary():
    with open("vocabulary.pickle", "rb") as f:
        return pickle.load(f)


@once.per_process
def scaler():
    return joblib.load("scaler.joblib")


def scale(values, model=None):
    global scaler
    return scaler().transform(values) if model is None else model(values)
