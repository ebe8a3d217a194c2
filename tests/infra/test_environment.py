"""The environment contract: each definition of after/ gives every setting that the code reads, and nothing else."""

from __future__ import annotations

import json
import re
import sys

import pytest

from codemods.formats.dotenv import parse
from tests.codemods.trees import codemods
from tests.infra.support import AFTER, OVERLAYS, ROOT, TASKS, compose, container, ecs, of_kind, overlay, pods, run

# What the code reads and a definition does not give, and why.
NOT_GIVEN = {
    "DATABASE_URL": "databases.create_engine reads it where the code gives no URL; db.py gives one",
    "HOST": "only `python app.py` reads it, a developer's server",
}
# boto3 takes the task's role instead.
BY_ROLE = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
# What a definition gives to a library that reads it by itself.
LIBRARIES = {"AWS_DEFAULT_REGION": "boto3, for storage.py"}
# The same where the database is reached over a network that others share.
TLS = {"PGSSLMODE": "libpq", "PGSSLROOTCERT": "libpq"}
# What Kubernetes gives besides: which release runs, for whoever looks, and a certificate that is mounted as a file.
BESIDES = {"RELEASE", "DATABASE_CA"}
PROCESSES = ("after", "after-worker", "after-migrate", "after-assets")

Given = tuple[set[str], set[str]]


@pytest.fixture(scope="module")
def needed() -> Given:
    """What after/ reads: the plain settings, and the secrets."""
    done = codemods("env", ROOT / "after", "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["unknown"] == []
    names = {each["name"] for each in report["settings"]}
    assert names >= NOT_GIVEN.keys(), "a setting that is not given is not read any more either"
    secrets = {each["name"] for each in report["settings"] if each["secret"]} - NOT_GIVEN.keys()
    return (names - secrets - NOT_GIVEN.keys()) | LIBRARIES.keys(), secrets


def given_by_compose(service: str) -> Given:
    environment = compose("after")[service]["environment"]
    secrets = {name for name, value in environment.items() if value.startswith("/run/secrets/")}
    assert {environment[name] for name in secrets} == {f"/run/secrets/{name.removesuffix('_FILE')}" for name in secrets}
    return environment.keys() - secrets, {name.removesuffix("_FILE") for name in secrets}


def given_by_ecs(task: str) -> Given:
    only = container(task)
    plain = {each["name"] for each in only["environment"]}
    assert TLS.keys() <= plain
    return plain - TLS.keys(), {each["name"] for each in only["secrets"]}


def given_by_kubernetes(name: str) -> Given:
    (settings,) = of_kind(overlay(name), "ConfigMap")
    (secrets,) = of_kind(overlay(name), "ExternalSecret")
    plain = set(settings["data"])
    assert TLS.keys() <= plain
    return plain - TLS.keys() - BESIDES, {each["secretKey"] for each in secrets["spec"]["data"]} - BESIDES


def given_by(name: str) -> Given:
    """By a task of ECS, an overlay of Kubernetes or a service of Compose."""
    if name in TASKS:
        return given_by_ecs(name)
    return given_by_kubernetes(name) if name in OVERLAYS else given_by_compose(name)


@pytest.mark.parametrize("service", ["after", "after-worker", "after-migrate"])
def test_compose(service: str, needed: Given) -> None:
    assert given_by_compose(service) == needed


@pytest.mark.parametrize("task", TASKS)
def test_ecs(task: str, needed: Given) -> None:
    plain, secrets = needed
    assert given_by_ecs(task) == (plain, secrets - BY_ROLE)


@pytest.mark.parametrize("name", OVERLAYS)
def test_kubernetes(name: str, needed: Given) -> None:
    assert given_by_kubernetes(name) == needed
    (settings,) = of_kind(overlay(name), "ConfigMap")
    (secrets,) = of_kind(overlay(name), "ExternalSecret")
    for _, pod in pods(overlay(name)):
        (only,) = pod["containers"]
        assert only["envFrom"] == [
            {"configMapRef": {"name": settings["metadata"]["name"]}},
            {"secretRef": {"name": secrets["spec"]["target"]["name"]}},
        ]


@pytest.mark.parametrize("name", ["after", "after-worker", "after-migrate", *TASKS, *OVERLAYS])
def test_without_its_secrets_a_start_names_those_that_are_required(name: str) -> None:
    """With the plain settings of a definition alone: what the contract finds required, and nothing else."""
    report = json.loads(codemods("env", ROOT / "after", "--format", "json").stdout)
    required = {each["name"] for each in report["settings"] if each["required"]}
    plain, secrets = given_by(name)
    assert required <= secrets
    done = run(sys.executable, "-B", "-c", "import config", cwd=ROOT / "after", env=dict.fromkeys(plain, "1"))
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    said, _, names = line.partition(": ")
    assert (said, set(names.split(", "))) == ("settings missing", required)


def test_the_command_says_who_gives_what(needed: Given) -> None:
    folders = (ROOT / "infra" / "after", ROOT / "docker-compose.yml")
    done = codemods("env", ROOT / "after", "--format", "json", *(w for f in folders for w in ("--definitions", f)))
    givers = {each["name"]: each["given_by"] for each in json.loads(done.stdout)["settings"]}
    read = (needed[0] | needed[1]) - LIBRARIES.keys()
    for name in read:
        given = " ".join(givers[name])
        tasks = () if name in BY_ROLE else ("task-web.json web", "task-worker.json")
        for part in (*tasks, "k8s/overlays/production", "docker-compose.yml after "):
            assert part in f"{given} ", f"{name} by {part}"
    assert all(givers[name] == [] for name in NOT_GIVEN)


def test_the_release_step_and_the_ports_are_the_same_everywhere() -> None:
    command = ["flask", "--app", "app", "init-db"]
    assert compose("after")["after-migrate"]["command"] == command
    assert container("migrate")["command"] == command
    given = compose("after")["after"]["environment"]
    ports = {given["PORT"], given["HEALTH_PORT"]}
    ports |= {str(each["containerPort"]) for each in container("web")["portMappings"]}
    ports |= {str(each["containerPort"]) for each in ecs("after/service-web")["loadBalancers"]}
    for name in OVERLAYS:
        migrate = dict(pods(overlay(name)))["bookshop-migrate"]["containers"][0]
        assert migrate["command"] == command
        web = dict(pods(overlay(name)))["bookshop-web"]["containers"][0]
        ports |= {str(each["containerPort"]) for each in web["ports"]}
    ports |= set(re.findall(r"(?:after:|check port )(\d+)", (ROOT / "infra/compose/haproxy.cfg").read_text()))
    ports |= set(re.findall(r'HealthCheckPort: "(\d+)"', (AFTER / "ecs/platform.yaml").read_text()))
    assert ports == {"5000", "5001"}


@pytest.mark.parametrize("name", OVERLAYS)
def test_what_the_code_knew_of_an_environment_is_in_its_overlay(name: str) -> None:
    """env/<environment>.env is what the codemods took out of the code."""
    (settings,) = of_kind(overlay(name), "ConfigMap")
    for entry in parse((ROOT / "after" / "env" / f"{name}.env").read_text()).entries:
        assert settings["data"][entry.name] == entry.value
