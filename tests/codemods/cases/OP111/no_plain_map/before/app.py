import os
import time

from flask import Flask, current_app, g, jsonify, request

import state
from helpers import next_number
from state import exported

app = Flask(__name__)

counted = {}
added = {}
rewritten = {}
numbered = {}
derived = {}
lists = {}
unknown = {}
posted = {}
by_number = {}
maybe_none = {}
handed_out = {}
aliased = {}
updated = {}
seeded = {}
twice = {}
twice = {"a": 1}
filled = {"a": 1}
annotated: dict[str, int] = {}
by_name = {}
helped = {}
from_helper = {}
kept = {}
set_at_start = {}
same = {}
tested = {}
defaulted = {}
unpacked = {}

seeded["start"] = time.time()


def note():
    set_at_start[str(os.getpid())] = time.time()


note()


def put(key, value):
    helped[str(key)] = int(value)


@app.post("/<name>/<int:number>")
def change(name, number):
    counted[name] += 1
    added[name] = added.get(name, 0) + 1
    before = rewritten[name]
    rewritten[name] = int(before) + 1
    numbered[str(len(numbered))] = name
    derived[name] = f"{derived[name]} and more"
    lists[name] = []
    unknown[name] = state.value()
    posted[name] = request.json["value"]
    by_number[number] = 1
    maybe_none[request.form.get("key")] = 1
    handed_out[name] = 1
    aliased[name] = 1
    other = aliased
    updated.update({name: 1})
    updated[name] = 1
    seeded[name] = 1
    twice[name] = 1
    filled[name] = 1
    annotated[name] = 1
    by_name[name] = 1
    put(name, helped[name] + 1)
    from_helper[name] = str(next_number(from_helper_total()))
    kept[name] = int(g.total) + int(current_app.total)
    same[name] = 1
    state.same[name] = 1
    exported[name] = 1
    set_at_start[name] = 1
    defaulted.setdefault(name, 1)
    unpacked[name], rest = 1, 2
    return jsonify(handed_out, other=other, value=getattr(state, "by_name"), rest=rest)


def from_helper_total():
    return sum(from_helper.values())


@app.get("/tested")
def show():
    if tested:
        return "some"
    tested[request.form["name"]] = True
    return str(time.time())
