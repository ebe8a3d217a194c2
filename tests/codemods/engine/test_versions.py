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
        ("Pipfile", '[requires]\npython_version = "3.5"', True),
        ("pyproject.toml", '[project]\nname = "a"\nrequires-python = ">=3.6"', True),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.6"', True),
        ("pyproject.toml", '[project]\nname = "a"\nrequires-python = ">=3.10"', False),
        ("setup.py", "setup(python_requires='>=3.5')", True),
    ],
)
def test_an_added_module_needs_a_python_that_is_new_enough(path: str, text: str, old: bool) -> None:
    reason = f"storage.py needs Python 3.7 or newer, and {path} pins an older one"
    assert why_no_module(path, text, "y = 1\n") == ([reason] if old else [])


def test_the_python_that_runs_counts_rather_than_the_oldest_that_may() -> None:
    files = {"app.py": "x = 1\n", "setup.py": "setup(python_requires='>=3.5')\n", "Dockerfile": "FROM python:3.9\n"}
    assert becoming(files, {"app.py": "import storage\nx = storage\n", "storage.py": "y = 1\n"}).changes


@pytest.mark.parametrize("name", [each.name for each in EMITTED.glob("*.py")])
def test_an_emitted_module_is_written_for_the_oldest_python(name: str) -> None:
    assert ast.parse((EMITTED / name).read_text(), feature_version=(3, 7))
