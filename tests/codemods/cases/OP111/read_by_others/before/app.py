from flask import Flask, request

app = Flask(__name__)
LAST = {"name": "", "note": []}
COUNT = {"all": 0}
SOMETIMES = {"theme": "plain"}
ANY = {"name": ""}
SHARED = {"name": ""}
app.config["SHARED"] = SHARED


@app.post("/names")
def put():
    LAST["name"] = request.form["name"]
    COUNT["all"] = COUNT["all"] + 1
    if request.args.get("theme"):
        SOMETIMES["theme"] = request.args["theme"]
    ANY["name"] = request.form["name"]
    ANY[request.form["key"]] = request.form["value"]
    SHARED["name"] = request.form["name"]
    return f"{SHARED['name']} {LAST['name']} {COUNT['all']} {SOMETIMES['theme']} {ANY['name']}"


@app.get("/names")
def shown():
    return LAST["name"]


@app.get("/other")
def other():
    return ANY["other"]
