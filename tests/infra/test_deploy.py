"""deploy.sh against a stand-in for the AWS CLI, whose calls are compared with botocore's model of the API."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.validate import ParamValidator

from tests.infra.support import AFTER

SCRIPT = AFTER / "ecs" / "deploy.sh"
# What every command knows; `deploy` and `wait` are the CLI's own, and no operations of the API.
GLOBAL = {"query", "output", "cli-input-json"}
ARN = "arn:aws:ecs:eu-central-1:1:task-definition/bookshop"
STAND_IN = r"""#!/usr/bin/env python3
import json, os, re, sys
state = json.load(open(os.environ["STATE"]))
with open(os.environ["CALLS"], "a") as calls:
    print(json.dumps([os.path.basename(sys.argv[0]), *sys.argv[1:]]), file=calls)
words = " ".join(sys.argv[1:])
if "configure" not in words:
    with open(os.environ["CALLS"] + ".regions", "a") as regions:
        print(os.environ.get("AWS_REGION"), os.environ.get("AWS_DEFAULT_REGION"), file=regions)
if "--password-stdin" in words:
    sys.stdin.read()
if words.startswith("cloudformation describe-stacks"):
    stack = re.search(r"--stack-name bookshop-(\w+)", words)[1]
    outputs = open(os.environ["STACKS"] + f"/{stack}.yaml").read().partition("\nOutputs:\n")[2]
    for name in re.findall(r"^  (\w+):", outputs, re.M):
        print(name, "1.dkr.ecr.eu-central-1.amazonaws.com/bookshop" if name == "Repository" else f"a-{name}", sep="\t")
for said, answer in state.items():
    if re.search(said, words, re.S):
        print(answer)
        sys.exit(1 if answer == "" else 0)
