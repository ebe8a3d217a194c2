import secrets

from flask import Flask, request

app = Flask(__name__)
codes = {}
carts = {}


def make(mail):
    return secrets.token_hex(3)


@app.post("/codes")
def send():
    mail = request.form["mail"]
    code = codes.get(mail)
    if code is None:
        code = make(mail)
        codes[mail] = code
    return code


@app.post("/confirm")
def confirm():
    return {"right": codes.pop(request.form["mail"]) == request.form["code"]}


@app.post("/carts/<name>")
def add(name):
    carts.setdefault(name, list())
    carts[name].append(request.form["item"])
    return carts[name]
