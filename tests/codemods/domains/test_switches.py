"""Which side of a switch the definitions of a service take."""

from __future__ import annotations

import ast

import pytest

from codemods.domains.deployment.switches import left_out_by_deployment
from tests.codemods.small import project

ON = "kind: Deployment\nspec: {containers: [{env: [{name: IN_CLUSTER, value: '1'}]}]}\n"
COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      IN_CLUSTER: {}\n"


def left_out(test: str, **files: str) -> tuple[bool, ...]:
    """Whether the deployment leads past the body of a condition, and past what stands beside it."""
    text = f"import os\nfrom os import environ\n\nMODE = FLAGS = '1'\nif {test}:\n    body()\nelse:\n    beside()\n"
    tree = project(app_py=text, **{"requirements.txt": "flask\n", **(files or {"deploy.yml": ON})})
    file = tree.files["app.py"]
    calls = {ast.unparse(each): each for each in file.nodes(ast.Call)}
    return tuple(left_out_by_deployment(file, calls[each]) == "IN_CLUSTER" for each in ("body()", "beside()"))


@pytest.mark.parametrize(
    "test",
    [
        "environ.get('IN_CLUSTER')", "'IN_CLUSTER' in os.environ", "not 'IN_CLUSTER' not in environ",
        "environ.get('IN_CLUSTER', '').lower() == 'true'", "environ.get('IN_CLUSTER') != '0'",
        "int(environ.get('IN_CLUSTER', '0')) == 1", "int(environ.get('IN_CLUSTER', '0')) != 0",
        "bool(environ.get('IN_CLUSTER')) is True", "environ.get('IN_CLUSTER') is not None",
        "environ.get('IN_CLUSTER') != None", "environ.get('IN_CLUSTER') in ('1', 'true')",
        "environ.get('IN_CLUSTER') not in ('0', 'false', None)", "(environ.get('IN_CLUSTER') or '0') == '1'",
    ],
)  # fmt: skip
def test_a_condition_that_holds_where_the_switch_is_on(test: str) -> None:
    assert left_out(test) == (False, True)
    assert left_out(f"not ({test})") == (True, False)


@pytest.mark.parametrize(
    "test",
    [
        "environ.get('IN_CLUSTER') == MODE", "environ.get('IN_CLUSTER') in FLAGS", "environ.get('IN_CLUSTER') == 2",
        "environ.get('IN_CLUSTER') in ('1', '0')", "environ.get('IN_CLUSTER') == 'eu'",
        "environ.get('IN_CLUSTER') and MODE", "MODE or environ.get('IN_CLUSTER')", "environ.get(MODE)",
        "'1' < environ['IN_CLUSTER'] < '3'",
    ],
)  # fmt: skip
def test_a_condition_that_asks_for_more_or_for_what_is_not_known(test: str) -> None:
    assert left_out(test) == (False, False)


@pytest.mark.parametrize(
    ("files", "on"),
    [
        ({"compose.yaml": COMPOSE.format("'1'")}, True),
        ({"compose.yaml": COMPOSE.format("'0'")}, False),
        ({"compose.yaml": COMPOSE.format("${IN_CLUSTER:-0}")}, False),
        ({"compose.yaml": COMPOSE.format("")}, False),
        ({"compose.yaml": COMPOSE.format("'0'"), "deploy.yml": ON}, False),
        ({"Dockerfile": "FROM python:3.12\nENV IN_CLUSTER=1\n"}, True),
        ({"Dockerfile": "FROM python:3.12\nENV IN_CLUSTER=false\n", "deploy.yml": ON}, False),
        ({"tests__compose.yaml": COMPOSE.format("'0'").replace("build: .", "build: .."), "deploy.yml": ON}, True),
        ({"other__Dockerfile": "FROM python:3.12\nENV IN_CLUSTER=0\n", "other__app_py": "", "deploy.yml": ON}, True),
        ({"compose.yaml": COMPOSE.format("'1'").replace("build: .", "image: nginx")}, False),
        ({"README.md": "Set `IN_CLUSTER=1`.\n"}, False),
    ],
)
def test_what_the_definitions_of_the_service_give(files: dict[str, str], on: bool) -> None:
    assert left_out("environ.get('IN_CLUSTER')", **files) == (False, on)
