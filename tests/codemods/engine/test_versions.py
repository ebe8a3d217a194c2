"""What a project pins decides whether a module may be added: its libraries and its Python."""

from __future__ import annotations

import ast

import pytest

from tests.codemods.engine.test_contract import becoming
from tests.codemods.trees import ROOT

EMITTED = ROOT / "codemods" / "emitted"
OLD_FLASK = {
    "requirements.txt": ["Flask==1.1.4", "flask<2", "flask<2.0.0", "flask<=1.1", "Flask~=1.0", "flask>=1.0,<2"],
    "requirements/base.txt": ["flask==1.1.4"],
    "pyproject.toml": [
        '[project]\nname = "a"\ndependencies = ["Flask<2"]',
        '[tool.poetry.dependencies]\nflask = "^1.1"',
        '[tool.poetry.dependencies]\nFlask = {version = "~1.1"}',
        '[tool.poetry.dependencies]\nFlask = "1.1.2"',
    ],
    "setup.py": [
        "from setuptools import setup\nsetup(install_requires=['Flask==1.1.4'])",
        "from setuptools import setup\nNEEDS = ['flask<2', 'x']\nsetup(install_requires=NEEDS)",
    ],
    "setup.cfg": ["[options]\ninstall_requires =\n    Flask==1.1.4\n    x"],
    "Pipfile": ['[packages]\nflask = "==1.1.2"', '[packages]\nflask = {version = "<2"}'],
    "Pipfile.lock": ['{"default": {"flask": {"version": "==1.1.2"}}}'],
    "poetry.lock": ['[[package]]\nname = "flask"\nversion = "1.1.2"'],
    "uv.lock": ['[[package]]\nname = "flask"\nversion = "1.1.2"\n[[package]]\nname = "own"'],
}
NEWER_FLASK = {
    "requirements.txt": ["flask", "flask==2.0.1", "flask>=1.0", "flask<3", "flask~=2.0", "flask<2.1", "flask!=1.0"],
    "dev-requirements.txt": ["flask==1.1.4"],
    "pyproject.toml": ['[tool.poetry.dependencies]\nflask = "*"', "flask =", '[project]\nname = "a"'],
    "Pipfile": ['[packages]\nflask = "*"'],
    "setup.py": [
        "from setuptools import setup\nsetup(install_requires=read('x'))",
        "setup(install_requires=['flask>=2'])",
        "x =",
    ],
    "setup.cfg": ["[metadata]\nname = a", "install_requires"],
    "poetry.lock": ['[[package]]\nname = "flask"\nversion = "3.0.0"'],
    "uv.lock": ["", "package = 1"],
}


def why_no_module(path: str, text: str, module: str = "options = {'download_name': 1}\n") -> list[str]:
    """Why a storage.py is not added to a project with that file."""
    files = {"app.py": "x = 1\n", path: f"{text}\n"}
    changes = {"app.py": "import storage\nx = storage\n", "storage.py": module}
    return [each.message.removeprefix("OP791 was not fixed: ") for each in becoming(files, changes).dropped]


@pytest.mark.parametrize(("path", "text"), [(path, each) for path, texts in OLD_FLASK.items() for each in texts])
def test_an_added_module_needs_a_library_that_is_new_enough(path: str, text: str) -> None:
    assert why_no_module(path, text) == [f"storage.py needs flask 2.0 or newer, and {path} pins an older one"]


