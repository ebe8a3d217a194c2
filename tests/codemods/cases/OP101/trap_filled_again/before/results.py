import json
import os
from pathlib import Path

import requests
from flask import Flask

app = Flask(__name__)
BASE = "results"


def load(day):
    filename = os.path.join(BASE, f"{day}.json")
    if os.path.isfile(filename):
        with open(filename) as file:
            return json.load(file)
    else:
        data = requests.get("https://results.example.com", timeout=5).json()
        with open(filename, "w") as file:
            json.dump(data, file)
    return data


def poster(number):
    path = Path("posters") / f"{number}.jpg"
    if not path.exists():
        path.write_bytes(requests.get(f"https://posters.example.com/{number}", timeout=5).content)
    return path.read_bytes()


@app.get("/results/<day>")
def results(day):
    return load(day)


@app.get("/posters/<int:number>")
def show(number):
    return poster(number)
