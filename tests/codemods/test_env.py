"""`python -m codemods env`: what a service reads, what is secret, and who gives it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.codemods.trees import codemods, environment, plant

APP = """\
import contextlib
import os

HOST = os.environ.get("HOST", "127.0.0.1")
TOKEN = os.environ["API_TOKEN"]
SIZE = int(os.getenv("SIZE") or 5)
NAME = os.environ.get("NAME", HOST + os.sep + str(os.getpid()))
FLAG = os.environ.get("FLAG")
URL = FLAG or os.environ["DATABASE_URL"]
with contextlib.suppress(KeyError):
    OLD = os.environ["OLD"]
if "NEW" in os.environ:
    NEW = os.environ["NEW"]
POOL = {"pool_size": "POOL_SIZE", "overflow": "OVERFLOW"}
pool = {option: os.environ[name] for option, name in POOL.items() if os.environ.get(name)}
os.environ["INTERNAL"] = "1"
if os.environ.get("INTERNAL"):
    print(os.environ[input()])
"""


def settings(*arguments: str | Path) -> dict[str, dict[str, Any]]:
    done = codemods("env", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return {each["name"]: each for each in json.loads(done.stdout)["settings"]}


def test_settings_with_their_defaults(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, "tests/test_app.py": 'import os\n\nos.environ["ONLY_TESTS"]\n'})
    found = settings(tmp_path)
    assert set(found) == {
        "HOST", "API_TOKEN", "SIZE", "NAME", "FLAG", "DATABASE_URL", "OLD", "NEW", "POOL_SIZE", "OVERFLOW",
    }  # fmt: skip
    assert {name: each["default"] for name, each in found.items() if each["default"]} == {
        "HOST": "127.0.0.1",
        "SIZE": "5",
    }
    assert {name for name, each in found.items() if each["required"]} == {"API_TOKEN"}
    assert {name for name, each in found.items() if each["secret"]} == {"API_TOKEN", "DATABASE_URL"}
    assert found["NAME"]["has_default"]
    assert not found["FLAG"]["has_default"]
    assert found["POOL_SIZE"]["read"] == [{"path": "app.py", "line": 15}]


def test_a_name_that_only_the_running_program_knows_is_told(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP})
    assert json.loads(codemods("env", tmp_path, "--format", "json").stdout)["unknown"] == [
        {"path": "app.py", "line": 18}
    ]
    assert "app.py:18 reads a variable that it names at run time" in codemods("env", tmp_path).stdout


PYDANTIC = """\
from typing import Annotated, ClassVar, Optional
from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