@pytest.mark.parametrize(("path", "text"), [(path, each) for path, texts in NEWER_FLASK.items() for each in texts])
def test_an_added_module_works_for_what_the_project_admits(path: str, text: str) -> None:
    assert why_no_module(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "old"),
    [
        ("runtime.txt", "python-3.6.15", True),
        ("runtime.txt", "python-3.10.2", False),
        (".python-version", "3.6", True),
        ("Dockerfile", "FROM python:3.6-slim", True),
        ("Dockerfile", "FROM docker.io/library/python:2.7", True),
        ("Dockerfile", "FROM python:2", True),
        ("Dockerfile", "FROM python:3", False),
        ("Dockerfile", "FROM pi/raspberry-pi-python:3.6", True),
        ("Dockerfile", "FROM pi/raspberry-pi-python:3.8", False),
        ("Dockerfile", "FROM somebody/uwsgi-flask:python3.6-alpine3.8", True),
        ("Dockerfile", "FROM somebody/uwsgi-flask:python3.8", False),
        ("Dockerfile", "FROM somebody/python-nodejs:python3.6-nodejs16", True),
        ("Dockerfile", "FROM ubi8/python-36:1.2", True),
        ("Dockerfile", "FROM ubi8/python-312:1.2", False),
        ("Dockerfile", "FROM somebody/python3-flask:1.4", False),
        ("Dockerfile", "FROM registry.example/shop/python:20230104", False),
        ("Dockerfile", "FROM ubuntu:18.04\nRUN apt-get install -y python3-pip", True),
        ("Dockerfile", "FROM ubuntu:18.04\nRUN apt-get install -y python3.8", False),
        ("Dockerfile", "FROM ubuntu:18.04\nRUN apt-get install -y nodejs", False),
        ("Dockerfile", "FROM centos:centos7\nRUN yum install -y python36 python36-pip", True),
        ("Dockerfile", "FROM ubuntu:22.04\nRUN apt-get install -y python3", False),
        ("docker-compose.yml", "services:\n  web:\n    image: python:3.6-alpine", True),
        ("docker-compose.yml", "services:\n  web:\n    build: .\n    image: own/python:3.6", False),
        ("docker-compose.yml", "services:\n  web:\n    # image: python:3.6\n    image: python:3.9", False),
        (".gitlab-ci.yml", "image: python:3.6\ntest:\n  script: [pytest]", True),
        (".gitlab-ci.yml", "# image: python:3.6\nimage: python:3.8", False),
        (".circleci/config.yml", "jobs:\n  build:\n    docker:\n      - image: circleci/python:3.6.4", True),
        (".github/workflows/test.yml", "strategy:\n  matrix:\n    python-version: ['3.6', '3.10']", True),
        (".github/workflows/test.yml", "with:\n  python-version: 3.10", False),
        (".github/workflows/test.yml", "matrix:\n  python:\n    - '3.9'\n    - '3.6'", True),
        (".travis.yml", 'language: python\npython:\n  - "3.9"\n  - "3.6"', True),
        (".travis.yml", 'language: python\npython: "3.8"', False),
        ("tox.ini", "[tox]\nenvlist = lint, py38, py36", True),
        ("tox.ini", "[tox]\nenvlist = py38,py310", False),
        (".tool-versions", "nodejs 12.1\npython 3.6.9", True),
        ("app.yaml", "runtime: python37", False),
        ("serverless.yml", "provider:\n  name: aws\n  runtime: python3.6", True),
        ("zappa_settings.json", '{"production": {"runtime": "python3.6"}}', True),
        ("environment.yml", "dependencies:\n  - python=3.6.5\n  - flask", True),
        ("environment.yml", "dependencies:\n  - python=3.10\n  - flask", False),
        ("azure-pipelines.yml", "steps:\n- task: UsePythonVersion@0\n  inputs:\n    versionSpec: '3.6'", True),
        ("Pipfile.lock", '{"_meta": {"requires": {"python_version": "3.6"}}}', True),
        ("Pipfile.lock", '{"_meta": {"requires": {"python_version": "3.9"}}}', False),
        (
            "poetry.lock",
            '[[package]]\nname = "x"\npython-versions = ">=2.7"\n[metadata]\npython-versions = "^3.6"',
            True,
        ),
        (
            "poetry.lock",
            '[[package]]\nname = "x"\npython-versions = ">=2.7"\n[metadata]\npython-versions = "^3.8"',
            False,
        ),
        ("Pipfile", '[requires]\npython_version = "3.5"', True),
        ("pyproject.toml", '[project]\nname = "a"\nrequires-python = ">=3.6"', True),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.6"', True),
        ("pyproject.toml", '[project]\nname = "a"\nrequires-python = ">=3.10"', False),
        ("setup.py", "setup(python_requires='>=3.5')", True),
        ("requirements.txt", "BeautifulSoup==3.2.1", True),
        ("requirements.txt", "wsgiref==0.1.2; python_version < '3'\nbeautifulsoup4==4.3.2", False),
        ("report.py", "print 'sold', 3", True),
        ("test_report.py", "print 'sold', 3", False),
    ],
)
def test_an_added_module_needs_a_python_that_is_new_enough(path: str, text: str, old: bool) -> None:
    reason = f"storage.py needs Python 3.7 or newer, and {path} pins an older one"
    assert why_no_module(path, text, "y = 1\n") == ([reason] if old else [])


@pytest.mark.parametrize(
    ("text", "written", "missing"),
    [
        ("Flask==0.12.5", "from flask.logging import default_handler\nx = default_handler\n", "flask 1.0"),
        ("Flask==1.1.4", "from flask.logging import default_handler\nx = default_handler\n", ""),
        ("gunicorn==18.0", "worker_class = 'gthread'\n", "gunicorn 19.0"),
        ("gunicorn==19.0", "worker_class = 'gthread'\n", ""),
    ],
)
def test_a_changed_module_needs_a_library_that_is_new_enough(text: str, written: str, missing: str) -> None:
    files = {"app.py": "x = 1\n", "requirements.txt": f"{text}\n"}
    reason = f"app.py needs {missing} or newer, and requirements.txt pins an older one"
    found = [
        each.message.removeprefix("OP791 was not fixed: ") for each in becoming(files, {"app.py": written}).dropped
    ]
    assert found == ([reason] if missing else [])


def test_what_a_module_has_already_is_there() -> None:
    text = "from flask.logging import default_handler\nx = default_handler\n"
    files = {"app.py": text, "requirements.txt": "Flask==0.12.5\n"}
    assert becoming(files, {"app.py": text.replace("x = d", "y = d")}).changes


def test_the_python_that_runs_counts_rather_than_the_oldest_that_may() -> None:
    files = {"app.py": "x = 1\n", "setup.py": "setup(python_requires='>=3.5')\n", "Dockerfile": "FROM python:3.9\n"}
    assert becoming(files, {"app.py": "import storage\nx = storage\n", "storage.py": "y = 1\n"}).changes


@pytest.mark.parametrize(
    ("module", "kept"), [("gunicorn.conf.py", True), ("storage.py", False)], ids=["of a server", "of the service"]
)
def test_what_the_tests_run_on_counts_for_what_they_import(module: str, kept: bool) -> None:
    files = {"app.py": "x = 1\n", "tox.ini": "[tox]\nenvlist = py36\n", "Dockerfile": "FROM python:3.7\n"}
    done = becoming(files, {"app.py": "x = 2\n", module: "y = 1\n"})
    assert bool(done.changes) == kept


@pytest.mark.parametrize("name", [each.name for each in EMITTED.glob("*.py")])
def test_an_emitted_module_is_written_for_the_oldest_python(name: str) -> None:
    assert ast.parse((EMITTED / name).read_text(), feature_version=(3, 7))
