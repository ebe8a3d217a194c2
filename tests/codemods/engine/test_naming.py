"""What the engine calls the settings of fixes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.vocabulary.finding import Safety, Setting
from codemods.vocabulary.rule import Rule
from tests.codemods.engine.test_fix import fixed, texts
from tests.codemods.trees import by_code, committed, plant, project, renaming


def reading(code: str, function: str, name: str, secret: bool = False) -> Rule:
    """A rule that reads the function's argument from the environment instead."""
    rule = Rule(code, "reading", needles=(function,), safety=Safety.UNSAFE if secret else Safety.SAFE)

    @rule.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        if isinstance(node.func, ast.Name) and node.func.id == function and isinstance(node.args[0], ast.Constant):
            setting = Setting(name, value=str(node.args[0].value), secret=secret)
            yield file.finding(rule, node, f"{function} is called", "no", settings=(setting,))

    @rule.rewrite("Call")
    def rewrite(node: Any, finding: Any, edit: Any) -> Any:
        from codemods.rewriting.source.environment import optional, required

        setting = finding.settings[0]
        read = required(edit, setting.name) if secret else optional(edit, setting.name, setting.value)
        return edit.expression(f"{function}({read})")

    return rule


def names(result: Fixed) -> list[str]:
    return re.findall(r'environ(?:\.get\(|\[)"(\w+)"', "".join(texts(result).values()))


def test_one_value_has_one_name_and_two_have_none() -> None:
    """Whichever of the two got the name, the other would be read from it too, or be left behind."""
    rule = reading("OP591", "host", "DB_HOST")
    assert names(fixed({"a.py": 'host("x")\n', "b.py": 'host("x")\n'}, rule)) == ["DB_HOST", "DB_HOST"]
    result = fixed({"a.py": 'host("x")\nhost("y")\n', "b.py": 'host("x")\n'}, rule)
    assert names(result) == []
    assert {each.safety for each in result.left.findings} == {Safety.NONE}
    assert "two values" in result.left.findings[0].remedy


@pytest.mark.parametrize(
    "name",
    [
        "AWS_REGION",
        "HOSTNAME",
        "USER",
        "HOME",
        "MAIL",
        "PGHOST",
        "REDIS_SERVICE_HOST",
        "DB_PORT_5432_TCP_ADDR",
        "DD_AGENT_HOST",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "NEW_RELIC_HOST",
        "UVICORN_PORT",
    ],
)
def test_what_a_platform_or_shell_sets_is_no_name_for_a_setting(name: str) -> None:
    assert names(fixed({"a.py": 'host("x")\n'}, reading("OP591", "host", name))) == []


@pytest.mark.parametrize(
    ("files", "hosts"),
    [
        # One server by its URI, another one by its host: neither name would say whose it is.
        ({"a.py": 'host("queue")\nuri("redis://cache:6379/0")\n'}, []),
        ({"a.py": 'host("cache")\nuri("redis://cache:6379/0")\n'}, ["REDIS_HOST", "REDIS_URL"]),
        ({"a.py": 'uri("redis://cache/0")\n', "Procfile": "worker: rq worker -u redis://cache/0?x=1\n"}, []),
        ({"a.py": 'host("cache")\n', "Procfile": "worker: celery --broker=redis://cache:6379/2 -A a worker\n"}, []),
        ({"a.py": 'host("cache")\n', "Procfile": "worker: rq worker -u redis://queue/0\n"}, ["REDIS_HOST"]),
    ],
)
def test_an_address_that_stands_elsewhere_too_stays(files: dict[str, str], hosts: list[str]) -> None:
    rules = [reading("OP591", "host", "REDIS_HOST"), reading("OP592", "uri", "REDIS_URL")]
    assert names(fixed(files, *rules)) == hosts


def test_what_a_service_link_sets_is_no_name_for_a_safe_fix() -> None:
    """Kubernetes gives every pod REDIS_PORT=tcp://10.0.0.1:6379 for a service called redis."""
    rule = reading("OP591", "host", "REDIS_PORT")
    assert names(fixed({"a.py": 'host("1")\n'}, rule)) == []
    result = fixed({"a.py": 'host("1")\n'}, rule, unsafe=True)
    assert names(result) == ["REDIS_PORT"]
    assert "called redis" in result.fixed[0].remedy


