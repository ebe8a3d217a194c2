"""Definitions that hold something else than they should: a check says so or passes over it, and never fails."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project

# Something for as many rules as may ask the definitions.
APP = b"""import logging
import os
import sqlite3

import psycopg2
from flask import Flask, request

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "chef-d-oeuvre")
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql://shop:ferry-boat@db/shop")
logging.getLogger().addHandler(logging.FileHandler("/var/log/shop.log"))
known = {}


@app.post("/<name>")
def keep(name):
    known[name] = True
    request.files["picture"].save("/data/" + name)
    sqlite3.connect("/data/shop.db").execute("INSERT INTO names VALUES (?)", (name,))
    return str(psycopg2.connect(host="db", password="ferry-boat").cursor().execute("SELECT 1"))


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
"""
COMPOSE: dict[str, Any] = {
    "services": {
        "web": {
            "build": {"context": ".", "dockerfile": "Dockerfile", "args": {"A": "1"}},
            "command": ["gunicorn", "app:app"],
            "entrypoint": "./run.sh",
            "environment": {"SECRET_KEY": "chef-d-oeuvre", "DATABASE_URL": "postgresql://a:b@db/c"},
            "env_file": [".env"],
            "volumes": [".:/app", {"type": "bind", "source": ".", "target": "/app"}],
            "ports": ["80:80"],
            "healthcheck": {"test": ["CMD", "true"]},
            "deploy": {"replicas": 2},
            "depends_on": {"db": {"condition": "service_started"}},
            "logging": {"driver": "json-file"},
            "stop_grace_period": "1s",
        },
        "db": {"image": "postgres:16", "environment": ["POSTGRES_PASSWORD=b"]},
    },
    "volumes": {"data": {}},
}
WORKLOAD: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web"},
    "spec": {
        "replicas": 2,
        "strategy": {"type": "Recreate"},
        "template": {
            "spec": {
                "terminationGracePeriodSeconds": 1,
                "containers": [
                    {
                        "name": "web",
                        "image": "web:latest",
                        "command": ["gunicorn"],
                        "args": ["app:app"],
                        "env": [{"name": "SECRET_KEY", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}],
                        "envFrom": [{"configMapRef": {"name": "web"}}],
                        "volumeMounts": [{"name": "data", "mountPath": "/data"}],
                        "readinessProbe": {"httpGet": {"path": "/", "port": 80}, "timeoutSeconds": 1},
                    }
                ],
                "volumes": [{"name": "data", "hostPath": {"path": "/data"}}],
            }
        },
    },
}
TASK: dict[str, Any] = {
    "family": "web",
    "containerDefinitions": [
        {
            "name": "web",
            "image": "web:latest",
            "command": ["gunicorn", "app:app"],
            "environment": [{"name": "SECRET_KEY", "value": "chef-d-oeuvre"}],
            "secrets": [{"name": "TOKEN", "valueFrom": "arn"}],
            "stopTimeout": 1,
            "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
        }
    ],
    "volumes": [{"name": "data", "host": {"sourcePath": "/data"}}],
}
PYPROJECT: dict[str, Any] = {
    "project": {
        "name": "web",
        "dependencies": ["flask==3.0.0"],
        "requires-python": ">=3.11",
        "scripts": {"web": "app:main"},
        "optional-dependencies": {"test": ["pytest"]},
    },
    "build-system": {"requires": ["setuptools"], "build-backend": "setuptools.build_meta"},
    "tool": {
        "poetry": {"name": "web", "dependencies": {"flask": "*", "celery": {"git": "https://x.org/a.git"}}},
        "ruff": {"line-length": 100, "lint": {"select": ["I"], "isort": {"known-first-party": ["app"]}}},
        "black": {"line-length": 100},
        "uv": {"sources": {"a": {"path": "b"}}},
    },
}
VALUES: tuple[Any, ...] = (3, True, "x", [], {}, ["x"], {"x": 1}, 1.5)
# Files of text that are no text.
TEXTS = ("Dockerfile", "Procfile", "run.sh", "web.service", "supervisord.conf", "uwsgi.ini", "requirements.txt", ".env",
         "Makefile", "tox.ini", "alembic.ini", "docker-compose.yml", "deploy/web.yaml", "task.json", "setup.py",
         "pyproject.toml", "charmcraft.yaml", ".github/workflows/ci.yml")  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Each place of a document."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield (*path, key)
        yield from places(value, (*path, key))


def with_another(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    node: Any = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return changed


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def written(**given: dict[str, Any]) -> dict[str, bytes]:
    """A service with these definitions in place of its own."""
    pyproject = given.get("pyproject", PYPROJECT)
    project = "".join(f"{key} = {toml(each)}\n" for key, each in pyproject.items()).encode()
    # JSON is YAML too.
    return {
        "app.py": APP,
        "Dockerfile": b"FROM python:3.12\nCOPY . /app\nRUN pip install -r requirements.txt\nCMD gunicorn app:app\n",
        "requirements.txt": b"flask==3.0.0\n",
        "run.sh": b"#!/bin/sh\nexec gunicorn app:app\n",
        ".env": b"SECRET_KEY=chef-d-oeuvre\n",
        "docker-compose.yml": json.dumps(given.get("compose", COMPOSE)).encode(),
        "deploy/web.yaml": json.dumps(given.get("workload", WORKLOAD)).encode(),
        "task.json": json.dumps(given.get("task", TASK)).encode(),
        "pyproject.toml": project,
        "plugin/pyproject.toml": project,
        "plugin/plugin.py": b"import requests\n\nrequests.get('http://shop:8000')\n",
    }


def failures(root: Path, files: dict[str, bytes]) -> list[str]:
    checked = check(Project(root, files), rules(), jobs=1, thorough=True)
    return [each.message for each in checked.problems if "defect" in each.message]


@pytest.mark.parametrize(
    ("name", "document"),
    [("compose", COMPOSE), ("workload", WORKLOAD), ("task", TASK), ("pyproject", PYPROJECT)],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_another_value(name: str, document: dict[str, Any], tmp_path: Path) -> None:
    chance = random.Random(name)
    for path in places(document):
        for value in chance.sample(VALUES, 3):
            assert failures(tmp_path, written(**{name: with_another(document, path, value)})) == [], (path, value)


@pytest.mark.parametrize("path", TEXTS)
def test_no_text(path: str, tmp_path: Path) -> None:
    files = written()
    assert failures(tmp_path, {**files, path: files.get(path, b"a = 1\n") + b"# caf\xe9 \xff\n"}) == []
