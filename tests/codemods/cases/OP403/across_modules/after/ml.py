import functools
import pickle

import joblib


@functools.cache
def model():
    return joblib.load("model.joblib")


@functools.cache
def vocabulary():
    with open("vocabulary.pickle", "rb") as f:
        return pickle.load(f)


@functools.cache
def scaler():
    return joblib.load("scaler.joblib")


def scale(values, model=None):
    global scaler
    return scaler().transform(values) if model is None else model(values)
