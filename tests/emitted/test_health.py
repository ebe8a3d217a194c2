"""health.py: two answers that stand in front of whatever the application does to its requests."""

import logging
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, abort, current_app, redirect
from flask.testing import FlaskClient

from tests.emitted.support import load


@pytest.fixture
def health(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.delenv("DRAIN_FILE", raising=False)
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


def test_checks(client: FlaskClient, health: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    down = True

    def database() -> None:
        assert current_app.name == "service"
        if down:
            raise ConnectionError("postgresql://root:strong-password@db refused")

    def disk() -> None:
        pass

    assert health.check(database) is database
    health.check(disk)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            answer = client.get("/readyz")
            assert (answer.status_code, answer.json) == (
                503,
                {"status": "failing", "checks": {"database": "ConnectionError"}},
            )
        assert client.get("/healthz").status_code == 200
        down = False
        assert client.get("/readyz").json == {"status": "ok"}
        down = True
        assert client.get("/readyz").status_code == 503
    assert [record.getMessage() for record in caplog.records] == [
        "not ready: database",
        "ready again: database",
        "not ready: database",
    ]
    assert "refused" in caplog.text


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
