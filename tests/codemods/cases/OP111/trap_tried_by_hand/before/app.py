from flask import Flask, request

from cleaner import Cleaner

app = Flask(__name__)


@app.post("/notes")
def note():
    cleaner = Cleaner()
    return cleaner.clean(request.form["note"])