"""
# The CLI's answers, by what was asked; an empty one is a failure.
FIRST = {
    "ecr describe-images": "sha256:1234",
    "ecr get-login-password": "x",
    "configure get region": "eu-central-1",
    "register-task-definition.*bookshop-web": f"{ARN}-web:7",
    "register-task-definition.*bookshop-worker": f"{ARN}-worker:8",
    "register-task-definition.*bookshop-migrate": f"{ARN}-migrate:9",
    "run-task": "arn:task",
    "describe-tasks": "0",
    r"describe-services.*length\(@\)": "0",
    "describe-services": f"{ARN}-web:7\t{ARN}-worker:8",
}
AGAIN = FIRST | {r"describe-services.*length\(@\)": "1"}


def deploy(folder: Path, answers: dict[str, str], **settings: str) -> tuple[subprocess.CompletedProcess[str], Any]:
    """Run the script; what it said, and the calls that it made."""
    for name in ("aws", "docker"):
        (folder / name).write_text(STAND_IN)
        (folder / name).chmod(0o755)
    calls = folder / "calls"
    calls.touch()
    (folder / "state").write_text(json.dumps(answers))
    environment = {"CERTIFICATE_ARN": "arn:c", "CARD_NETWORK_API_KEY": "k", "VERSION": "1.0.0"} | settings
    done = subprocess.run(
        ["bash", str(SCRIPT)],
        env={
            "PATH": f"{folder}:{os.environ['PATH']}", "STATE": str(folder / "state"), "CALLS": str(calls),
            "STACKS": str(AFTER / "ecs"), **environment,
        },
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done, [json.loads(line) for line in calls.read_text().splitlines()]


def given(call: list[str]) -> dict[str, Any]:
    """What a call gives as JSON."""
    return dict(json.loads(call[call.index("--cli-input-json") + 1]))


@pytest.mark.parametrize("answers", [FIRST, AGAIN])
def test_every_call_is_one_that_the_api_knows(answers: dict[str, str], tmp_path: Path) -> None:
    done, calls = deploy(tmp_path, answers)
    assert done.returncode == 0, done.stderr
    assert "serves version 1.0.0" in done.stdout
    seen = set()
    for program, service, command, *options in calls:
        if program != "aws" or service == "configure":
            continue
        seen.add(command)
        model = botocore.session.Session().get_service_model(service)
        operations = {xform_name(name, "-"): name for name in model.operation_names}
        if command in ("deploy", "wait", "get-login-password"):
            continue
        shape = model.operation_model(operations[command]).input_shape
        known = {xform_name(name, "-") for name in shape.members} | GLOBAL
        assert {each[2:] for each in options if re.fullmatch("--[a-z-]+", each)} <= known, command
        if "--cli-input-json" in options:
            problems = ParamValidator().validate(given(options), shape)
            assert not problems.has_errors(), problems.generate_report()
            assert "${" not in json.dumps(given(options))
    assert {"register-task-definition", "run-task"} <= seen
    assert ("create-service" in seen) == (answers is FIRST)
    assert ("update-service" in seen) == (answers is AGAIN)


def test_an_update_takes_all_of_the_definition_but_the_number_of_tasks(tmp_path: Path) -> None:
    _, calls = deploy(tmp_path, AGAIN)
    web, worker = (given(call) for call in calls if "update-service" in call)
    assert (web["service"], web["taskDefinition"]) == ("bookshop-web", f"{ARN}-web:7")
    assert (worker["service"], worker["taskDefinition"]) == ("bookshop-worker", f"{ARN}-worker:8")
    created = json.loads(re.sub(r"\$\{(\w+)\}", r"a-\1", (AFTER / "ecs/service-web.json").read_text()))
    assert web["deploymentConfiguration"] == created["deploymentConfiguration"]
    assert created.keys() - web.keys() == {"serviceName", "launchType", "deploymentController", "desiredCount"}


def test_the_image_is_named_by_its_digest_and_built_once(tmp_path: Path) -> None:
    _, calls = deploy(tmp_path, FIRST)
    assert not [call for call in calls if call[0] == "docker"]
    tasks = [given(call) for call in calls if "register-task-definition" in call]
    images = {each["image"] for task in tasks for each in task["containerDefinitions"]}
    assert images == {"1.dkr.ecr.eu-central-1.amazonaws.com/bookshop@sha256:1234"}


def test_an_image_that_is_not_there_is_built_for_the_tasks_processor(tmp_path: Path) -> None:
    done, calls = deploy(tmp_path, FIRST | {"ecr describe-images": ""})
    assert [call[1] for call in calls if call[0] == "docker"] == ["login", "build", "build", "push"]
    service, whole = (call for call in calls if call[:2] == ["docker", "build"])
    assert service[2:4] == whole[2:4] == ["--platform", "linux/amd64"]
    assert f"SERVICE={service[service.index('--tag') + 1]}" in whole
    (push,) = (call for call in calls if call[:2] == ["docker", "push"])
    assert push[2] == whole[whole.index("--tag") + 1], "what is pushed has the database's authorities in it"
    assert done.returncode != 0, "a push that leaves no image ends the deploy"


def test_a_failed_migration_replaces_nothing(tmp_path: Path) -> None:
    done, calls = deploy(tmp_path, AGAIN | {"describe-tasks": "1"})
    assert done.returncode == 1
    assert done.stderr == "the migration failed: exit code 1, see the log group a-LogGroup\n"
    assert not [call for call in calls if "update-service" in call or "create-service" in call]


def test_a_version_that_was_rolled_back_is_no_success(tmp_path: Path) -> None:
    old = f"{ARN}-web:6\t{ARN}-worker:8"
    done, _ = deploy(tmp_path, AGAIN | {"describe-services": old})
    assert done.returncode == 1
    assert done.stderr == "rolled back: bookshop-web:7 did not become healthy, see a-LogGroup\n"
    longer = f"{ARN}-web:70\t{ARN}-worker:8"
    assert deploy(tmp_path, AGAIN | {"describe-services": longer})[0].returncode == 1


@pytest.mark.parametrize("name", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_every_tool_is_told_the_region(name: str, tmp_path: Path) -> None:
    """The second version of the CLI reads AWS_REGION, the first one and boto3 read AWS_DEFAULT_REGION."""
    done, _ = deploy(tmp_path, FIRST, **{name: "eu-west-1"})
    assert done.returncode == 0, done.stderr
    assert set((tmp_path / "calls.regions").read_text().splitlines()) == {"eu-west-1 eu-west-1"}


def test_one_line_names_every_missing_setting(tmp_path: Path) -> None:
    done, calls = deploy(tmp_path, {"configure get region": ""}, CERTIFICATE_ARN="", VERSION="")
    assert done.returncode == 78
    assert done.stderr == "settings missing: CERTIFICATE_ARN VERSION AWS_REGION\n"
    assert [call[1] for call in calls] == ["configure"]
