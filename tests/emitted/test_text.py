"""The emitted files as text: what their new owner gets to read, on the Pythons that services run on."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.emitted.support import EMITTED

FILES = sorted(path for path in EMITTED.glob("*.py") if path.name != "__init__.py")
ALLOWED = {"boto3", "botocore", "flask", "gunicorn", "itsdangerous", "sqlalchemy", "werkzeug", *sys.stdlib_module_names}
SETTING = re.compile(r"""os\.environ(?:\.get\(|\[|\.setdefault\()["'](\w+)["']""")


@pytest.fixture(params=FILES, ids=[path.name for path in FILES])
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_the_family_is_complete() -> None:
    names = ["databases.py", "gunicorn.conf.py", "health.py", "mappings.py", "once.py", "readers.py", "storage.py"]
    assert [path.name for path in FILES] == names


def test_syntax_of_python_3_8(file: Path) -> None:
    tree = ast.parse(file.read_text(), feature_version=(3, 8))
    assert "from __future__ import annotations" in file.read_text()
    evaluated = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    subscripts = [
        name for node in evaluated for name in re.findall(r"\b(?:dict|list|set|tuple|type)\[", ast.unparse(node))
    ]
    assert subscripts == []


def test_it_stands_alone(file: Path) -> None:
    tree = ast.parse(file.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    beside = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level
              for alias in node.names}  # fmt: skip
    assert {f"{name}.py" for name in beside} <= {path.name for path in FILES}
    assert {name.partition(".")[0] for name in imported} - ALLOWED == set()


def test_the_docstring_names_every_setting(file: Path) -> None:
    text = file.read_text()
    documented = ast.get_docstring(ast.parse(text)) or ""
    settings = {*SETTING.findall(text), *re.findall(r': "(DATABASE_\w+)"', text)}
    assert settings or "environ" not in text
    assert {name for name in settings if name not in documented} == set()


def test_the_settings_of_gunicorn_speak_of_no_other_module() -> None:
    """Whether health.py comes beside them another rule decides."""
    text = (EMITTED / "gunicorn.conf.py").read_text()
    others = {path.stem for path in FILES} - {"gunicorn.conf"}
    assert re.findall(rf"\b(?:{'|'.join(others)})\.py|/readyz|/healthz", text) == []


def test_it_is_short(file: Path) -> None:
    lines = file.read_text().splitlines()
    assert 40 <= len(lines) <= 420
    assert max(map(len, lines)) <= 120


def test_code_fits_the_width_of_black(file: Path) -> None:
    text = file.read_text()
    tree = ast.parse(text)
    told = {
        line
        for each in ast.walk(tree)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        for line in range(each.lineno, (each.end_lineno or 0) + 1)
    }
    lines = enumerate(text.splitlines(), 1)
    assert [line for number, line in lines if len(line) > 88 and number not in told and line.lstrip()[:1] != "#"] == []
