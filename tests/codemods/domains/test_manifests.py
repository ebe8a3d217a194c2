"""What a service runs on, as its images and files say it."""

from pathlib import Path

import pytest

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.pip_commands import installs
from codemods.domains.dependencies.pythons import oldest_python
from codemods.domains.dependencies.set_apart import is_for_checks
from codemods.formats import shell
from codemods.project.project import Project
from tests.codemods.trees import project as tree_of


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("python:3.12-slim", "3.12"), ("docker.io/library/python:3.9.2-alpine", "3.9"), ("python", "3.13"),
        ("python:latest", "3.13"), ("python:3", "3.13"), ("python:slim", "3.13"), ("python:3-slim", "3.13"),
        ("resin/pi-python:3.6", "3.6"), ("tiangolo/uvicorn:python3.9-slim", "3.9"), ("ubuntu:22.04", ""),
        ("python:2", ""), ("python:2.7", ""), ("example.com/base", ""),
    ],
)  # fmt: skip
def test_the_image_says_which_python_runs(image: str, version: str, tmp_path: Path) -> None:
    text = f"FROM {image} AS base\nFROM base\nRUN pip install -r requirements.txt\n"
    project = Project(tmp_path, {"requirements.txt": b"flask\n", "Dockerfile": text.encode()})
    assert manifests.python_version(project.files["requirements.txt"]) == version


def test_a_file_says_which_python_runs_where_no_image_does(tmp_path: Path) -> None:
    project = Project(tmp_path, {"requirements.txt": b"flask\n"})
    (tmp_path / "runtime.txt").write_text("python-3.10.4\n")
    assert manifests.python_version(project.files["requirements.txt"]) == "3.10"


@pytest.mark.parametrize(
    ("command", "names", "files", "loose"),
    [
        ("pip install flask 'redis>=5' a==1", ["flask", "redis", "a"], [], ["flask", "redis"]),
        ("sudo -H pip3.11 -q install -r a.txt -rb.txt --requirement=c x", ["x"], ["a.txt", "b.txt", "c"], ["x"]),
        ("/venv/bin/python -m pip install -U pip setuptools", ["pip", "setuptools"], [], []),
        ("pip install setuptools", ["setuptools"], [], ["setuptools"]),
        ("uv pip install --system --index https://e.example flask", ["flask"], [], ["flask"]),
        ("pip install -c pins.txt flask", ["flask"], [], []),
        ("PIP_NO_INPUT=1 pip install --target /t flask", ["flask"], [], ["flask"]),
        ("pip install -e . git+https://e.example/x.git#egg=x", ["", "x"], [], []),
    ],
)  # fmt: skip
def test_what_pip_installs(command: str, names: list[str], files: list[str], loose: list[str]) -> None:
    (found,) = installs(shell.commands(command))
    assert [line.name for line, _ in found.named] == names
    assert list(found.files) == files
    assert [each.text.partition(">")[0] for each in found.loose] == loose


@pytest.mark.parametrize(
    "command", ["pip download flask", "echo pip install flask", "apt-get install pip", "pip", "uv run pip"]
)
def test_what_installs_nothing(command: str) -> None:
    assert list(installs(shell.commands(command))) == []


@pytest.mark.parametrize(
    ("files", "python"),
    [
        ({}, ""),
        ({".python-version": "3.10\n"}, "3.10"),
        ({"runtime.txt": "python-3.9.1\n", "charm/.python-version": "3.11\n"}, "3.9"),
        ({"charm/charmcraft.yaml": 'bases:\n  - build-on:\n      - name: ubuntu\n        channel: "22.04"\n'}, "3.10"),
        ({"rockcraft.yaml": "base: bare\nbuild-base: ubuntu@24.04\n"}, "3.12"),
        ({"tox.ini": "[tox]\nenvlist = py39, py313\n", ".python-version": "3.13\n"}, "3.9"),
        ({"tox.ini": "[tox]\nenvlist = py3000, py310\n"}, "3.10"),
        ({"other/tox.ini": "[tox]\nenvlist = py36\n", "other/.python-version": "3.6\n"}, ""),
        ({".github/workflows/ci.yml": 'jobs: {a: {strategy: {matrix: {python-version: ["3.11", "3.13"]}}}}\n'}, "3.11"),
        ({"charm/Dockerfile": "FROM python:3.12\n", ".python-version": "3.10\n"}, "3.10"),
        ({"charm/Dockerfile": "FROM ubuntu:22.04\n", ".python-version": "3.10\n"}, ""),
    ],
)
def test_the_oldest_python_that_anything_says(files: dict[str, str], python: str) -> None:
    tree = tree_of({"charm/requirements.txt": "flask\n", **files})
    assert manifests.python_version(tree.files["charm/requirements.txt"]) == python


@pytest.mark.parametrize(
    ("path", "text", "python"),
    [
        ("make_env.sh", "virtualenv .venv -p python2.7\n", (2, 7)),
        ("make_env.sh", "virtualenv --python=/usr/bin/python2 .venv\n", (2, 7)),
        ("charm/Makefile", "env:\n\tpython3.6 -m venv env\n", (3, 6)),
        ("make_env.sh", "python3 -m venv env\n", None),
        ("make_env.sh", "# virtualenv .venv -p python2.7\n", None),
        ("other/make_env.sh", "virtualenv .venv -p python2.7\n", None),
    ],
)
def test_the_python_of_a_virtual_environment_is_the_services(
    path: str, text: str, python: tuple[int, int] | None
) -> None:
    tree = tree_of({"charm/requirements.txt": "flask\n", "other/requirements.txt": "flask\n", path: text})
    assert oldest_python(tree, "charm/requirements.txt") == python


@pytest.mark.parametrize(
    ("path", "text", "read"),
    [
        ("charm/setup.py", "open('requirements.txt')", True), ("setup.cfg", "file: charm/requirements.txt", True),
        ("other/setup.py", "open('requirements.txt')", False), ("charm/install.py", "open('requirements.txt')", False),
        ("charm/setup.py", "open('dev-requirements.txt')", False),
    ],
)  # fmt: skip
def test_the_metadata_of_a_package_is_its_own(path: str, text: str, read: bool) -> None:
    tree = tree_of({"charm/requirements.txt": "flask\n", ".python-version": "3.12\n", path: text})
    assert manifests.is_metadata(tree.files["charm/requirements.txt"]) is read
    assert manifests.can_be_locked(tree.files["charm/requirements.txt"]) is not read


def test_what_many_files_take_in_is_read_once() -> None:
    """Each of two files takes in both of the next two, sixty times: more ways than anybody can walk."""
    levels = {f"{side}{at}.txt": f"-r a{at + 1}.txt\n-r b{at + 1}.txt\n" for at in range(60) for side in "ab"}
    files = {f"requirements/{name}": text for name, text in levels.items()}
    tree = tree_of({
        **files, "requirements/ci.txt": "flask\n",
        "Dockerfile": "FROM python:3.12\nRUN pip install -r requirements/a0.txt\n",
        ".github/workflows/ci.yml": "steps: [{run: pip install -r requirements/ci.txt}]\n",
    })  # fmt: skip
    assert is_for_checks(tree.files["requirements/ci.txt"])
    assert not is_for_checks(tree.files["requirements/b59.txt"])
