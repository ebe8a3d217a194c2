from collections import defaultdict

from flask import Flask, request
from flask_jwt_extended import get_jwt, jwt_required

import revoked
from revoked import BLOCKLIST, Hits
from tracker import tracker

app = Flask(__name__)
votes = defaultdict(int)
messages = []
served = 0


@app.post("/votes/<name>")
def vote(name):
    global served
    served += 1
    votes[name] += 1
    messages.append(request.form["message"])
    tracker.seen(name)
    return str(votes[name])


@app.delete("/messages/<int:number>")
def forget(number):
    del messages[number]
    Hits.total["forget"] = number
    return ""


@app.post("/logout")
@jwt_required()
def logout():
    BLOCKLIST.add(get_jwt()["jti"])
    revoked.reasons["logout"] = get_jwt()["jti"]
    return ""
