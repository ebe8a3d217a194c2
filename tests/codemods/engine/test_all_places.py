"""One value at several places: a fix takes it from the environment at all of them, or at none."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.finding import Safety, Setting
from codemods.vocabulary.rule import Rule, Skip
from tests.codemods.engine.test_fix import fixed, texts

SEED = """\
import os

from sqlalchemy import create_engine

engine = create_engine("sqlite:///" + os.path.abspath("data/shop.db"))
engine.execute("insert into books values (1)")
"""
CLASSES = """\
import os


class Config:
    SQLALCHEMY_DATABASE_URI = "sqlite:////tmp/other.db"


class ProductionConfig(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.path.abspath("data/shop.db")
"""
APP = """\
from flask import Flask

from config import ProductionConfig

app = Flask(__name__)
app.config.from_object(ProductionConfig)
"""
PING = 'import redis\n\n\ndef is_up():\n    return redis.Redis("r").ping()\n'
NAMED = 'DB_HOST = "db"\nDB_NAME = "orders"\n'
CONNECTS = """\
import pymysql

from config import DB_HOST, DB_NAME


def connect():
    return pymysql.connect(host=DB_HOST, database=DB_NAME)
"""
URI = 'DATABASE_URL = "postgresql://db/orders?sslmode=disable"\n'
ENGINE = """\
from sqlalchemy import create_engine, text

from settings import DATABASE_URL

engine = create_engine(DATABASE_URL)


def ping():
    with engine.connect() as connection:
        return connection.execute(text("select 1")).scalar()
"""
ALEMBIC = "[alembic]\nsqlalchemy.url = postgresql://db/orders?sslmode=disable\n"
REPLACES = """\
from alembic import context

from settings import DATABASE_URL

context.config.set_main_option("sqlalchemy.url", DATABASE_URL)
"""
QUEUE = 'BROKER_URL = "amqp://queue/shop"\n'
OURS = 'def is_ours(url):\n    return url == "amqp://queue/shop"\n'
TAKES = "from celery import Celery\n\nfrom settings import BROKER_URL\n\ncelery = Celery(broker=BROKER_URL)\n"


def written(files: Mapping[str, str]) -> dict[str, str]:
    return texts(fixed(files, *rules().values(), unsafe=True))


def reads(files: Mapping[str, str], *names: str) -> bool:
    """Whether what is written reads one of the variables."""
    return any(f'"{name}"' in text for text in written(files).values() for name in names)


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"dbinit.py": SEED, "config.py": CLASSES, "app.py": APP}, ["DATABASE_URL"]),
        ({"up.py": PING, "ours.py": 'def is_ours(url):\n    return url == "redis://r"\n'}, ["REDIS_HOST"]),
        ({"up.py": PING, "ours.py": 'def is_ours(url):\n    return url == "redis://r/1"\n'}, ["REDIS_HOST"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump -h $H orders > dump.sql\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump -h $H \\\n  orders > dump.sql\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "Makefile": "shell:\n\tmysql -u shop orders\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "crontab": "0 3 * * * root mysqldump orders > /dump\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "cron.d/dump": "0 3 * * * root mysqldump orders\n"}, ["DB_NAME"]),
        (
            {
                "config.py": NAMED,
                "db.py": CONNECTS,
                "dump.py": 'import subprocess\n\n\ndef dump():\n    subprocess.run(["mysqldump", "orders"])\n',
            },
            ["DB_NAME"],
        ),
        ({"settings.py": QUEUE, "tasks.py": TAKES, "ours.py": OURS}, ["BROKER_URL"]),
        ({"settings.py": URI, "app.py": ENGINE, "alembic.ini": ALEMBIC}, ["DATABASE_URL"]),
        ({"settings.py": QUEUE, "tasks.py": TAKES, "wait.sh": "./wait-for amqp://queue/shop\n"}, ["BROKER_URL"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump -u shop -p orders > d.sql\n"}, ["DB_NAME"]),
        ({"settings.py": URI, "app.py": ENGINE, "Makefile": "dump:\n\tpg_dump -h db -d orders\n"}, ["DATABASE_URL"]),
        (
            {"settings.py": URI, "app.py": ENGINE, "dump.sh": "docker exec db pg_dump --dbname=orders\n"},
            ["DATABASE_URL"],
        ),
    ],
)
def test_what_another_place_keeps_is_not_moved(files: Mapping[str, str], names: list[str]) -> None:
    assert not reads(files, *names)


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"up.py": PING, "other.py": 'import redis\n\ncache = redis.Redis("r")\n'}, ["REDIS_HOST"]),
        ({"up.py": PING, "tests/test_up.py": 'def test_up(url):\n    assert url == "redis://r"\n'}, ["REDIS_HOST"]),
        ({"up.py": PING, "ours.py": 'def is_ours(url):\n    return url == "redis://other"\n'}, ["REDIS_HOST"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump $DB_NAME > dump.sql\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump orders_archive > dump.sql\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "mysqldump -u orders shop > dump.sql\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "init.sh": "mysql -e 'CREATE DATABASE orders'\n"}, ["DB_NAME"]),
        ({"config.py": NAMED, "db.py": CONNECTS, "dump.sh": "# mysqldump orders\n"}, ["DB_NAME"]),
        (
            {"settings.py": URI, "app.py": ENGINE, "alembic.ini": ALEMBIC, "migrations/env.py": REPLACES},
            ["DATABASE_URL"],
        ),
        ({"settings.py": QUEUE, "tasks.py": TAKES, "run.sh": "export BROKER_URL=amqp://queue/shop\n"}, ["BROKER_URL"]),
        ({"settings.py": QUEUE, "tasks.py": TAKES, "run.sh": "wait-for ${B:-amqp://queue/shop}\n"}, ["BROKER_URL"]),
        (
            {"settings.py": URI, "app.py": ENGINE, "dump.sh": "pg_dump archive\npg_dump $DATABASE_URL\n"},
            ["DATABASE_URL"],
        ),
        (
            {
                "settings.py": QUEUE,
                "tasks.py": TAKES,
                "ask.py": 'import os\n\n\ndef url():\n    return os.getenv("BROKER_URL", "amqp://queue/shop")\n',
            },
            ["BROKER_URL"],
        ),
    ],
)
def test_what_others_have_too_or_do_not_have_is_moved(files: Mapping[str, str], names: list[str]) -> None:
    assert reads(files, *names)


def test_the_fix_of_another_file_that_fails_takes_all_along() -> None:
    """A public value of two files, of which one cannot be written: the other keeps it too."""
    rule = Rule("OP591", "reading", needles=("host",))

    @rule.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        if isinstance(node.func, ast.Name) and node.func.id == "host" and isinstance(node.args[0], ast.Constant):
            setting = Setting("DB_HOST", value=str(node.args[0].value))
            yield file.finding(rule, node, "host is called", "no", settings=(setting,))

    @rule.rewrite("Call")
    def rewrite(node: Any, finding: Any, edit: Any) -> Any:
        from codemods.rewriting.source.environment import optional

        if "cannot" in finding.path:
            raise Skip("of another reason")
        return edit.expression(f"host({optional(edit, 'DB_HOST', finding.settings[0].value)})")

    assert set(texts(fixed({"a.py": 'host("x")\n', "b.py": 'host("x")\n'}, rule))) == {"a.py", "b.py"}
    result = fixed({"a.py": 'host("x")\n', "b.py": 'host("x")\n', "cannot.py": 'host("x")\n'}, rule)
    assert texts(result) == {}
    assert "the same value stays in cannot.py:1" in " ".join(each.message for each in result.dropped)


def test_a_module_that_cannot_be_read_ends_nothing(tmp_path: Path) -> None:
    code = (
        "import redis\nimport settings\ncache = redis.Redis(host=settings.REDIS_HOST)\n"
        'other = redis.Redis(host="cache.internal", port=6379)\n'
    )
    project = Project(tmp_path, {"app.py": code.encode(), "settings.py": b'REDIS_HOST = = "x"\n'})
    found = check(project, rules(), jobs=1)
    assert [each.path for each in found.problems] == ["settings.py"]
    assert "OP502" in {each.rule for each in found.findings}


def test_no_fix_is_safer_than_another_for_the_same_server(tmp_path: Path) -> None:
    """The broker's port is one that a link would give, so that its fix waits: the client's URL waits with it."""
    broker = "from dramatiq.brokers.redis import RedisBroker\n\nbroker = RedisBroker(host='localhost', port=6379)\n"
    client = 'import redis\n\nclient = redis.Redis.from_url("redis://localhost:6379/0")\n'
    project = Project(tmp_path, {"broker.py": broker.encode(), "client.py": client.encode()})
    found = check(project, rules(), jobs=1)
    assert {each.path: each.safety for each in found.findings if each.rule in ("OP501", "OP502")} == {
        "broker.py": Safety.UNSAFE,
        "client.py": Safety.UNSAFE,
    }
