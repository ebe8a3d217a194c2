"""What is far away is found as what is near: chains that are longer than anybody had in mind, and circles."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.domains.dependencies.servers.requirement import sites
from codemods.domains.runtime.applications import application
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.model.names import called
from codemods.project.project import Project

LENGTH = 40


def planted(files: dict[str, str]) -> Project:
    return Project(Path("nowhere"), {path: text.encode() for path, text in files.items()})


def test_a_factory_behind_many_functions() -> None:
    steps = "".join(f"def step{number}():\n    return step{number + 1}()\n\n\n" for number in range(LENGTH))
    code = f"import flask\n\n\n{steps}def step{LENGTH}():\n    return flask.Flask(__name__)\n\n\nweb = step0()\n"
    assert application(planted({"app.py": code}).files["app.py"]) == "web"


def test_factories_in_a_circle() -> None:
    code = "def one():\n    return two()\n\n\ndef two():\n    return one()\n\n\nweb = one()\n"
    assert application(planted({"app.py": code}).files["app.py"]) == ""


def test_a_name_that_many_modules_pass_on() -> None:
    files = {f"m{number}.py": f"from m{number + 1} import connect\n" for number in range(LENGTH)}
    files |= {f"m{LENGTH}.py": "from psycopg import connect\n", "app.py": "from m0 import connect\n\nconnect()\n"}
    file = planted(files).files["app.py"]
    (call,) = file.nodes(ast.Call)
    assert called(file, call) == "psycopg.connect"


def test_a_long_chain_of_calls() -> None:
    chain = ".where(1)" * LENGTH
    file = planted({"app.py": f"import sqlalchemy\n\nsqlalchemy.select(1){chain}.all()\n"}).files["app.py"]
    last = max(file.nodes(ast.Call), key=lambda each: each.end_col_offset or 0)
    assert called(file, last).startswith("sqlalchemy.select.where")


@pytest.mark.parametrize("last", ["gunicorn==23.0.0\n", "-r 0-requirements.txt\n"])
def test_requirements_that_take_each_other_in(last: str) -> None:
    files = {f"{number}-requirements.txt": f"-r {number + 1}-requirements.txt\n" for number in range(LENGTH)}
    files[f"{LENGTH}-requirements.txt"] = last
    found = sites(planted(files).files["0-requirements.txt"])
    assert (found == ()) == last.startswith("gunicorn")


def test_a_file_behind_many_names() -> None:
    names = "".join(f"name{number + 1} = name{number}\n" for number in range(LENGTH))
    code = (
        f'import json\n\nfrom flask import Flask\n\napp = Flask(__name__)\nname0 = open("settings.json")\n{names}'
        f"config = json.load(name{LENGTH})\n"
    )
    found = check(planted({"app.py": code}), select(("OP607",)), jobs=1).findings
    near = check(planted({"app.py": code.replace(f"name{LENGTH})", "name1)")}), select(("OP607",)), jobs=1).findings
    assert near
    assert [each.message for each in found] == [each.message for each in near]


@pytest.mark.parametrize(("value", "found"), [('"k9Xq2-vP7wLm4Rt8"', 1), ('os.environ["SECRET_KEY"]', 0)])
def test_classes_that_inherit_in_many_ways(value: str, found: int) -> None:
    """Each layer doubles the ways to the class below: none of them is gone twice."""
    layers = "".join(
        f"class Config{number + 1}{side}(Config{number}A, Config{number}B):\n    pass\n\n\n"
        for number in range(LENGTH) for side in "AB"
    )  # fmt: skip
    first = 'class Config0A:\n    SECRET_KEY = "k9Xq2-vP7wLm4Rt8"\n\n\nclass Config0B:\n    pass\n\n\n'
    last = f"class ProductionConfig(Config{LENGTH}A, Config{LENGTH}B):\n    SECRET_KEY = {value}\n"
    project = planted({"config.py": f"import os\n\n\n{first}{layers}{last}"})
    findings = check(project, select(("OP503",)), jobs=1).findings
    assert len([each for each in findings if each.span.line == 5]) == found


def test_classes_that_inherit_in_a_circle() -> None:
    code = 'class AConfig(BConfig):\n    SECRET_KEY = "k9Xq2-vP7wLm4Rt8"\n\n\nclass BConfig(AConfig):\n    pass\n'
    assert len(check(planted({"config.py": code}), select(("OP503",)), jobs=1).findings) == 1


@pytest.mark.parametrize("named", ["/docker/Dockerfile", "../Dockerfile", "//Dockerfile"])
def test_an_image_from_outside_of_the_tree(named: str) -> None:
    compose = f"services:\n  web:\n    build:\n      context: .\n      dockerfile: {named}\n    expose: [80]\n"
    code = 'from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = "k9Xq2-vP7wLm4Rt8"\n'
    project = planted({"docker-compose.yml": compose, "app.py": code})
    assert len(check(project, select(("OP503",)), jobs=1).findings) == 1
