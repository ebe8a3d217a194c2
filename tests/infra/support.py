"""The definitions, as the tools that deploy them read them."""

from __future__ import annotations

import functools
import json
import os
import re
import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from labs.define.tools import NoTool, program
from labs.define.tools import run as away

ROOT = Path(__file__).parents[2]
AFTER, BEFORE = ROOT / "infra" / "after", ROOT / "infra" / "before"
OVERLAYS = ("staging", "production")
TASKS = ("web", "worker", "migrate")
Document = dict[str, Any]


def tool(name: str) -> str:
    """The program from the project's environment; without it the test is skipped, and says why."""
    try:
        return program(name)
    except NoTool:
        pytest.skip(f"{name} is not installed: it has no wheel for this platform")


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a tool in the project's folder, away from settings of whoever runs the tests."""
    return away(*command, **{"cwd": ROOT} | options)


@functools.cache
def kustomized(folder: Path) -> str:
    """What `kubectl apply -k` would send."""
    done = run(tool("kubectl"), "kustomize", folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def kubernetes(folder: Path) -> tuple[Document, ...]:
    return tuple(YAML(typ="safe").load_all(kustomized(folder)))


def overlay(name: str) -> tuple[Document, ...]:
    return kubernetes(AFTER / "k8s" / "overlays" / name)


def of_kind(documents: tuple[Document, ...], *kinds: str) -> list[Document]:
    return [each for each in documents if each["kind"] in kinds]


def pods(documents: tuple[Document, ...]) -> Iterator[tuple[str, Document]]:
    """`bookshop-web` and the like, and the pod's specification, of each Deployment and Job."""
    for each in of_kind(documents, "Deployment", "Job"):
        component = each["metadata"]["labels"]["app.kubernetes.io/component"]
        yield f"bookshop-{component}", each["spec"]["template"]["spec"]


@functools.cache
def compose(profile: str) -> dict[str, Document]:
    """The services of a profile, as Compose understands them."""
    done = run(tool("docker-compose"), "--profile", profile, "config", "--format", "json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout)["services"])


def ecs(path: str) -> Document:
    """An ECS definition, `after/task-web`; its ${NAMES} stay."""
    side, _, name = path.partition("/")
    return dict(json.loads((ROOT / "infra" / side / "ecs" / f"{name}.json").read_text()))


def container(task: str) -> Document:
    (only,) = ecs(f"after/task-{task}")["containerDefinitions"]
    return dict(only)


def gunicorn() -> Document:
    """The settings in after/gunicorn.conf.py where nothing is injected."""
    saved = dict(os.environ)
    try:
        for name in ("DRAIN_SECONDS", "PORT", "WEB_CONCURRENCY", "GUNICORN_THREADS"):
            os.environ.pop(name, None)
        return runpy.run_path(str(ROOT / "after" / "gunicorn.conf.py"))
    finally:
        os.environ.clear()
        os.environ.update(saved)


def seconds(text: str) -> float:
    """`1m30s`, `40s`, `500ms` as Compose and HAProxy write them."""
    units = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)(ms|s|m|h)", text))
