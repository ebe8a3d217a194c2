"""health.py: two answers that stand in front of whatever the application does to its requests."""

import logging
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, abort, current_app, redirect
from flask.testing import FlaskClient

from tests.emitted.support import load


@pytest.fixture
def health(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    for name in ("DRAIN_FILE", "READY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return load("health")


@pytest.fixture
def client(health: ModuleType) -> FlaskClient:
    app = Flask("service")
    health.init_app(app)

    @app.get("/")
    def index() -> str:
        return "home"

    return app.test_client()


def test_a_healthy_instance(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})
        assert client.head(path).data == b""
    assert client.get("/").text == "home"
    assert client.get("/healthz/more").status_code == 404


def test_a_draining_instance_is_alive_but_not_ready(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = tmp_path / "draining"
    monkeypatch.setenv("DRAIN_FILE", str(flag))
    assert client.get("/readyz").status_code == 200
    flag.touch()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "draining"})
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200
    flag.unlink()
    assert client.get("/readyz").status_code == 200


def test_ready_once_each_check_has_passed(health: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    down = True
    asked = 0

    def database() -> None:
        nonlocal asked
        asked += 1
        assert current_app.name == "service"
        if down:
            raise ConnectionError("postgresql://root:strong-password@db refused")

    app = Flask("service")
    health.init_app(app, database=database, disk=lambda: None)
    client = app.test_client()
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            answer = client.get("/readyz")
            assert (answer.status_code, answer.json) == (
                503,
                {"status": "starting", "checks": {"database": "ConnectionError"}},
            )
        assert client.get("/healthz").status_code == 200
        down = False
        assert client.get("/readyz").json == {"status": "ok"}
        down = True
        assert client.get("/readyz").status_code == 200, "what all instances share takes none of them out"
    assert asked == 4
    told = [record.getMessage() for record in caplog.records if "disk" not in record.getMessage()]
    assert told == ["not ready: database: ConnectionError", "check passed: database"]
    assert "refused" in caplog.text


def test_a_check_that_hangs_keeps_no_answer_waiting(
    health: ModuleType, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.2)
    answers = threading.Event()
    asked = 0

    def database() -> None:
        nonlocal asked
        asked += 1
        answers.wait()

    app = Flask("service")
    health.init_app(app, database=database)
    client = app.test_client()
    begin = time.monotonic()
    for _ in range(3):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json["checks"]) == (503, {"database": "no answer"})
    assert time.monotonic() - begin < 3
    assert asked == 1, "one thread waits, however often it is asked"
    assert caplog.messages == ["not ready: database: no answer"]
    answers.set()
    assert client.get("/readyz").status_code == 200


def test_what_one_process_has_seen_holds_for_the_instance(
    health: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READY_FILE", str(tmp_path / "ready"))
    one, other = Flask("one"), Flask("other")
    health.init_app(one, database=lambda: None)
    health.init_app(other, database=lambda: pytest.fail("asked again"))
    assert one.test_client().get("/readyz").status_code == 200
    assert other.test_client().get("/readyz").status_code == 200


@pytest.mark.parametrize("hook", ["login", "https", "limit", "error"])
def test_the_application_s_hooks_do_not_apply(hook: str, health: ModuleType) -> None:
    app = Flask("service")
    health.init_app(app)
    app.config["SERVER_NAME"] = "shop.example"

    @app.before_request
    def refuse() -> Any:
        if hook == "https":
            return redirect("https://shop.example/")
        if hook == "error":
            raise RuntimeError("the database is down")
        abort({"login": 401, "limit": 429}[hook])

    client = app.test_client()
    for path in ("/healthz", "/readyz"):
        assert client.get(path, base_url="http://10.0.0.7:8000").status_code == 200
    assert client.get("/").status_code != 200
