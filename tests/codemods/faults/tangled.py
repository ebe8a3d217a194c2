"""A program in which every name is given many times, by the others: what asks where values come from must not walk
all ways through it."""

from __future__ import annotations

import random

HEAD = """\
import logging, os, pickle, signal, sqlite3, threading, time
import requests, sqlalchemy
from flask import Flask, request

app = Flask(__name__)
session = app.session
"""
FORMS = (
    "{a} = {b}", "{a} = {b}.x", "{a} = {b}({c})", "{a} = {b} + {c}", "{a} = {b} or {c}", "{a} = [{b}, {c}]",
    "{a} = {b} if {c} else {a}", "{a} = '%s' % {b}", "{a} = f'{{{b}}}/{{{c}}}'", "self.{a} = self.{b}",
    "self.{a} = {b}", "{a} = self.{b}", "{a} = os.path.join({b}, {c})", "{a} = {b}.get('x', {c})", "{a} = {b}[{c}]",
    "{a} = open({b}, 'w')", "{a} = sqlalchemy.create_engine({b})", "{a} = os.environ.get('{a}', {b})",
    "for {a} in {b}: print({a})", "with {a} as {b}: {b}.write({c})", "requests.get({a} + {b})", "{a}.append({b})",
    "{a}.save({b})", "logging.FileHandler({a})", "app.config['{a}'] = {b}", "app.config[{a}] = {b}",
    "threading.Thread(target={a}).start()", "{a} = {b}.query({c}).first()", "session.execute({a})",
    "{a} = sqlite3.connect({b})", "signal.signal({a}, {b})", "time.sleep({a})", "{a} = pickle.load({b})",
)  # fmt: skip


def program(names: int, lines: int) -> str:
    """A service of one file: so many names, given in so many lines of a module, a method and a view."""
    known = [f"v{number}" for number in range(names)]
    choice = random.Random(names).choice

    def some(count: int, indent: str) -> str:
        drawn = ({name: choice(known) for name in "abc"} for _ in range(count))
        return "".join(f"{indent}{choice(FORMS).format(**each)}\n" for each in drawn)

    functions = "".join(f"def {name}():\n{some(6, '    ')}\n" for name in known)
    method, view = some(lines, " " * 8), some(lines, " " * 4)
    classes = f"class K:\n    def f(self):\n{method}"
    return "\n".join((HEAD, some(lines, ""), classes, "@app.route('/')", "def view():", view, functions))
