import pickle

from flask import Flask

app = Flask(__name__)


def load_means():
    with open("/var/lib/means.pkl", "rb") as file:
        return pickle.load(file)


def save_means(means):
    with open("/var/lib/means.pkl", "wb") as file:
        pickle.dump(means, file)


means = load_means()


@app.get("/")
def index():
    save_means(means)
    return means
