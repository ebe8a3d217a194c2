"""What counts as the environment's name, and as a test for one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.domains.environments.alternatives import alternatives, default_branch, setting_name
from codemods.domains.environments.names import comparison, is_used_elsewhere, is_variable
from codemods.domains.environments.pattern import loads_picked
from codemods.domains.settings.config_files import fixed_file, looks_at_any_variable
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from tests.codemods.trees import project

HEAD = """import os, sys
from os import getenv as env_of
env = os.environ.get("APP_ENV", "development")
other = os.environ.get("GREETING")
FOLDER = os.path.dirname(__file__)
"""


def last(code: str, **others: str) -> tuple[SourceFile, ast.expr]:
    files = {"config.py": (HEAD + code).encode()} | {f"{name}.py": text.encode() for name, text in others.items()}
    file = Project(Path("/nowhere"), files).files["config.py"]
    statement = file.tree.body[-1]
    assert isinstance(statement, ast.Expr)
    return file, statement.value


@pytest.mark.parametrize(
    ("code", "names", "negated"),
    [
        ('env == "production"', ("production",), False),
        ('"Prod" != env', ("prod",), True),
        ('env.lower() in ("staging", "qa")', ("staging", "qa"), False),
        ('not env.startswith("prod")', ("prod",), True),
        ('env_of("FLASK_ENV") == "docker"', ("docker",), False),
        ('app.config["ENV"] == "testing"', ("testing",), False),
        ('settings.ENVIRONMENT == "uat"', ("uat",), False),
        ('other == "production"', ("production",), False),
    ],
)
def test_a_test_for_an_environment(code: str, names: tuple[str, ...], negated: bool) -> None:
    found = comparison(*last(code))
    assert found is not None
    assert (found.names, found.negated) == (names, negated)


@pytest.mark.parametrize(
    "code",
    ['other == "local"', 'stage == "production"', 'env == "green"', 'sys.platform == "production"', "env == other"],
)
def test_no_test_for_an_environment(code: str) -> None:
    assert comparison(*last(code)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("FLASK_ENV", True), ("ENV", True), ("APP_SETTINGS", True), ("VIRTUAL_ENV", False), ("DB_HOST", False)],
)
def test_variables_that_hold_the_name(name: str, expected: bool) -> None:
    assert is_variable(name) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('"conf/settings.ini"', "settings.ini"),
        ('os.path.join(FOLDER, "app.cfg")', "app.cfg"),
        ('os.path.expanduser("~/.shop.ini")', None),
        ('os.environ.get("FILE", "settings.ini")', None),
        ("sys.argv[1]", None),
        ('"alembic.ini"', None),
        ('(lambda path: path + "settings.ini")', None),
    ],
)
def test_files_with_a_fixed_name(code: str, expected: str | None) -> None:
    assert fixed_file(*last(code)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("{key: os.environ[key] for key in ()}", True),
        ("os.environ.get(other)", True),
        ("env_of(other)", True),
        ("dict(os.environ)", True),
        ('os.environ["HOST"]', False),
        ('env_of("HOST")', False),
        ('"HOST" in os.environ', False),
    ],
)
def test_loaders_that_look_at_any_variable(code: str, expected: bool) -> None:
    file, node = last(code)
    assert looks_at_any_variable(file, [node]) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("from config import env", True),
        ("from config import (\n    FOLDER,\n    env,\n)", True),
        ("import config\nprint(config.env)", True),
        ("from config import *", True),
        ("import config\nenv = 1\nprint(config.FOLDER)", False),
        ("env = 1", False),
    ],
)
def test_names_that_another_module_takes(other: str, expected: bool) -> None:
    file, _ = last("env", app=other)
    assert is_used_elsewhere(file, "env") is expected


def test_alternatives_are_literals_of_one_kind() -> None:
    def parsed(code: str) -> ast.expr:
        return ast.parse(code, mode="eval").body

    found = alternatives({"production": parsed("True")}, parsed("False"))
    assert found is not None
    assert (found.kind, found.default, dict(found.environments)) == ("flag", "0", {"production": "1"})
    assert alternatives({"production": parsed("1")}, parsed("'1'")) is None
    assert alternatives({"production": parsed("None")}, parsed("'1'")) is None
    assert alternatives({"production": parsed("[1]")}, parsed("[2]")) is None


def test_the_default_is_what_runs_today() -> None:
    branches = [("production",), ("dev",), ()]
    assert default_branch(branches, "production", 2) == 0
    assert default_branch(branches, "elsewhere", 2) == 2
    assert default_branch(branches[:2], None, None) == 1
    assert default_branch([("production",)], None, None) is None


def test_vague_names_say_what_they_are_of() -> None:
    assert setting_name("host", b"create_engine(host)") == "DB_HOST"
    assert setting_name("host", b"") == "APP_HOST"
    assert setting_name("pageSize") == "PAGE_SIZE"


def test_credentials_in_a_url_are_a_secret() -> None:
    url = ast.Constant("postgresql://shop:nine-lives@db/shop")
    found = alternatives({"production": url}, ast.Constant("sqlite://"))
    assert found is not None
    assert found.setting("DATABASE_URL").secret


@pytest.mark.parametrize(
    "picked",
    [
        "by_name[name]",
        "by_name.get(name)",
        'f"config.{name.title()}Config"',
        '"config.ProductionConfig"',
        "ProductionConfig()",
        'os.environ["APP_SETTINGS"]',
        "getattr(config, name)",
        "get_config()",
        "settings",
    ],
)
def test_what_the_name_of_an_environment_picks_is_loaded(picked: str) -> None:
    text = f"""
import os
from flask import Flask
import config
from config import ProductionConfig, by_name, get_config

def create_app(name):
    app = Flask(__name__)
    settings = os.getenv("CONFIG_CLASS", "config.DevelopmentConfig")
    app.config.from_object({picked})
"""
    config = "import os\n\ndef get_config():\n    return by_name[os.environ['FLASK_ENV']]\n"
    file = project({"app.py": text, "config.py": config}).files["app.py"]
    assert loads_picked(file, next(each for each in file.nodes(ast.Call) if "from_object" in ast.unparse(each.func)))
