"""What the platforms' own tools and the usual linters say about the definitions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from labs.define.tools import impossible, shape_of, unknown
from tests.infra.support import AFTER, BEFORE, OVERLAYS, ROOT, compose, kubernetes, kustomized, run, tool

KUSTOMIZATIONS = {
    **{f"after, {name}": AFTER / "k8s" / "overlays" / name for name in OVERLAYS},
    "before": BEFORE / "k8s",
}
# Not Kubernetes' own: the External Secrets operator brings it.
CUSTOM = {"ExternalSecret", "Middleware"}
ECS = {
    "task": ("RegisterTaskDefinition", ["after/task-web", "after/task-worker", "after/task-migrate", "before/task"]),
    "service": ("CreateService", ["after/service-web", "after/service-worker", "before/service"]),
}


@pytest.mark.parametrize("where", KUSTOMIZATIONS)
def test_kubernetes_knows_every_field(where: str, tmp_path: Path) -> None:
    kinds = {each["kind"] for each in kubernetes(KUSTOMIZATIONS[where])}
    assert {"Deployment", "Service", "Namespace"} <= kinds
    file = tmp_path / "rendered.yaml"
    file.write_text(kustomized(KUSTOMIZATIONS[where]))
    done = run(tool("kubernetes-validate"), "--strict", file)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert len(re.findall(r"\bpassed for resource\b", said)) == sum(
        each["kind"] not in CUSTOM for each in kubernetes(KUSTOMIZATIONS[where])
    ), said


def test_a_misspelt_field_is_found(tmp_path: Path) -> None:
    file = tmp_path / "rendered.yaml"
    wrong = kustomized(KUSTOMIZATIONS["before"]).replace("readinessProbe:", "readynessProbe:")
    file.write_text(wrong)
    assert run(tool("kubernetes-validate"), "--strict", file).returncode != 0


@pytest.mark.parametrize(("operation", "path"), [(kind, path) for kind, paths in ECS.values() for path in paths])
def test_ecs_knows_every_field_and_value(operation: str, path: str) -> None:
    assert unknown(operation, definition(path)) == ""
    assert list(impossible(shape_of(operation), definition(path))) == []


@pytest.mark.parametrize(
    ("operation", "path", "field", "wrong"),
    [
        ("RegisterTaskDefinition", "after/task-web", ("containerDefinitions", 0, "stopTimeout"), 999),
        ("RegisterTaskDefinition", "after/task-web", ("containerDefinitions", 0, "healthCheck", "retries"), 11),
        ("RegisterTaskDefinition", "after/task-web", ("requiresCompatibilities", 0), "FARGTE"),
        (
            "RegisterTaskDefinition",
            "after/task-web",
            ("containerDefinitions", 0, "logConfiguration", "logDriver"),
            "aws",
        ),
        ("CreateService", "after/service-web", ("launchType",), "Fargate"),
        ("CreateService", "after/service-web", ("deploymentConfiguration", "maximumPercent"), 20),
        ("CreateService", "after/service-web", ("loadBalancers", 0, "containerPort"), 70000),
    ],
)
def test_an_impossible_ecs_value_is_found(operation: str, path: str, field: tuple[str | int, ...], wrong: Any) -> None:
    task = definition(path)
    place: Any = task
    for key in field[:-1]:
        place = place[key]
    assert field[-1] in place or isinstance(field[-1], int)
    place[field[-1]] = wrong
    (said,) = impossible(shape_of(operation), task)
    assert str(wrong) in said


def test_a_misspelt_or_mistyped_ecs_field_is_found() -> None:
    task = definition("after/task-web")
    task["containerDefinitions"][0]["stopTimeout"] = "40"
    task["containerDefinitions"][0]["readOnlyRootFilesystem"] = True
    said = unknown("RegisterTaskDefinition", task)
    assert "stopTimeout" in said
    assert "readOnlyRootFilesystem" in said


def definition(path: str) -> dict[str, Any]:
    side, _, name = path.partition("/")
    return dict(json.loads((ROOT / "infra" / side / "ecs" / f"{name}.json").read_text()))


def test_cloudformation() -> None:
    files = sorted((AFTER / "ecs").glob("*.yaml"))
    assert len(files) == 4
    done = run(tool("cfn-lint"), "--include-checks", "I", "--ignore-checks", "I", "--", *files)
    assert done.returncode == 0, done.stdout


def test_cloudformation_finds_an_impossible_value(tmp_path: Path) -> None:
    file = tmp_path / "platform.yaml"
    text = (AFTER / "ecs" / "platform.yaml").read_text()
    file.write_text(text.replace("RetentionInDays: 365", "RetentionInDays: 366"))
    assert "366 is not one of" in run(tool("cfn-lint"), file).stdout


@pytest.mark.parametrize("profile", ["before", "after"])
def test_compose(profile: str) -> None:
    assert profile in compose(profile)
    for name, service in compose(profile).items():
        for port in service.get("ports", []):
            assert port["host_ip"] == "127.0.0.1", f"{name} is published to everybody"


def test_hadolint_has_nothing_to_say_about_after() -> None:
    done = run(tool("hadolint"), "--no-color", ROOT / "after" / "Dockerfile", AFTER / "ecs" / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_hadolint_has_something_to_say_about_before() -> None:
    said = run(tool("hadolint"), "--no-color", ROOT / "before" / "Dockerfile").stdout
    assert {"DL3006", "DL3013", "DL3025"} <= set(re.findall(r"DL\d{4}", said))


def exceptions() -> list[tuple[str, str, str]]:
    lines = (ROOT / "tests/infra/checkov.txt").read_text().splitlines()
    return [tuple(line.split(None, 2)) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def test_checkov_fails_nothing_without_a_reason(tmp_path: Path) -> None:
    """It brings a hundred packages, some of them pinned to old versions, so it lives in an environment of its own."""
    for name in OVERLAYS:
        (tmp_path / f"{name}.yaml").write_text(kustomized(AFTER / "k8s" / "overlays" / name))
    for path in (*(AFTER / "ecs").glob("*.yaml"), ROOT / "after" / "Dockerfile"):
        (tmp_path / path.name).write_text(path.read_text())
    isolated = [
        "run",
        "--quiet",
        "--no-project",
        "--isolated",
        "--with-requirements",
        ROOT / "tests/infra/checkov.lock",
    ]
    if (done := run(tool("uv"), *isolated, "checkov", "--version", timeout=900)).returncode:
        pytest.skip(f"checkov can't be installed here: {done.stderr.strip().splitlines()[-1]}")
    frameworks = ["kubernetes", "cloudformation", "dockerfile"]
    options = ["--directory", tmp_path, "--framework", *frameworks, "--output", "json", "--compact"]
    done = run(tool("uv"), *isolated, "checkov", *options, timeout=900)
    reports = json.loads(done.stdout)
    assert {each["check_type"] for each in reports} == set(frameworks), done.stderr
    assert all(each["summary"]["passed"] > 20 and each["summary"]["parsing_errors"] == 0 for each in reports)
    failed = {(each["check_id"], each["resource"]) for report in reports for each in report["results"]["failed_checks"]}
    excused = {
        (check, resource)
        for check, resource in failed
        for code, part, _ in exceptions()
        if code == check and part in resource
    }
    assert failed - excused == set()
    unneeded = {code for code, _, _ in exceptions()} - {check for check, _ in failed}
    assert unneeded == set(), "these exceptions excuse nothing"
