"""Files that each replica makes the same for itself: copies of the installation's, packages that it unpacks."""

from __future__ import annotations

import pytest

from codemods.domains.state.stores import stores
from tests.codemods.small import project

HEAD = """
import os
import shutil
from flask import Flask, request
import const
from const import PLACE
app = Flask(__name__)
HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "example.yaml")
HOME = os.path.join(os.path.expanduser("~"), "shop.yaml")
"""
CONST = "import os\nEXAMPLE = os.path.join(os.path.dirname(__file__), 'example.yaml')\nPLACE = os.environ['PLACE']\n"


def names(body: str, functions: str = "") -> list[str]:
    """The stores of a service whose one view has this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    tree = project(app_py=f'{HEAD}{functions}\n@app.post("/")\ndef view():\n{lines}', const_py=CONST)
    return [each.name for each in stores(tree, "")]


@pytest.mark.parametrize(
    ("body", "functions"),
    [
        ("shutil.copyfile(EXAMPLE, HOME)", ""),
        ("os.makedirs(HERE, exist_ok=True)\nshutil.copy(src=EXAMPLE, dst=PLACE)", ""),
        ("shutil.copy2(const.EXAMPLE, const.PLACE)", ""),
        ("first = os.path.join(HERE, 'a.yaml')\nshutil.copyfile(first, os.path.join(PLACE, 'a.yaml'))", ""),
        ("create(PLACE)", "def create(path):\n    shutil.copyfile(EXAMPLE, path)\n"),
        ("path = os.path.join(request.path, '__init__.py')\nshutil.copyfile(request.args['a'], path)", ""),
        ("open(f'{request.path}/__init__.py', 'w')", ""),
        (
            "config = load()\nshutil.copytree(config['path'], config['to'])\n"
            "shutil.copyfile(config['path'], os.path.join(config['to'], '__init__.py'))",
            "",
        ),
        (
            "convert(os.path.join(request.path, '__init__.py'))",
            "def convert(to):\n    with open(to, 'w') as code:\n        code.write('')\n",
        ),
    ],
)
def test_what_each_replica_makes_for_itself(body: str, functions: str) -> None:
    assert names(body, functions) == []


@pytest.mark.parametrize(
    ("body", "functions"),
    [
        ("shutil.copyfile(EXAMPLE, request.args['to'])", ""),
        ("shutil.copyfile(EXAMPLE, os.path.join(HOME, request.args['name']))", ""),
        ("shutil.copyfile(request.args['from'], HOME)", ""),
        ("shutil.copyfile('uploads/a.yaml', HOME)", ""),
        ("shutil.copyfile(EXAMPLE, HOME)\nopen(HOME, 'w')", ""),
        ("create(request.args['to'])", "def create(path):\n    shutil.copyfile(EXAMPLE, path)\n"),
        ("open(request.path + '/plugin.py', 'w')", ""),
        (
            "convert(os.path.join(request.path, '__init__.py'))\nconvert(request.args['b'])",
            "def convert(to):\n    with open(to, 'w') as code:\n        code.write('')\n",
        ),
    ],
)
def test_what_differs_with_who_asks(body: str, functions: str) -> None:
    assert names(body, functions) != []
