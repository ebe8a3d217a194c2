"""No definition of after/ and no script beside it holds a secret's value; a missing one stops the start."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from codemods.domains.secrets.names_and_values import is_random, known_format
from tests.infra.support import AFTER, OVERLAYS, ROOT, compose, container, kustomized, of_kind, overlay
from tests.infra.test_environment import PROCESSES

# What before/ has in its code, and what the codemods take out of it.
OLD_SECRETS = ("strong-password", "keep-calm-and-read-a-book", "bookshop-live-key", "another-strong-password")
WITH_SECRETS = ROOT / "infra" / "compose" / "with-secrets.sh"


def texts() -> dict[str, str]:
    files = [path for path in [*AFTER.rglob("*"), *(ROOT / "infra/compose").iterdir()] if path.is_file()]
    compose_after = re.split(r"^  # before/ as it is", (ROOT / "docker-compose.yml").read_text(), flags=re.MULTILINE)[0]
    rendered = {name: kustomized(AFTER / "k8s" / "overlays" / name) for name in OVERLAYS}
    return {str(path): path.read_text() for path in files} | rendered | {"docker-compose.yml": compose_after}


def test_no_known_secret_is_in_a_definition() -> None:
    assert [(name, old) for name, text in texts().items() for old in OLD_SECRETS if old in text] == []


def test_nothing_in_a_definition_looks_like_a_secret() -> None:
    found = [
        (name, word)
        for name, text in texts().items()
        for word in (*re.findall(r"[\w+]{16,}", text), *text.split())
        if known_format(word) or (word.isalnum() and is_random(word))
    ]
    assert found == []


def test_secrets_come_by_reference() -> None:
    for task in ("web", "worker", "migrate"):
        assert all(each["valueFrom"].startswith("${") for each in container(task)["secrets"])
    for name in OVERLAYS:
        assert of_kind(overlay(name), "Secret") == []
        (external,) = of_kind(overlay(name), "ExternalSecret")
        assert {each["remoteRef"]["key"] for each in external["spec"]["data"]} == {f"bookshop/{name}"}
    for service in PROCESSES:
        assert "/run/secrets" in [each["target"] for each in compose("after")[service]["volumes"]]


def test_cloudformation_takes_secrets_from_no_default() -> None:
    yaml = YAML(typ="rt")
    for path in sorted((AFTER / "ecs").glob("*.yaml")):
        for name, parameter in yaml.load(path).get("Parameters", {}).items():
            if re.search(r"Key$|Password|Secret", name):
                assert parameter["NoEcho"] is True
                assert "Default" not in parameter


def start(tmp_path: Path, secrets: dict[str, str], *names: str) -> subprocess.CompletedProcess[str]:
    """Run with-secrets.sh with its folder somewhere else."""
    script = tmp_path / "with-secrets"
    script.write_text(WITH_SECRETS.read_text().replace("/run/secrets/", f"{tmp_path}/"))
    for name, value in secrets.items():
        (tmp_path / name).write_text(value)
    environment = {f"{name}_FILE": f"{tmp_path}/{name}" for name in names} | {"MODEL_FILE": "/tmp/model.json"}
    return subprocess.run(
        ["/bin/sh", str(script), "env"],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_line_names_every_missing_secret(tmp_path: Path) -> None:
    done = start(tmp_path, {"DB_PASSWORD": "x", "EMPTY": ""}, "DB_PASSWORD", "SECRET_KEY", "EMPTY", "API_KEY")
    assert done.returncode == 78
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert set(line.partition(":")[2].split()) == {"SECRET_KEY", "EMPTY", "API_KEY"}


def test_secrets_reach_the_process(tmp_path: Path) -> None:
    done = start(tmp_path, {"DB_PASSWORD": "a $b 'c' \"d\"\n"}, "DB_PASSWORD")
    assert done.returncode == 0, done.stderr
    assert "DB_PASSWORD=a $b 'c' \"d\"" in done.stdout.splitlines()
    assert "MODEL_FILE=/tmp/model.json" in done.stdout.splitlines()
    assert "DB_PASSWORD_FILE" not in done.stdout


# Which containers mount whose secrets.
RECIPIENTS = {
    "service": ("after", "after-worker", "after-migrate"),
    "database": ("after-primary", "after-replica"),
    "store": ("after-store", "after-assets"),
    "cards": ("after-cards",),
}


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def needed(service: str) -> set[str]:
    """The secrets that a container is told to look for."""
    given = compose("after")[service]["environment"].values()
    return {str(value).removeprefix("/run/secrets/") for value in given if str(value).startswith("/run/secrets/")}


def test_each_container_mounts_its_own_secrets_alone() -> None:
    mounted = {
        service: {each["source"] for each in definition.get("volumes", []) if "secrets" in each["source"]}
        - {each["source"] for each in definition.get("volumes", []) if each["type"] == "bind"}
        for service, definition in compose("after").items()
    }
    maker = mounted.pop("after-secrets")
    assert maker == {"after-secrets", *(f"after-secrets-{name}" for name in RECIPIENTS)}
    own = {service: {f"after-secrets-{name}"} for name, services in RECIPIENTS.items() for service in services}
    assert {service: volumes for service, volumes in mounted.items() if volumes} == own
    for service in own:
        (mount,) = (each for each in compose("after")[service]["volumes"] if each["target"] == "/run/secrets")
        assert mount["read_only"] is True


def test_secrets_are_made_once_and_agree(tmp_path: Path) -> None:
    command = ["python3", str(ROOT / "infra/compose/make-secrets.py")]
    made, handed = [], []
    folders = {"SECRETS_FOLDER": tmp_path / "secrets", "RECIPIENTS_FOLDER": tmp_path / "recipients"}
    for folder in ("secrets", *(f"recipients/{name}" for name in RECIPIENTS)):
        (tmp_path / folder).mkdir(parents=True)
    for _ in range(2):
        environment = {"PATH": os.environ["PATH"]} | {name: str(folder) for name, folder in folders.items()}
        subprocess.run(command, env=environment, check=True)
        made.append({path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()})
        handed.append({name: contents(tmp_path / "recipients" / name) for name in RECIPIENTS})
    assert made[0] == made[1]
    assert handed[0] == handed[1]
    for name, secrets in handed[0].items():
        assert secrets.items() <= made[0].items()
        for service in RECIPIENTS[name]:
            assert needed(service) == secrets.keys(), service
    environment = compose("after")["after"]["environment"]
    assert {f"{name}_FILE" for name in made[0]} == {
        name for name in environment if f"/run/secrets/{name[:-5]}" in environment[name]
    }
    assert made[0]["DB_PASSWORD"] in made[0]["DATABASE_READER_URL"]
    assert len(set(made[0].values())) == len(made[0])


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_pod_does_not_start_without_its_secret(name: str) -> None:
    assert "optional: true" not in kustomized(AFTER / "k8s" / "overlays" / name)
