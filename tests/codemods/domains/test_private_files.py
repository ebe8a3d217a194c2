"""Files under a random name that one function makes up, and what tells that name to somebody."""

from __future__ import annotations

import pytest

from codemods.domains.state.stores import stores
from tests.codemods.small import project

HEAD = """
import os
import secrets
import uuid
from flask import Flask, jsonify, send_file, session
app = Flask(__name__)
told = []
"""
WRITE = 'name = secrets.token_urlsafe(15)\nwith open("export_" + name + ".csv", "w") as file:\n    file.write("a")\n'


def names(body: str, functions: str = "") -> list[str]:
    """The stores of a service whose one view has this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    tree = project(app_py=f'{HEAD}{functions}\n@app.post("/")\ndef view():\n{lines}')
    return [each.name for each in stores(tree, "")]


@pytest.mark.parametrize(
    "body",
    [
        f'{WRITE}with open("export_" + name + ".csv", "rb") as file:\n    return file.read()',
        f'{WRITE}return send_file("export_" + name + ".csv")',
        'path = f"export_{uuid.uuid4()}.csv"\nopen(path, "w").write("a")\nreturn open(path).read()',
        'name = uuid.uuid4().hex\npath = os.path.join("exports", "{}.csv".format(name))\n'
        'os.makedirs("exports")\nopen(path, "w").write("a")\nif os.path.exists(path):\n    return open(path).read()',
    ],
)
def test_a_name_that_nobody_gets_to_know(body: str) -> None:
    assert names(body) == []


@pytest.mark.parametrize(
    ("body", "functions"),
    [
        (f'{WRITE}return open("export_" + name + ".csv").read() + name', ""),
        (f'{WRITE}open("export_" + name + ".csv").read()\nreturn jsonify(name)', ""),
        (f'{WRITE}open("export_" + name + ".csv").read()\nsession["name"] = name', ""),
        (f'{WRITE}open("export_" + name + ".csv").read()\ntold.append(name)', ""),
        (f'{WRITE}open("export_" + name + ".csv").read()\nview.name = f"{{name}}.csv"', ""),
        (f'{WRITE}return ""', ""),
        ('name = session["id"]\ntold = open("export_" + name).read()\nopen("export_" + name, "w").write("a")', ""),
        (
            f'{WRITE}return open("export_" + name + ".csv").read()',
            '@app.get("/<n>")\ndef show(n):\n    return open("export_" + n + ".csv").read()\n',
        ),
        (
            f'{WRITE}open("export_all.csv", "w").write("a")\nreturn open("export_" + name + ".csv").read()',
            '@app.get("/")\ndef show():\n    return open("export_all.csv").read()\n',
        ),
    ],
)
def test_a_name_that_somebody_may_ask_for(body: str, functions: str) -> None:
    assert names(body, functions) != []
