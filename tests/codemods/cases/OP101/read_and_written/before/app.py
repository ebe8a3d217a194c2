import json

from flask import Flask

app = Flask(__name__)


@app.post("/visits")
def visits():
    with open("visits.json", "r+") as file:
        count = json.load(file) + 1
        file.seek(0)
        json.dump(count, file)
    return str(count)
