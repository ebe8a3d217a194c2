"""What an apply says at its end: files, settings, and the steps that remain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.project.project import Project
from codemods.reports.brought import brought
from codemods.vocabulary.finding import Finding, Safety, Setting, Span
from tests.codemods.case_files import CASES, Case
from tests.codemods.trees import project

SECRET = Setting("DB_PASSWORD", "x", secret=True)


def told(before: Mapping[str, str], changes: Mapping[str, str], *settings: Setting) -> list[str]:
    first = project(before)
    finding = Finding("OP503", "app.py", Span(1, 1, 1, 2), "", "", Safety.UNSAFE, settings=settings)
    after = first.with_changes({path: text.encode() for path, text in changes.items()})
    return list(brought(Fixed(first, after, fixed=[finding])))


def test_nothing_to_tell() -> None:
    assert told({"app.py": "x = 1\n"}, {"app.py": "x = 2\n"}) == []


def test_files_and_settings() -> None:
    host = Setting("DB_HOST", "db")
    changes = {"app.py": 'os.environ["DB_PASSWORD"], os.environ.get("DB_HOST", "db")\n', ".env": "DB_PASSWORD=x\n"}
    assert told({"app.py": ""}, changes, SECRET, host) == [
        "New files: .env.",
        "New settings, today's value as default: DB_HOST.",
        "New settings, today's value in .env: DB_PASSWORD.",
    ]


def test_a_setting_that_comes_beside_another_is_named() -> None:
    cache = (
        'import os\n\nfrom flask_caching import Cache\n\nCACHE_TYPE = "SimpleCache"\ncache = Cache()\ncache.clear()\n'
    )
    fixed = fix(project({"config.py": cache}), select(("OP110",)), unsafe=False, jobs=1)
    assert 'CACHE_REDIS_URL = os.environ.get("CACHE_REDIS_URL")' in fixed.changes["config.py"].decode()
    assert "New settings, today's value as default: CACHE_REDIS_URL, CACHE_TYPE." in list(brought(fixed))


def test_what_the_code_read_before_is_no_new_setting() -> None:
    for read in ('os.environ.get("DB_PASSWORD", "x")', "os.environ['DB_PASSWORD']", 'config("DB_PASSWORD")'):
        assert told({"app.py": f"{read}\n"}, {"app.py": 'os.environ["DB_PASSWORD"]\n'}, SECRET) == []
    assert told({"app.py": 'DB_PASSWORD = "x"\n'}, {"app.py": 'os.environ["DB_PASSWORD"]\n'}, SECRET) == [
        "New settings, today's value in .env: DB_PASSWORD."
    ]


def test_a_command_and_a_library() -> None:
    changes = {"app.py": '@app.cli.command("init-db")\n', "storage.py": "def f():\n    import boto3\n"}
    assert told({"app.py": ""}, changes)[1:] == [
        "Before the next deploy:",
        "- run `flask --app app init-db` on a new database: the service no longer does.",
        "- add boto3 to what the service installs, before STATE_URL is set.",
    ]
    assert told({"app.py": "", "requirements.txt": "boto3\n"}, changes)[-1].startswith("- run")


def test_a_command_that_a_platform_runs_before_a_release() -> None:
    changes = {"app.py": '@app.cli.command("init-db")\n'}
    before = {"app.py": "", "Procfile": "web: gunicorn app:app\n"}
    run = "- run `flask --app app init-db` on a new database: the service no longer does"
    assert f"{run} (`release: flask --app app init-db` in Procfile)." in told(before, changes)
    assert f"{run}." in told({**before, "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n"}, changes)


def test_a_command_for_a_database_that_each_container_has_for_itself() -> None:
    command = '@app.cli.command("init-db")\ndef init_db():\n    db.create_all()\n'
    url = 'import os\n\nURL = os.environ.get("DATABASE_URL", "sqlite:///shop.db")\n'
    files = {"app.py": url, "Dockerfile": "FROM python:3.13\nCMD gunicorn app:app\n"}
    step = "- set DATABASE_URL to a database server's: the SQLite file is each container's own, and begins empty."
    assert step in told(files, {"app.py": url + command})
    for given in ({"compose.yaml": "services:\n  a: {environment: {DATABASE_URL: x}}\n"}, {"Procfile": "web: x\n"}):
        assert step not in told({**files, **given}, {"app.py": url + command})
    assert step not in told({"app.py": url}, {"app.py": url + command})


def test_threads_where_there_was_one() -> None:
    first = project({"Procfile": "web: gunicorn app:app\n"})
    remedy = "a process gets 8 threads instead of 1 (GUNICORN_THREADS=1 for code that is not thread-safe)"
    finding = Finding("OP304", "Procfile", Span(1, 1, 1, 2), "", remedy, Safety.UNSAFE)
    assert list(brought(Fixed(first, first, fixed=[finding]))) == [
        "Before the next deploy:",
        "- see that the code bears 8 requests at once in a process, or set GUNICORN_THREADS=1: it had one.",
    ]


@pytest.mark.parametrize(
    ("options", "grows"),
    [
        ("", True),
        ("-k gthread", True),
        ("--worker-class=sync", True),
        ("-k gunicorn.workers.gthread.ThreadWorker", True),
        ("-k gthread --threads 1", False),
        ("--threads=4", False),
        ("-k gevent", False),
        ("--worker-class eventlet", False),
    ],
)
def test_threads_grow_where_the_command_leaves_them_to_the_settings(options: str, grows: bool) -> None:
    files = {"Procfile": f"web: gunicorn {options} app:app\n", "requirements.txt": "flask\n"}
    fixed = fix(project(files), select(("OP304",)), unsafe=True, jobs=1)
    assert fixed.changes
    assert any("GUNICORN_THREADS=1" in each for each in brought(fixed)) is grows


@pytest.mark.parametrize("module", ["", "health.py", "ready.py"])
def test_a_drain_that_nothing_looks_at(module: str) -> None:
    files = {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n", "Procfile": "web: gunicorn app:app\n"}
    files["requirements.txt"] = "flask\ngunicorn\n"
    files |= {module: 'open(os.environ["DRAIN_FILE"])\n'} if module else {}
    fixed = fix(project(files), select(("OP304",)), unsafe=True, jobs=1)
    assert "gunicorn.conf.py" in fixed.changes
    assert any("DRAIN_FILE is there" in each for each in brought(fixed)) == (not module)


def test_a_secret_without_a_value_of_today() -> None:
    key = Setting("SECRET_KEY", secret=True)
    assert told({"app.py": ""}, {"app.py": 'os.environ["SECRET_KEY"]\n'}, key) == [
        "New settings, without a value yet: SECRET_KEY."
    ]
    changes = {"app.py": 'os.environ["SECRET_KEY"], os.environ["DB_PASSWORD"]\n'}
    assert told({"app.py": ""}, changes, SECRET, key) == [
        "New settings, today's value in .env: DB_PASSWORD.",
        "New settings, without a value yet: SECRET_KEY.",
    ]


def test_files_of_environments_have_to_be_loaded() -> None:
    before = {"app.py": 'app.config["PAGE"] = 10 if STAGE == "local" else 500\n'}
    changes = {"app.py": 'app.config["PAGE"] = int(os.environ.get("PAGE", "10"))\n', "env/prod.env": "PAGE=500\n"}
    lines = told(before, changes, Setting("PAGE", "10", environments={"prod": "500"}))
    # A key of the configuration is no variable.
    assert "New settings, today's value as default: PAGE." in lines
    assert "- give each environment its own lines: nothing loads env/prod.env by itself." in lines


def test_files_that_git_ignores_have_to_be_added() -> None:
    changes = {"env/prod.env": "PAGE=500\n", ".env": "DB_PASSWORD=a\n"}
    lines = told({"app.py": "", ".gitignore": "env/\n.env\n"}, changes)
    assert "- git ignores env/prod.env: `git add --force env/prod.env`." in lines
    assert not any("git ignores" in each for each in told({"app.py": "", ".gitignore": ".env\n"}, changes))


def test_what_new_modules_ask_for() -> None:
    module = 'def f(environ):\n    return os.environ.get("STATE_URL") or os.getenv("DATABASE_READER_URL")\n'
    # A request has an environ too.
    module += '    environ["PATH_INFO"]\n'
    assert told({"app.py": ""}, {"store.py": module}) == [
        "New files: store.py.",
        "Settings of the new files, each of which may stay unset: DATABASE_READER_URL, STATE_URL.",
        "Before the next deploy:",
        "- copy the files that are there to the bucket, before STATE_URL is set.",
        "- set DATABASE_READER_URL to a replica's address: until then the writer answers every read.",
    ]


def test_what_was_in_memory_leaves_nothing_to_copy() -> None:
    module = 'STATE_URL = os.environ.get("STATE_URL")\n'
    assert not any("copy" in each for each in told({"app.py": ""}, {"mappings.py": module}))
    assert any("copy" in each for each in told({"app.py": ""}, {"mappings.py": module, "storage.py": module}))


def test_a_secret_that_the_code_asked_for_already_and_that_now_lies_in_a_file() -> None:
    before = {"app.py": 'os.environ["KEY"]\n', "compose.yaml": "environment: {KEY: 'x'}\n"}
    changes = {"compose.yaml": "environment: {KEY: '${KEY:?}'}\n", ".env": "KEY=x\n"}
    assert "New settings, today's value in .env: KEY." in told(before, changes, Setting("KEY", "x", secret=True))


@pytest.mark.parametrize("case", [each for each in CASES if each.after is not None], ids=lambda each: each.id)
def test_every_name_and_file_that_a_case_writes_is_told(case: Case, tmp_path: Path) -> None:
    before = Project(tmp_path, case.before)
    after = before.with_changes(case.after or {})
    result = Fixed(before, after)
    lines = set(re.findall(r"[\w./-]+\w", " ".join(brought(result))))
    known = {name for path, file in before.files.items() for name in named(path, file.data)}
    own = {name for data in result.changes.values() for name in re.findall(r'environ\["(\w+)"\] = ', data.decode())}
    written = {name for path, data in result.changes.items() for name in named(path, data)} - own
    assert written - known <= lines
    assert result.changes.keys() - before.files.keys() <= {*lines, *(f".{each}" for each in lines)}


def named(path: str, data: bytes) -> Iterator[str]:
    """The variables that a file asks for: read as Python is, or as `${NAME}` in all others that run something."""
    text = data.decode("utf-8", "replace")
    if not path.endswith(".py"):
        if not path.endswith((".env", ".md", ".txt")):
            yield from re.findall(r"\$\{?([A-Z]\w*)", text)
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
                yield name
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")), args=[first, *_]):
                yield from [first.value] if isinstance(first, ast.Constant) else []
            case ast.Call(func=ast.Attribute(attr="getenv"), args=[ast.Constant(value=str(name)), *_]):
                yield name
