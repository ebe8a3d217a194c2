from pathlib import Path

from flask import Flask, request

app = Flask(__name__)


@app.post("/guests")
def guests():
    book = Path("data/guests.txt")
    with book.open("a") as file:
        file.write(request.form["name"])
    return book.read_text()
