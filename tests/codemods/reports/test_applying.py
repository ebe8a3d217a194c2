"""What `apply` tells of services that need what has left their code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.codemods.trees import codemods, committed

CODE = {
    "web/app.py": 'import flask\n\napp = flask.Flask(__name__)\napp.config["SECRET_KEY"] = "keep-calm-and-read-it"\n',
    "web/requirements.txt": "flask==3.1.3\n",
    "web/Dockerfile": "FROM python:3.13\nCOPY . .\n",
}
BASE = "x-base: &base {build: web, environment: {TZ: UTC}}\n"


@pytest.mark.parametrize(
    ("compose", "told"),
    [
        ("services: {a: {build: ./web}}", "a"),
        ("services: {a: {build: {context: .., dockerfile: tree/web/Dockerfile}}}", ""),
        ("services: {a: {build: {context: ., dockerfile: web/Dockerfile}}}", "a"),
        ("services: {a: {build: {dockerfile: web/Dockerfile}}}", "a"),
        (f"{BASE}services: {{a: *base}}", "a"),
        (f"{BASE}services: {{a: {{<<: *base, environment: {{SECRET_KEY: }}}}}}", ""),
        ("services: {a: {build: web, environment: [SECRET_KEY]}}", ""),
        ("services: {a: {build: web, environment: ['SECRET_KEY=${SECRET_KEY}']}}", ""),
        ("services: {a: {build: web, environment: [SECRET_KEY_FILE=/run/secrets/key]}}", ""),
        ("services: {a: {build: web, env_file: web/.env}}", ""),
        ("services: {a: {build: web, env_file: [{path: ./web/.env}]}}", ""),
        ("services: {a: {build: web, env_file: .env}}", "a"),
        ("services: {a: {image: web}}", ""),
        ("services: {a: {build: other}}", ""),
        ("services: {a: {build: '${WHERE}'}}", ""),
        ("services: {a: {build: web}, b: {build: web}}", "a b"),
        ("services: [a]", ""),
        ("services: {a: [", ""),
    ],
)
def test_compose_services_that_no_longer_start(compose: str, told: str, tmp_path: Path) -> None:
    root = committed(tmp_path / "tree", {**CODE, "compose.yaml": compose})
    done = codemods("apply", root, "--unsafe", "--select", "OP503", "--diff")
    assert "SECRET_KEY" in done.stdout
    assert [line for line in done.stderr.splitlines() if "is not given" in line] == [
        f"{root}/compose.yaml: service {service} is not given SECRET_KEY: add `env_file: web/.env` to it, or its own"
        " `environment`."
        for service in told.split()
    ]
