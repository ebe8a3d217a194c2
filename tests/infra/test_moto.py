"""The real stacks, deploy.sh and teardown.sh with the real AWS CLI, against moto's server: `make test-aws`.

What moto does not check, and so nobody here: rights (any key may do anything), quotas, and whether names are free. That
an image can be pulled, a task starts, a probe is answered, a certificate is valid, a subnet has a way out. What a
deployment does: services are stable at once, the circuit breaker and the alarms that roll back are only stored. That
CloudFormation takes every property (cfn-lint looks at these), and how it replaces or deletes what has others depend on
it. moto_server.py says what had to be added.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import urllib3
from ruamel.yaml import YAML

from tests.infra.support import AFTER, ROOT, run, tool

pytestmark = pytest.mark.skipif(not os.environ.get("OPERABLE_AWS"), reason="a minute of AWS CLI: make test-aws")

STACKS = ("network", "data", "platform", "autoscaling")
REGION = "eu-central-1"
# docker as deploy.sh calls it: a push leaves an image in the registry.
DOCKER = r"""#!/bin/sh
case $1 in
  login) cat >/dev/null ;;
  push)
    tag=${2##*/}
    aws ecr put-image --repository-name "${tag%%:*}" --image-tag "${tag##*:}" --image-manifest '{"schemaVersion": 2,
      "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "tag": "'"$tag"'"}' >/dev/null ;;
esac
"""


@dataclass(frozen=True)
class Account:
    """An account that moto plays."""

    environment: dict[str, str]

    def script(self, name: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", str(AFTER / "ecs" / name)],
            env=self.environment | {"AWS_REGION": REGION} | settings, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=900,
        )  # fmt: skip

    def deploy(self, version: str) -> None:
        done = self.script("deploy.sh", VERSION=version, CARD_NETWORK_API_KEY="a-key")
        assert done.returncode == 0, done.stderr
        assert f"serves version {version}" in done.stdout

    def aws(self, *words: str) -> Any:
        """The CLI's answer."""
        done = subprocess.run(
            ["aws", *words, "--output", "json"], env=self.environment | {"AWS_DEFAULT_REGION": REGION},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def outputs(self, stack: str) -> dict[str, str]:
        (found,) = self.aws("cloudformation", "describe-stacks", "--stack-name", f"bookshop-{stack}")["Stacks"]
        return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}

    def services(self) -> dict[str, Any]:
        words = ["--cluster", self.outputs("platform")["Cluster"], "--services", "bookshop-web", "bookshop-worker"]
        return {each["serviceName"]: each for each in self.aws("ecs", "describe-services", *words)["services"]}


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    folder = tmp_path_factory.mktemp("aws")
    lock = ROOT / "tests/infra/aws.lock"
    run(tool("uv"), "venv", "--quiet", folder / "venv")
    python = folder / "venv/bin/python"
    done = run(tool("uv"), "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock, timeout=900)
    if done.returncode:
        pytest.skip(f"moto can't be installed here: {done.stderr.strip().splitlines()[-1]}")
    (folder / "docker").write_text(DOCKER)
    (folder / "docker").chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        "PATH": f"{folder}:{folder / 'venv/bin'}:{os.environ['PATH']}", "HOME": str(folder), "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
    }  # fmt: skip
    serving = environment | {"MOTO_ECS_SERVICE_RUNNING": "2"}
    command = [python, ROOT / "tests/infra/moto_server.py", str(port)]
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log, env=serving) as server:
        try:
            wait_for(f"{url}/moto-api/", server)
            # The release step ends at once, and not after half a minute of questions.
            step = {"model_name": "ecs::task", "transition": {"progression": "immediate"}}
            urllib3.request("POST", f"{url}/moto-api/state-manager/set-transition", json=step)
            yield deployed(Account(environment))
        finally:
            server.terminate()


def deployed(account: Account) -> Account:
    certificate = account.aws("acm", "request-certificate", "--domain-name", "shop.example.com")["CertificateArn"]
    account.environment["CERTIFICATE_ARN"] = certificate
    account.deploy("1.0.0")
    return account


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert server.poll() is None, "moto's server has ended"
        try:
            urllib3.request("GET", url, retries=False, timeout=2)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("moto's server does not answer")


def test_every_resource_of_every_stack_is_made(account: Account) -> None:
    yaml = YAML(typ="rt")
    for stack in STACKS:
        wanted = yaml.load(AFTER / "ecs" / f"{stack}.yaml")["Resources"]
        made = account.aws("cloudformation", "list-stack-resources", "--stack-name", f"bookshop-{stack}")
        assert {each["LogicalResourceId"] for each in made["StackResourceSummaries"]} == wanted.keys()


