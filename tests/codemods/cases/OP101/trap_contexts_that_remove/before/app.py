import json
import os
import time
from os.path import getmtime

from flask import Flask

import spaces
from spaces import Space

app = Flask(__name__)
RATES = "data/rates.json"


@app.post("/first")
def first():
    with spaces.room() as here:
        with open(os.path.join(here, "first.tex"), "w") as file:
            file.write("a")
        with open(os.path.join(here, "first.pdf"), "rb") as file:
            return file.read()


@app.post("/second")
def second():
    with Space("second") as here:
        name = here + "/second.csv"
        with open(name, "w") as file:
            file.write("a")
        with open(name) as file:
            return file.read()


@app.get("/rates")
def rates():
    if not os.path.exists(RATES) or time.time() - getmtime(RATES) > 600:
        with open(RATES, "w") as file:
            json.dump({}, file)
    with open(RATES) as file:
        return json.load(file)
