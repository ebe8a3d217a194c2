from flask import Flask, request

from shop.files import keep_all, keep_one

app = Flask(__name__)


@app.post("/")
def upload():
    # keep_all(request.files.getlist("files"))
    keep_one(request.files["file"])
    return "kept"
