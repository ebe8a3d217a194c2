"""What the platforms' own tools say of a definition: hadolint, Compose, the schemas of Kubernetes, the model of ECS."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

# What the API's reference says in words only: least and greatest, by the way to the field.
RANGES = {
    "containerDefinitions.stopTimeout": (2, 120),
    "containerDefinitions.healthCheck.interval": (5, 300),
    "containerDefinitions.healthCheck.timeout": (2, 60),
    "containerDefinitions.healthCheck.retries": (1, 10),
    "containerDefinitions.healthCheck.startPeriod": (0, 300),
    "containerDefinitions.memory": (6, 30720),
    "containerDefinitions.portMappings.containerPort": (1, 65535),
    "containerDefinitions.portMappings.hostPort": (0, 65535),
    "loadBalancers.containerPort": (1, 65535),
    "desiredCount": (0, 5000),
    "deploymentConfiguration.minimumHealthyPercent": (0, 100),
    "deploymentConfiguration.maximumPercent": (100, 200),
    "healthCheckGracePeriodSeconds": (0, 2**31 - 1),
}
# Numbers that may be any.
FREE = {"containerDefinitions.startTimeout", "containerDefinitions.linuxParameters.tmpfs.size"}


class NoTool(Exception):
    """A program that is not in the environment."""


def program(name: str) -> str:
    """A program of the environment. Raises NoTool."""
    found = Path(sysconfig.get_path("scripts"), name)
    if not found.exists():
        raise NoTool(name)
    return str(found)


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a tool, away from settings of whoever runs it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COMPOSE_", "KUBE"))}
    given: dict[str, Any] = {"timeout": 300, "env": environment, **options}
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **given)


def hadolint(file: Path) -> list[str]:
    """What hadolint says of a Dockerfile, a line each. Raises NoTool."""
    done = run(program("hadolint"), "--no-color", "-", input=file.read_text(encoding="utf-8"))
    return [line.removeprefix("-:") for line in done.stdout.splitlines()]


def compose(file: Path) -> list[str]:
    """What Compose refuses. Raises NoTool."""
    done = run(program("docker-compose"), "--file", file, "config", "--quiet", "--no-interpolate")
    return done.stderr.strip().splitlines()[-1:] if done.returncode else []


def kubernetes(file: Path) -> list[str]:
    """The fields and values that the API's schemas do not know. Raises NoTool."""
    done = run(program("kubernetes-validate"), "--strict", "--quiet", file)
    said = (done.stdout + done.stderr).replace(str(file), file.name)
    lines = [re.sub(r"^.*?\bERROR\b\s*", "", line) for line in said.splitlines() if line.strip()]
    return lines if done.returncode else []


def ecs(operation: str, parameters: dict[str, Any]) -> list[str]:
    """What the model of the API does not know: fields, types, words, numbers out of range."""
    problems = unknown(operation, parameters)
    return problems.splitlines() if problems else list(impossible(shape_of(operation), parameters))


@functools.cache
def shape_of(operation: str) -> Any:
    """What an operation of ECS takes."""
    return botocore.session.Session().get_service_model("ecs").operation_model(operation).input_shape


def unknown(operation: str, parameters: dict[str, Any]) -> str:
    """What botocore would refuse to send."""
    return str(ParamValidator().validate(parameters, shape_of(operation)).generate_report())


def impossible(shape: Any, value: Any, where: str = "") -> Iterator[str]:
    """What the validator lets pass: words that the API does not know, numbers out of range or with no known range."""
    if shape.type_name == "structure":
        for name, each in value.items():
            yield from impossible(shape.members[name], each, f"{where}.{name}".lstrip("."))
    elif shape.type_name == "list":
        for each in value:
            yield from impossible(shape.member, each, where)
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{where} {value} is none of {shape.enum}"
    elif shape.type_name in ("integer", "long") and where not in FREE:
        least, greatest = RANGES.get(where, (value, value))
        if not least <= value <= greatest:
            yield f"{where} {value} is not between {least} and {greatest}"
