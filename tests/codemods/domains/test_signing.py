"""What signs with an application's key."""

from __future__ import annotations

import pytest

from codemods.domains.secrets.literals.signing import signs_nothing
from tests.codemods.small import project

_APP = """\
from flask import Flask
{}

app = Flask(__name__)
app.config["SECRET_KEY"] = "blue-heron-at-dawn-75"


@app.route("/")
def index():
    return {}
"""


@pytest.mark.parametrize(
    ("imported", "answer", "nothing"),
    [
        ("from flask_cors import CORS", "''", True),
        ("from shop import db", "str(db.session.info)", True),
        ("from flask import session", "session['name']", False),
        ("import flask", "flask.session['name']", False),
        ("from flask import *", "''", False),
        ("from flask_login import LoginManager", "''", False),
        ("from flask.ext.login import LoginManager", "''", False),
        ("import jwt", "''", False),
        ("from flask_something import Extension", "''", False),
        ("from hmac import digest", "digest(app.config['SECRET_KEY'], b'', 'sha256').hex()", False),
        ("from hmac import digest", "digest(app.secret_key, b'', 'sha256').hex()", False),
    ],
)
def test_signs_nothing(imported: str, answer: str, nothing: bool) -> None:
    """Only where nothing may keep a session or read the key."""
    tree = project(app_py=_APP.format(imported, answer), **{"requirements.txt": "flask\n"})
    assert signs_nothing(tree.files["app.py"], "SECRET_KEY") is nothing


def test_code_alone_may_be_a_part_of_more() -> None:
    """Without a manifest nobody knows what else there is."""
    tree = project(app_py=_APP.format("", "''"))
    assert not signs_nothing(tree.files["app.py"], "SECRET_KEY")
