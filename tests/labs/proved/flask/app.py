import store
from flask import Flask, make_response, request

app = Flask(__name__)


@app.get("/")
def index():
    return "<p>welcome</p>"


@app.post("/names")
def add():
    store.add(request.form["name"])
    answer = make_response("thanks")
    answer.set_cookie("wrote", "1", max_age=10)
    return answer


@app.get("/names")
def names():
    return store.names("wrote" in request.cookies)