@pytest.mark.parametrize(
    "given",
    [
        {"Dockerfile": "FROM scratch\nENV DB_HOST=other\n"},
        {
            "compose.yaml": "services:\n  shop:\n    build: .\n    environment:\n      DB_HOST: other\n",
            "Dockerfile": "",
        },
        {".env": "DB_HOST=other\n"},
    ],
)
def test_a_variable_that_is_given_already_with_another_value_is_left_alone(given: dict[str, str]) -> None:
    rule = reading("OP591", "host", "DB_HOST")
    assert names(fixed({"a.py": 'host("x")\n'} | given, rule)) == []
    same = {path: text.replace("other", "x") for path, text in given.items()}
    assert names(fixed({"a.py": 'host("x")\n'} | same, rule)) == ["DB_HOST"]


@pytest.mark.parametrize(
    ("read", "taken"),
    [
        ('os.environ.get("DB_HOST", "x")', ["DB_HOST"]),
        ('os.environ.get("DB_HOST") or "x"', ["DB_HOST"]),
        ('os.getenv("DB_HOST", "other")', []),
        ('os.environ.get("DB_HOST")', []),
        ('os.environ["DB_HOST"]', []),
        ('os.getenv("DB_HOST", default())', []),
    ],
)
def test_a_name_that_the_code_reads_is_taken_only_in_the_same_sense(read: str, taken: list[str]) -> None:
    files = {"a.py": 'host("x")\n', "b.py": f"import os\n\n{read}\n"}
    result = fixed(files, reading("OP591", "host", "DB_HOST"))
    assert ("a.py" in texts(result)) == bool(taken)


def test_services_of_one_repository_have_names_of_their_own() -> None:
    files = {
        "one/Dockerfile": "FROM scratch\n", "one/a.py": 'host("x")\n',
        "two/Dockerfile": "FROM scratch\n", "two/a.py": 'host("y")\n',
    }  # fmt: skip
    assert names(fixed(files, reading("OP591", "host", "DB_HOST"))) == ["DB_HOST", "DB_HOST"]


def test_names_hold_across_passes() -> None:
    """a.py waits, because a fix in it fails; meanwhile b.py's value must not get the name that a.py's wants too."""
    rules = reading("OP591", "host", "DB_HOST"), renaming("OP391", {"bad": "("}), renaming("OP491", {"one": "uno"})
    result = fixed({"a.py": 'bad()\nhost("x")\n', "b.py": 'one(host("y"))\n'}, *rules)
    assert texts(result) == {"b.py": 'uno(host("y"))\n'}


def test_a_secret_s_name_keeps_its_first_value(tmp_path: Path) -> None:
    rule = reading("OP591", "login", "DB_PASSWORD", secret=True)
    both = {"a.py": 'login("hunter2")\n', "b.py": 'login("swordfish")\n'}
    assert texts(fixed(both, rule, root=tmp_path, unsafe=True)) == {}, "of two values neither is the name's"
    result = fixed({"a.py": both["a.py"]}, rule, root=tmp_path, unsafe=True)
    assert texts(result)[".env"] == "DB_PASSWORD=hunter2\n"
    later = fix(result.after.with_changes({"c.py": b'login("third")\n'}), by_code(rule), unsafe=True, jobs=1)
    assert texts(later) == {}


def test_what_the_owners_env_holds_is_respected(tmp_path: Path) -> None:
    """git ignores .env, so it is no file of the project; what it says stays, and is what the name means."""
    plant(tmp_path, {".env": "# mine\r\nDB_PASSWORD=real\r\nX=1"})
    rule = reading("OP591", "login", "DB_PASSWORD", secret=True)
    assert texts(fixed({"a.py": 'login("dev")\n'}, rule, root=tmp_path, unsafe=True)) == {}
    plant(tmp_path, {".env": "DB_PASSWORD=dev\n"})
    result = fixed({"a.py": 'login("dev")\n'}, rule, root=tmp_path, unsafe=True)
    assert ".env" not in texts(result)
    assert names(result) == ["DB_PASSWORD"]


