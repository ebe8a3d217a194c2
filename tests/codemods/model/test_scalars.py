"""Which expressions are known to be scalars, strings, and nothing that the project keeps."""

from __future__ import annotations

import ast

import pytest

from codemods.model.scalars import is_fresh, is_scalar, is_string
from tests.codemods.small import project

VIEW = """import secrets
import time
from flask import Flask, g, request, session
from extensions import db

app = Flask(__name__)
state = {{}}

def own():
    return len(state)

@app.post("/<name>/<int:number>")
def view(name, number, rest=None):
    text = request.form["text"]
    counted = len(state)
    again = 1
    again += 1
    asked = {expression}

@app.get("/handed/<handed>")
def third(handed):
    asked = {expression}

def calls():
    third(own())

@app.get("/<wrapped>")
@other
def second(wrapped):
    asked = {expression}
"""


def asked(expression: str, view: str = "view") -> tuple[bool, bool, bool]:
    """Whether the expression in the view is a string, a scalar, fresh."""
    tree = project(app_py=VIEW.format(expression=expression), extensions_py="from lib import Db\ndb = Db()\n")
    file = tree.files["app.py"]
    function = next(each for each in file.nodes(ast.FunctionDef) if each.name == view)
    value = next(
        each.value for each in function.body
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and each.targets[0].id == "asked"
    )  # fmt: skip
    return is_string(file, value), is_scalar(file, value), is_fresh(file, value)


@pytest.mark.parametrize(
    "expression",
    ["'a'", "f'{name}'", "name", "text", "str(number)", "request.form['a']", "request.args.get('a', 'b')",
     "'%s' % name", "name + text", "name if number else 'a'", "secrets.token_hex()"],
)  # fmt: skip
def test_strings(expression: str) -> None:
    assert asked(expression) == (True, True, True)


@pytest.mark.parametrize(
    "expression",
    ["1", "None", "True", "not text", "len(text) * 2 + 1", "request.form.get('a')", "time.time() - 60", "int(number)",
     "None if number else 'a'"],
)  # fmt: skip
def test_other_scalars(expression: str) -> None:
    assert asked(expression) == (False, True, True)


@pytest.mark.parametrize(
    "expression",
    ["[]", "{}", "(1, 2)", "b'a'", "1j", "2 ** 0.5", "number", "rest", "again", "request.json['a']", "own()",
     "time.gmtime()", "request.args.get('a', type=list)", "request.form.getlist('a')", "name and []", "text.split()"],
)  # fmt: skip
def test_what_may_be_anything(expression: str) -> None:
    assert asked(expression)[:2] == (False, False)


@pytest.mark.parametrize(
    "expression",
    ["len(state)", "counted + 1", "str(own())", "f'{state}'", "int(g.count)", "str(session['a'])", "str(rest)",
     "str(again)", "str(db.count())", "int(getattr(request, 'x'))"],
)  # fmt: skip
def test_what_may_come_from_the_projects_state(expression: str) -> None:
    assert not asked(expression)[2]


def test_another_decorator_may_give_a_view_anything() -> None:
    assert asked("wrapped", "second") == (False, False, False)


def test_other_code_may_give_a_view_anything() -> None:
    assert asked("handed", "third") == (False, False, False)