class Base(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_", extra="ignore")
    kind: ClassVar[str] = "x"
    _cache: dict = {}
    api_token: str
    size: int = 5
    debug: bool = False
    tags: list[str] = Field(default_factory=list)
    host: str = Field("localhost", description="where")
    dsn: Optional[str] = None
    queue: str = Field(..., alias="QUEUE_NAME")
    region: Annotated[str, Field(validation_alias=AliasChoices("REGION", "AWS_REGION"))] = "eu"

class Other:
    name: str = "no setting"
"""
INHERITED = """\
from base import Base

class Production(Base):
    workers: int

class Old(Base):
    class Config:
        env_prefix = "OLD_"
        case_sensitive = True
    level: str = "info"
"""


def test_the_fields_of_pydantics_settings(tmp_path: Path) -> None:
    plant(tmp_path, {"base.py": PYDANTIC, "production.py": INHERITED})
    found = settings(tmp_path)
    assert {name for name, each in found.items() if each["required"]} == {
        "SHOP_API_TOKEN", "QUEUE_NAME", "SHOP_WORKERS",
    }  # fmt: skip
    assert {name: each["default"] for name, each in found.items() if each["default"]} == {
        "SHOP_SIZE": "5", "SHOP_DEBUG": "False", "SHOP_HOST": "localhost", "OLD_level": "info",
        "REGION": "eu", "AWS_REGION": "eu",
    }  # fmt: skip
    assert {name for name, each in found.items() if each["has_default"] and not each["default"]} == {"SHOP_TAGS"}
    assert {name for name, each in found.items() if not each["required"] and not each["has_default"]} == {"SHOP_DSN"}
    assert found["QUEUE_NAME"]["read"] == [{"path": "base.py", "line": 15}]
    assert found["SHOP_API_TOKEN"]["secret"]


GIVERS = {
    "Dockerfile": "FROM python:3.13\nENV HOST=0.0.0.0\n",
    "compose.yaml": (
        "services:\n  web:\n    secrets: [OLD]\n    environment:\n      - HOST=a\n      - FLAG\n"
        "      - API_TOKEN_FILE=/run/secrets/token\n  other:\n    environment: {SIZE: 3, FLAG: }\n"
    ),
    "prod.env": "HOST=prod\n",
    "k8s/base/kustomization.yaml": "resources: [web.yaml]\nconfigMapGenerator: [{name: s, envs: [s.env]}]\n",
    "k8s/base/s.env": "HOST=b\n",
    "k8s/base/web.yaml": (
        "kind: Deployment\nspec: {template: {spec: {containers: [{name: web, env: [{name: API_TOKEN, valueFrom:"
        " {secretKeyRef: {name: a, key: b}}}, {name: SIZE, value: '4'}]}]}}}\n"
    ),
    "k8s/prod/kustomization.yaml": "resources: [../base]\n",
    "ecs.json": json.dumps(
        {
            "containerDefinitions": [
                {
                    "name": "web",
                    "environment": [{"name": "HOST", "value": "c"}],
                    "secrets": [{"name": "API_TOKEN", "valueFrom": "arn"}],
                }
            ]
        }
    ),
    "stack.yaml": (
        "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n"
        "        - Name: web\n          Environment: [{Name: HOST, Value: !Ref Host}]\n"
    ),
    "broken.yaml": "a: [\n",
    "broken.json": "{",
}


def test_who_gives_a_setting(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, **GIVERS})
    found = settings(tmp_path)
    given = {
        name: sorted(where.removeprefix(f"{tmp_path}/") for where in found[name]["given_by"])
        for name in ("HOST", "API_TOKEN", "SIZE", "FLAG", "OLD")
    }
    assert given == {
        "HOST": ["Dockerfile", "compose.yaml web", "ecs.json web", "k8s/prod", "prod.env", "stack.yaml web"],
        "API_TOKEN": ["compose.yaml web", "ecs.json web", "k8s/prod"],
        "SIZE": ["compose.yaml other", "k8s/prod"],
        "FLAG": ["compose.yaml other", "compose.yaml web"],
        "OLD": [],
    }


def test_the_table_fits_into_80_columns(tmp_path: Path) -> None:
    long = "A_SETTING_WITH_A_NAME_THAT_TAKES_MORE_THAN_ITS_SHARE_OF_THE_LINE"
    code = f'import os\n\nos.environ.get("{long}", "/a/default/that/does/not/fit/into/what/is/left/of/the/line")\n'
    services = "".join(f"  s{number}: {{environment: {{PORT: 1}}}}\n" for number in range(12))
    port = 'import os\n\nos.environ["PORT"]\nos.environ.get("PORT")\n'
    plant(tmp_path, {"app.py": code + port, "wsgi.py": port, "compose.yaml": f"services:\n{services}"})
    said = codemods("env", tmp_path, env=environment(COLUMNS="80")).stdout.splitlines()
    table = [line for line in said if "compose.yaml" not in line]
    assert max(map(len, table)) <= 80
    row = next(number for number, line in enumerate(table) if line.startswith("PORT"))
    assert table[row].split() == ["PORT", "(none)", "app.py:6,", "7", "1-12"]
    assert table[row + 1].split() == ["wsgi.py:3,", "4"]
    names = "".join(line.split()[0] for line in table[1:row] if line[0] != " ")
    assert names == long


def test_definitions_may_lie_elsewhere(tmp_path: Path) -> None:
    plant(tmp_path, {"code/app.py": APP, "deploy/prod.env": "HOST=prod\n"})
    assert settings(tmp_path / "code")["HOST"]["given_by"] == []
    given = settings(tmp_path / "code", "--definitions", tmp_path / "deploy")["HOST"]["given_by"]
    assert given == [str(tmp_path / "deploy/prod.env")]


def test_no_default_of_a_secret_is_shown(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": 'import os\n\nPASSWORD = os.environ.get("DB_PASSWORD", "tr0ub4dor")\n'})
    for arguments in ([], ["--format", "json"]):
        said = codemods("env", tmp_path, *arguments).stdout
        assert "DB_PASSWORD" in said
        assert "tr0ub4dor" not in said


@pytest.mark.parametrize("arguments", [("nowhere",), (".", "--definitions", "nowhere")])
def test_a_path_that_is_not_there(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = codemods("env", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "error: nowhere: no such file or folder\n"


def test_what_can_not_be_parsed_is_passed_over(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": APP, "old.py": 'print "env"\n', "bin.py": b"\xff\xfe env"})
    assert "HOST" in settings(tmp_path)