def test_an_env_that_is_no_text_stops_the_fix(tmp_path: Path) -> None:
    committed(tmp_path, {".gitignore": ".env\n"})
    plant(tmp_path, {".env": b"X=\xff\xfe\n"})
    rule = reading("OP591", "login", "DB_PASSWORD", secret=True)
    result = fixed({"a.py": 'login("dev")\n'}, rule, renaming("OP791", {"bad": "fine"}), root=tmp_path, unsafe=True)
    assert texts(result) == {}
    assert ".env is not UTF-8" in result.dropped[0].message


def test_a_secret_without_a_value_shares_the_name_of_the_one_that_has_it(tmp_path: Path) -> None:
    """What a first pass makes of the one must not change what is told of the other: check says what apply does."""
    code = 'import secrets\n\nSECRET_KEY = "keep-calm-and-sign-41"\napp.secret_key = secrets.token_hex(16)\n'
    files = {"app.py": code}
    whole = project(files, tmp_path)
    found = check(whole, select(("OP113", "OP503")), jobs=1).findings
    assert [(each.rule, each.safety) for each in found] == [("OP503", Safety.UNSAFE), ("OP113", Safety.UNSAFE)]
    result = fix(whole, select(("OP113", "OP503")), unsafe=True, jobs=1)
    assert [each.name for finding in result.fixed for each in finding.settings] == ["SECRET_KEY", "SECRET_KEY"]
    assert not result.left.findings


def test_the_very_same_secret_has_one_name() -> None:
    """A name that only a rule made up gives way to the constant's; where two things hold one weak word it stays."""
    tree = {
        "a.py": 'ADMIN_PASSWORD = "s3cret-admin"\nFTP_PASSWORD = "shop"\n',
        "b.py": """\
            import requests
            from itsdangerous import URLSafeSerializer

            signer = URLSafeSerializer("shop")


            def login(url):
                return requests.post(url, auth=("admin", "s3cret-admin"))
            """,
    }
    result = fix(project({name: dedent(text) for name, text in tree.items()}), select(("OP503", "OP511")), unsafe=True)
    assert names(result) == ["ADMIN_PASSWORD", "FTP_PASSWORD", "SIGNING_SECRET", "ADMIN_PASSWORD"]


URI = 'app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.internal/shop"\n'
COMPOSE = (
    "services:\n  shop:\n    build: .\n    environment:\n      SQLALCHEMY_DATABASE_URI: postgresql://db.internal/shop\n"
)


@pytest.mark.parametrize(
    ("others", "name", "said"),
    [
        ({}, "DATABASE_URL", "as most platforms and tools call it"),
        ({"jobs.py": 'import os\n\nurl = os.environ["SQLALCHEMY_DATABASE_URI"]\n'}, "", "another meaning"),
        ({"compose.yaml": COMPOSE, "Dockerfile": "FROM python:3.12\n"}, "SQLALCHEMY_DATABASE_URI", ""),
    ],
)
def test_the_key_of_an_extension_is_read_from_what_everybody_knows(
    others: dict[str, str], name: str, said: str
) -> None:
    """The one name that is not the constant's own, and each report says it."""
    (found,) = check(project({"app.py": URI, **others}), select(("OP501",)), jobs=1).findings
    assert [each.name for each in found.settings if found.sites] == ([name] if name else [])
    assert said in found.remedy


def test_what_a_platform_attaches_waits_for_unsafe() -> None:
    for path in ("Procfile", "app.json", "fly.toml"):
        (found,) = check(project({"app.py": URI, path: "web: gunicorn app:app\n"}), select(("OP501",)), jobs=1).findings
        assert found.safety is Safety.UNSAFE
        assert f"DATABASE_URL begins to count where the platform of {path} has attached a database" in found.remedy
    text = 'app.config["STOCK_URL"] = "redis://stock.internal/0"\n'
    (found,) = check(
        project({"app.py": text, "Procfile": "web: gunicorn app:app\n"}), select(("OP501",)), jobs=1
    ).findings
    assert found.safety is Safety.SAFE
