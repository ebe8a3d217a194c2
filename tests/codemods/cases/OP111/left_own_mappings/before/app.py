import time
import uuid

from flask import Flask, abort, jsonify, request

app = Flask(__name__)

# who is there, and since when
last_seen = {}
choices = dict()


@app.post("/seen/<name>")
def seen(name):
    last_seen[name] = time.time()
    if name not in choices:
        choices[name] = request.form.get("choice")
    return "", 204


@app.get("/seen/<name>")
def when(name):
    if name not in last_seen:
        abort(404)
    return {"seconds": time.time() - last_seen[name], "choice": choices.get(name, "none")}


@app.delete("/seen/<name>")
def leave(name):
    last_seen.pop(name, None)
    del choices[name]
    return "", 204


@app.post("/guests")
def guest():
    key = f"guest-{uuid.uuid4()}"
    title = request.form["title"] + " "
    last_seen[key] = time.time() - 60
    choices[key] = title * 2 if request.args.get("twice") else title
    return key


@app.get("/")
def everybody():
    late = [name for name, since in last_seen.items() if since < time.time() - 3600]
    return jsonify(names=sorted(last_seen), late=late, votes=len(choices), all=list(choices.values()))
