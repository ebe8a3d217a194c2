"""Linters that a service runs on all of its files are asked about what a change writes."""

from __future__ import annotations

from pathlib import Path

import pytest

import codemods
from codemods.engine.conditions.linters.pycodestyle import violations
from codemods.project.project import Project
from tests.codemods.engine.test_contract import becoming

ADDED = """from __future__ import annotations

import json
import os
from pathlib import Path

x = json, os, Path


class Line:
    y = 1
"""
EMITTED = Path(codemods.__file__).with_name("emitted")
WRAPPED = "x = (\n    1\n    + 2\n)\n"
CI = ".github/workflows/ci.yml"
SORTED = '[lint]\nselect = ["E", "I"]\n'
RUFF = {CI: "- run: ruff check\n", "ruff.toml": SORTED}
LINTED = {
    "skaffold": (
        "shop/skaffold.yaml",
        {"shop/skaffold.yaml": "test:\n- custom:\n  - command: |\n      uv run pylint --rcfile=../.pylintrc *.py\n"},
        ADDED,
    ),
    "pylint of a package": (CI, {CI: "- run: pylint shop\n"}, ADDED),
    "hook of pylint": (".pre-commit-config.yaml", {".pre-commit-config.yaml": "  - id: pylint\n"}, ADDED),
    "lines between types": (CI, {**RUFF, "ruff.toml": f"{SORTED}[lint.isort]\nlines-between-types = 1\n"}, ADDED),
    "lines after imports": (CI, {**RUFF, "ruff.toml": f"{SORTED}[lint.isort]\nlines-after-imports = 2\n"}, ADDED),
    "an order of its own": (CI, {**RUFF, "ruff.toml": f"{SORTED}[lint.isort]\nfrom-first = true\n"}, ADDED),
    "one name an import": (
        CI,
        {CI: "- run: ruff check --select I .\n", "ruff.toml": "[lint.isort]\nforce-single-line = true\n"},
        "from os import path, sep\n\nx = path, sep\n",
    ),
    "hook of ruff": (
        ".pre-commit-config.yaml",
        {
            ".pre-commit-config.yaml": "  - id: ruff\n",
            "shop/ruff.toml": 'lint.select = ["ALL"]\nlint.isort.lines-after-imports = 2\n',
        },
        ADDED,
    ),
    "a list that replaces": (CI, {CI: "- run: flake8 --exclude env --ignore E402,E501 .\n"}, WRAPPED),
    "a list in a file": (CI, {CI: "- run: flake8\n", "setup.cfg": "[flake8]\nignore =\n    E501,\n    E7\n"}, WRAPPED),
    "an operator at the end": (CI, {CI: "- run: flake8 --ignore=W503 .\n"}, "x = (\n    1 +\n    2\n)\n"),
    "arithmetic": (CI, {CI: "- run: pycodestyle --ignore=W503 .\n"}, "x = 2*3\n"),
    "one line": (CI, {CI: "- run: flake8 --ignore=W503 .\n"}, "def f(): ...\n"),
    "a slice as black writes it": (CI, {CI: "- run: flake8\n"}, "x = [1][int() : int()]\n"),
}  # fmt: skip
PASSED = {
    "pylint of other code": ({CI: "- run: pylint tools\n", "tools/a.py": ""}, ADDED),
    "pylint for errors": ({CI: "- run: pylint -E shop\n"}, ADDED),
    "pylint is installed": ({CI: "- run: pip install pylint flake8\n- name: run pylint here\n"}, ADDED),
    "a requirement": ({"tox.ini": "deps =\n    pylint\n    flake8-isort\n"}, "x = [1][int() : int()]\n"),
    "another service's": ({"bank/skaffold.yaml": "- command: pylint *.py\n"}, ADDED),
    "no order": ({CI: "- run: ruff check\n", "ruff.toml": "lint.isort.lines-after-imports = 2\n"}, ADDED),
    "the usual order": (RUFF, ADDED),
    "sections": (
        {**RUFF, "ruff.toml": f"{SORTED}[lint.isort]\nlines-after-imports = 1\n"
         'section-order = ["future", "standard-library", "third-party", "django", "first-party", "local-folder"]\n'},
        ADDED,
    ),
    "nothing between": (
        {**RUFF, "ruff.toml": f"{SORTED}[lint.isort]\nlines-between-types = 1\n"},
        "import os\n\nx = os\n",
    ),
    "more is left out": ({CI: "- run: flake8 --extend-ignore E501,E203 .\n"}, WRAPPED),
    "the codes too": ({CI: "- run: flake8 --ignore E402,W503 .\n"}, WRAPPED),
    "the default": ({CI: "- run: flake8\n"}, WRAPPED),
    "keywords and signs": (
        {CI: "- run: flake8 --ignore E1 .\n"},
        "def f(*args, **more):\n    return f(*args, x=-1, **more)\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINTED)
def test_an_added_module_passes_the_linters(name: str) -> None:
    where, files, text = LINTED[name]
    result = becoming({"shop/app.py": "x = 1\n", **files}, {"shop/app.py": "x = 2\n", "shop/more.py": text})
    assert result.changes == {}
    (reason,) = [each.message.removeprefix("OP791 was not fixed: ") for each in result.dropped]
    assert reason.startswith("shop/more.py would not pass ")
    assert f", which {where} runs: " in reason


@pytest.mark.parametrize("name", PASSED)
def test_an_added_module_may_be_as_no_linter_minds(name: str) -> None:
    files, text = PASSED[name]
    assert becoming({"shop/app.py": "x = 1\n", **files}, {"shop/app.py": "x = 2\n", "shop/more.py": text}).changes


def test_what_a_file_has_already_no_linter_holds_against_it() -> None:
    files = {"app.py": WRAPPED, CI: "- run: flake8 --ignore E501 .\n"}
    assert becoming(files, {"app.py": f"{WRAPPED}z = 1\n"}).changes
    assert not becoming(files, {"app.py": f"{WRAPPED}y = 1 \\\n    + 2\n"}).changes


def test_what_is_added_keeps_to_the_codes_that_flake8_has_on(tmp_path: Path) -> None:
    added = {each.name: each.read_bytes() for each in sorted(EMITTED.glob("*.py"))}
    project = Project(tmp_path, added)
    assert added
    assert {name for name, file in project.files.items() if "E203" in violations(file)} == set()


@pytest.mark.parametrize(
    ("files", "line", "kept"),
    [
        ({CI: "- run: yapf -dr . | (! grep .)\n"}, f"x = '{'y' * 80}'\n", False),
        ({CI: "- run: yapf -dr . | (! grep .)\n"}, "x = 2\n", True),
        ({CI: "- run: yapf --diff shop\n"}, "x = f(\n    1,\n    2,\n)\n", False),
        ({CI: "- run: yapf -i -r .\n"}, "x = f(\n    1,\n    2,\n)\n", True),
        ({CI: "- run: pip install yapf\n"}, f"x = '{'y' * 80}'\n", True),
        ({CI: "- run: yapf -q .\n", ".style.yapf": "[style]\ncolumn_limit = 100\n"}, f"x = '{'y' * 80}'\n", True),
        ({CI: "- run: yapf -q .\n", "setup.cfg": "[yapf]\nbased_on_style = google\n"}, f"x = '{'y' * 74}'\n", True),
        (
            {CI: "- run: yapf -q .\n", "pyproject.toml": "[tool.yapf]\ncolumn_limit = 60\n"},
            f"x = '{'y' * 70}'\n",
            False,
        ),
        ({".pre-commit-config.yaml": "  - id: yapf\n"}, f"x = '{'y' * 80}'\n", False),
    ],
)
def test_what_is_written_stays_as_yapf_lays_it_out(files: dict[str, str], line: str, kept: bool) -> None:
    result = becoming({"shop/app.py": "f = int\nx = 1\n", **files}, {"shop/app.py": f"f = int\n{line}"})
    assert bool(result.changes) == kept