def test_the_reader_has_the_databases_password_and_the_readers_address(account: Account) -> None:
    data = account.outputs("data")

    def value(name: str) -> str:
        return str(account.aws("secretsmanager", "get-secret-value", "--secret-id", data[name])["SecretString"])

    password = json.loads(value("DatabasePassword"))["password"]
    assert re.fullmatch(rf"postgresql://bookshop:{password}@[\w.-]*cluster-ro[\w.-]*:5432/bookshop", value("ReaderUrl"))
    assert value("CardNetworkApiKey") == "a-key"


def test_the_services_run_the_image_that_was_pushed(account: Account) -> None:
    assert {name: each["desiredCount"] for name, each in account.services().items()} == {
        "bookshop-web": 2, "bookshop-worker": 2,
    }  # fmt: skip
    words = ["--repository-name", "bookshop", "--image-ids", "imageTag=1.0.0"]
    (image,) = account.aws("ecr", "describe-images", *words)["imageDetails"]
    for each in account.services().values():
        task = account.aws("ecs", "describe-task-definition", "--task-definition", each["taskDefinition"])
        (container,) = task["taskDefinition"]["containerDefinitions"]
        assert container["image"].endswith(f"/bookshop@{image['imageDigest']}")
        given = {each["name"]: each["value"] for each in container["environment"]}
        assert given["DB_HOST"] == account.outputs("data")["DatabaseHost"]
        for secret in container["secrets"]:
            arn = ":".join(secret["valueFrom"].split(":")[:7])
            assert account.aws("secretsmanager", "describe-secret", "--secret-id", arn)["ARN"] == arn


def test_the_alarms_that_take_a_version_back_exist(account: Account) -> None:
    service = json.loads((AFTER / "ecs/service-web.json").read_text())
    names = [word.strip("${}") for word in service["deploymentConfiguration"]["alarms"]["alarmNames"]]
    wanted = {account.outputs("platform")[name] for name in names}
    # The autoscaler has made two of its own.
    found = account.aws("cloudwatch", "describe-alarms", "--alarm-names", *sorted(wanted))["MetricAlarms"]
    assert {each["AlarmName"] for each in found} == wanted
    group = account.outputs("platform")["TargetGroup"].rpartition(":")[2]
    watched = json.dumps(found)
    # Three metrics, each of this target group behind this load balancer.
    assert watched.count(f'"{group}"') == len(re.findall('"app/bookshop-platform', watched)) == 3


def test_the_number_of_tasks_is_the_autoscalers_affair(account: Account) -> None:
    words = ["--service-namespace", "ecs"]
    (target,) = account.aws("application-autoscaling", "describe-scalable-targets", *words)["ScalableTargets"]
    cluster = account.outputs("platform")["Cluster"]
    assert target["ResourceId"] == f"service/{cluster}/bookshop-web"
    account.aws("ecs", "update-service", "--cluster", cluster, "--service", "bookshop-web", "--desired-count", "5")
    before = {name: each["taskDefinition"] for name, each in account.services().items()}
    account.deploy("1.0.1")
    after = account.services()
    assert after["bookshop-web"]["desiredCount"] == 5
    assert all(after[name]["taskDefinition"] != before[name] for name in before)


def test_it_is_all_taken_down_but_for_what_must_not_be_lost(account: Account) -> None:
    """The last test: nothing is there after it."""
    refused = account.script("teardown.sh")
    assert refused.returncode == 78
    assert "set CONFIRM=bookshop" in refused.stderr
    data = account.outputs("data")
    for _ in range(2):
        done = account.script("teardown.sh", CONFIRM="bookshop")
        assert done.returncode == 0, done.stderr
    assert account.aws("cloudformation", "describe-stacks")["Stacks"] == []
    assert account.aws("ecr", "describe-repositories")["repositories"] == []
    assert account.aws("elbv2", "describe-load-balancers")["LoadBalancers"] == []
    assert account.aws("rds", "describe-db-clusters")["DBClusters"] == []
    kept = {each["Name"] for each in account.aws("s3api", "list-buckets")["Buckets"]}
    assert kept == {data["StateBucket"], data["ModelBucket"], data["LogBucket"]}
    assert account.aws("rds", "describe-db-cluster-snapshots")["DBClusterSnapshots"]
