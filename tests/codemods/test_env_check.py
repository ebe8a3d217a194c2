"""`env --check` and `env --write-example`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.codemods.trees import codemods, plant

APP = """
import os

HOST = os.environ["DB_HOST"]
PASSWORD = os.environ["DB_PASSWORD"]
MODE = os.environ.get("MODE", "plain")
EXTRA = os.environ.get("EXTRA")
"""
COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      DB_HOST: db\n      DB_PASSWORD: x\n"


def found(root: Path, *arguments: str) -> list[tuple[str, str]]:
    done = codemods("env", root, "--check", "--format", "json", *arguments)
    faults = json.loads(done.stdout)["faults"]
    assert done.returncode == (1 if faults else 0)
    return [(each["code"], each["name"]) for each in faults]


def test_all_is_given(tmp_path: Path) -> None:
    assert found(plant(tmp_path, {"app.py": APP, "compose.yml": COMPOSE})) == []


def test_required_and_not_given(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, "compose.yml": COMPOSE.replace("      DB_PASSWORD: x\n", "")})
    assert found(tmp_path) == [("ENV1", "DB_PASSWORD")]
    done = codemods("env", ".", "--check", cwd=tmp_path)
    assert done.stdout.startswith("app.py:5: ENV1 DB_PASSWORD is required and no definition gives it")
    assert found(plant(tmp_path / "alone", {"app.py": APP})) == [("ENV1", "DB_HOST"), ("ENV1", "DB_PASSWORD")]


def test_given_and_not_read(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, "compose.yml": COMPOSE + "      DB_PASWORD: y\n      TZ: UTC\n"})
    assert found(tmp_path) == [("ENV3", "DB_PASWORD")]


@pytest.mark.parametrize(
    "more",
    [
        {"run.sh": "#!/bin/sh\nexec server $DB_PASWORD\n"},
        {"Dockerfile": "FROM python:3.13-slim\nCMD server ${DB_PASWORD}\n"},
        {"all.py": "import os\n\nsettings = dict(os.environ)\n"},
        {"all.py": "import os\n\ndef setting(name):\n    return os.environ[name]\n"},
    ],
)
def test_what_may_be_read_elsewhere_is_read(more: dict[str, str], tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, "compose.yml": COMPOSE + "      DB_PASWORD: y\n", **more})
    assert found(tmp_path) == []


def test_other_containers_are_not_ours(tmp_path: Path) -> None:
    other = (
        "  db:\n    image: postgres\n    environment:\n      POSTGRES_USER: a\n      POSTGRES_DB: b\n      DB_HOST: c\n"
    )
    assert found(plant(tmp_path, {"app.py": APP, "compose.yml": COMPOSE + other})) == []


def test_environments_that_differ(tmp_path: Path) -> None:
    files = {
        "app.py": APP,
        "env/production.env": "DB_HOST=a\nDB_PASSWORD=b\nEXTRA=c\nMODE=d\n",
        "env/staging.env": "DB_HOST=a\nDB_PASSWORD=b\n",
    }
    assert found(plant(tmp_path, files)) == [("ENV2", "EXTRA")]


def test_an_overlay_has_what_lies_under_it(tmp_path: Path) -> None:
    def overlay(name: str) -> str:
        return f"services:\n  web:\n    environment:\n      {name}: x\n"

    files = {
        "app.py": APP,
        "compose.yml": COMPOSE,
        "compose.prod.yml": overlay("EXTRA"),
        "compose.test.yml": overlay("MODE"),
    }
    assert found(plant(tmp_path, files)) == [("ENV2", "EXTRA")]
    files["compose.test.yml"] = overlay("EXTRA")
    assert found(plant(tmp_path, files)) == []


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_for_tools(form: str, tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP})
    done = codemods("env", ".", "--check", "--format", form, cwd=tmp_path)
    assert done.returncode == 1
    if form == "github":
        assert done.stdout.startswith("::error file=app.py,line=4,title=ENV1::DB_HOST is required")
    else:
        schema = json.loads((Path(__file__).parent / "reports/schemas/sarif-2.1.0.json").read_text())
        document = json.loads(done.stdout)
        jsonschema.validate(document, schema)
        assert [each["ruleId"] for each in document["runs"][0]["results"]] == ["ENV1", "ENV1"]


def test_an_example(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP + 'KEY = os.environ.get("API_KEY", "x7Gh2kQpL9vT4")\n'})
    done = codemods("env", ".", "--write-example", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / ".env.example").read_text()
    assert "DB_HOST=\n" in text
    assert "\n# MODE=plain\n" in text
    assert "# required, a secret: read in app.py:5\nDB_PASSWORD=\n" in text
    assert "x7Gh2kQpL9vT4" not in text
    assert "names every setting already" in codemods("env", ".", "--write-example", cwd=tmp_path).stdout
    assert (tmp_path / ".env.example").read_text() == text


def test_an_example_that_is_there_is_kept(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, ".env.example": "# ours\nDB_HOST=db.example\n#MODE=x\n"})
    codemods("env", ".", "--write-example", cwd=tmp_path)
    text = (tmp_path / ".env.example").read_text()
    assert text.startswith("# ours\nDB_HOST=db.example\n#MODE=x\n# ")
    assert text.count("DB_HOST") == 1
    assert text.count("MODE") == 1
