from flask import Flask, request

from checks import CHECKS

app = Flask(__name__)
results = {}
last_of = {}


@app.post("/checks/<name>")
def run(name):
    check = CHECKS[name]
    results[check] = check(request.data)
    report_cls = CHECKS[name]
    last_of[name] = report_cls(request.data)
    return str(results[check])


@app.get("/checks/<name>")
def shown(name):
    return f"{results.get(CHECKS[name])} {last_of.get(name)}"
