"""What prove stands on: the version of Python, the manifests, MySQL, what a visitor keeps, settings without a port."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from codemods.domains.settings.contract import Setting
from labs.prove import guess, manifests, mysql, pythons
from labs.prove.profile import Profile
from labs.prove.requests import Step, parse
from labs.prove.trials import settings
from labs.prove.visitor import Visitor


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Dockerfile", "FROM python:3.9-slim\nCMD x\n", ("3.9", "Dockerfile")),
        ("Dockerfile", "ARG V=3.10\nFROM docker.io/library/python:${V}\n", ("3.10", "Dockerfile")),
        ("Dockerfile", "FROM debian:12\n", ("", "")),
        ("Dockerfile", "FROM python:3.6\n", ("3.8", "Dockerfile says 3.6")),
        ("runtime.txt", "python-3.12.2\n", ("3.12", "runtime.txt")),
        (".python-version", "3.13\n", ("3.13", ".python-version")),
        ("Pipfile", '[requires]\npython_version = "3.9"\n', ("3.9", "Pipfile")),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.8"\n', ("", "")),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.99"\n', ("3.99", "pyproject.toml")),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.99"\n', ("3.99", "pyproject.toml")),
    ],
)
def test_the_version_that_a_tree_says(name: str, text: str, said: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert pythons.said(tmp_path, tmp_path) == said


def test_what_stands_in_for_a_version_that_is_not_here() -> None:
    assert pythons.instead("") == [pythons.OWN]
    assert pythons.instead(f"3.{sys.version_info.minor + 3}") == [
        f"3.{sys.version_info.minor + 2}", f"3.{sys.version_info.minor + 1}", pythons.OWN,
    ]  # fmt: skip
    assert pythons.program(pythons.OWN) == sys.executable
    assert pythons.program("3.99") == "3.99"


def test_the_versions_of_a_lock_for_the_names_of_a_project(tmp_path: Path) -> None:
    (tmp_path / "poetry.lock").write_text('[[package]]\nname = "flask"\nversion = "3.0.0"\n')
    (tmp_path / "pyproject.toml").write_text(
        '[tool.poetry.dependencies]\npython = "^3.9"\nflask = { version = "^3", extras = ["async"] }\n'
        'redis = { version = "*", optional = true }\nours = { path = "../ours" }\n'
    )
    words, source = next(manifests.installs(tmp_path, tmp_path, tmp_path))
    assert (words, source) == (("-c", str(tmp_path / "constraints.txt"), "flask[async]"), "poetry.lock")
    assert (tmp_path / "constraints.txt").read_text() == "flask==3.0.0\n"


class _Api(BaseHTTPRequestHandler):
    """Answers a login with a token, and everything else with what was sent along."""

    def do_GET(self) -> None:
        self._say((self.headers["Authorization"] or "nobody").encode())

    def do_POST(self) -> None:
        self._say(b'{"user": {"token": "abcdefghijklmnopqrstuvwxyz"}}')

    def _say(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Api) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_token_of_an_answer_is_sent_along(api: str) -> None:
    visitor = Visitor(api)
    answers = visitor.go([Step("GET", "/"), parse('POST /login {"a": 1}'), Step("GET", "/")])
    assert [answer.body for answer in answers][::2] == [b"nobody", b"Bearer abcdefghijklmnopqrstuvwxyz"]


def test_a_part_whose_port_no_setting_has_is_not_reached() -> None:
    profile = Profile(settings={"DB_HOST": "{mysql.host}", "CACHE": "{redis}"}, edits=("a.py: x => {postgres.port}",))
    assert [profile.reaches(part) for part in ("mysql", "redis", "postgres", "s3")] == [False, True, True, False]


def test_settings_of_a_service_on_mysql_are_guessed(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("flask\nflask-sqlalchemy\npymysql\n")
    (tmp_path / "app.py").write_text(
        "import os\nfrom flask import Flask\napp = Flask(__name__)\nURL = os.environ['DATABASE_URL']\n"
        "USER = os.environ['MYSQL_USER']\n"
    )
    made, _ = guess.complete(tmp_path, Profile(start="gunicorn app:app"), {})
    assert made.settings == {"DATABASE_URL": "mysql+pymysql://{mysql.address}", "MYSQL_USER": "{mysql.user}"}


@pytest.mark.parametrize(
    ("setting", "given", "value", "seen"),
    [
        (
            Setting("DATABASE_URL"),
            "",
            "sqlite:////private/operable-database-url.db",
            "private/operable-database-url.db",
        ),
        (
            Setting("CACHE_URL"),
            "redis://localhost:6379/1",
            "redis://operable-cache-url.invalid:9/1",
            "operable-cache-url.invalid",
        ),
        (Setting("MAIL_SERVER"), "", "operable-mail-server.invalid", "operable-mail-server.invalid"),
        (Setting("PAGE_SIZE", default="20"), "", "", ""),
        (Setting("LOG_FORMAT", words={"json"}), "", "", ""),
        (Setting("THEME", words={"dark"}, taken=True), "", "operable-theme", "operable-theme"),
    ],
)
def test_a_value_that_nobody_else_would_say(setting: Setting, given: str, value: str, seen: str) -> None:
    made = settings.sentinel(setting, given, Path("/private"))
    assert (made, settings.mark(made)) == (value, seen)


def test_settings_of_a_neighbour_in_the_repository_are_not_the_services(tmp_path: Path) -> None:
    for name, setting in (("shop/app.py", "SHOP_KEY"), ("mail/app.py", "MAIL_KEY"), ("common.py", "COMMON_KEY")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).with_name("requirements.txt").write_text("flask\n")
        (tmp_path / name).write_text(f"import os\nKEY = os.environ['{setting}']\n")
    _, known = guess.complete(tmp_path, Profile(start="gunicorn app:app", folder="shop"), {})
    assert known.settings.keys() == {"SHOP_KEY", "COMMON_KEY"}


@pytest.mark.skipif(not (shutil.which("mariadbd") or Path("/usr/sbin/mariadbd").exists()), reason="no MariaDB here")
def test_mysql_gives_each_deployment_what_the_release_left() -> None:
    with mysql.running() as server:
        server.say("USE prove; CREATE TABLE a (b INT); INSERT INTO a VALUES (7)")
        copy = server.copied("fresh_1")
        assert copy.say("SELECT b FROM fresh_1.a").strip() == "7"
        copy.drop()
        assert "fresh_1" not in server.say("SHOW DATABASES")
        assert server.value(1, "") == "mysql://prove:prove-password@127.0.0.1:1/prove"
