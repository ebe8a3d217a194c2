"""What no schema asks for: who runs the service, with which rights, in how many copies, and what before/ lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

from tests.infra.support import (
    AFTER,
    BEFORE,
    OVERLAYS,
    ROOT,
    TASKS,
    Document,
    compose,
    container,
    ecs,
    kubernetes,
    of_kind,
    overlay,
    pods,
)  # fmt: skip
from tests.infra.test_environment import PROCESSES


@pytest.mark.parametrize("service", [*PROCESSES, "after-cards"])
def test_compose(service: str) -> None:
    definition = compose("after")[service]
    assert definition["user"] == "10001:10001"
    assert definition["read_only"] is True
    assert definition["cap_drop"] == ["ALL"]
    assert definition["security_opt"] == ["no-new-privileges:true"]
    assert [each.partition(":")[0] for each in definition["tmpfs"]] == ["/tmp"]
    assert int(definition["mem_limit"]) == int(definition["memswap_limit"]) == 512 * 2**20
    assert definition["pids_limit"] <= 256
    assert definition["logging"]["driver"] == "local"


@pytest.mark.parametrize("task", TASKS)
def test_ecs(task: str) -> None:
    definition, only = ecs(f"after/task-{task}"), container(task)
    assert definition["requiresCompatibilities"] == ["FARGATE"]
    assert only["user"] == "10001:10001"
    assert only["readonlyRootFilesystem"] is True
    assert only["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}
    assert [each["containerPath"] for each in only["linuxParameters"]["tmpfs"]] == ["/tmp"]
    # The CPU and memory pairs that Fargate has, for half a processor; the validator knows types only.
    assert (definition["cpu"], definition["memory"]) in {("512", str(size)) for size in (1024, 2048, 3072, 4096)}
    assert 2 <= only["stopTimeout"] <= 120
    assert only["logConfiguration"]["options"]["mode"] == "non-blocking"


@pytest.mark.parametrize("service", ["web", "worker"])
def test_somebody_may_look_into_a_task(service: str) -> None:
    """ECS Exec: its agent, which is not the service, needs its rights and three places to write."""
    assert ecs(f"after/service-{service}")["enableExecuteCommand"] is True
    volumes = {each["name"] for each in ecs(f"after/task-{service}")["volumes"]}
    places = {each["sourceVolume"]: each["containerPath"] for each in container(service)["mountPoints"]}
    assert places.keys() == volumes
    assert set(places.values()) == {"/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"}
    given = {action for each in statements() if isinstance(each["Action"], list) for action in each["Action"]}
    assert given >= {action for action in UNBOUND if action.startswith("ssmmessages:")}
    assert "aws ecs execute-command" in (ROOT / "infra/README.md").read_text()


def test_a_version_that_errs_or_dawdles_is_taken_back() -> None:
    alarms = ecs("after/service-web")["deploymentConfiguration"]["alarms"]
    assert alarms["enable"] is alarms["rollback"] is True
    resources = YAML(typ="rt").load(AFTER / "ecs/platform.yaml")["Resources"]
    named = {name.strip("${}") for name in alarms["alarmNames"]}
    assert named == {name for name, each in resources.items() if each["Type"] == "AWS::CloudWatch::Alarm"}
    text = str([resources[name]["Properties"] for name in sorted(named)])
    assert "HTTPCode_Target_5XX_Count" in text
    assert "TargetResponseTime" in text
    # A shop that nobody visits is well.
    assert {resources[name]["Properties"]["TreatMissingData"] for name in named} == {"notBreaching"}


@pytest.mark.parametrize("service", ["web", "worker"])
def test_ecs_services_roll_back(service: str) -> None:
    definition = ecs(f"after/service-{service}")
    deployment = definition["deploymentConfiguration"]
    assert deployment["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert deployment["minimumHealthyPercent"] >= 100
    assert definition["desiredCount"] >= 2
    assert definition["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] == "DISABLED"


# Rights that are for no resource in particular.
UNBOUND = {
    "ecr:GetAuthorizationToken",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
}


def statements() -> Iterator[Document]:
    """The statements of every policy in the stacks; functions like !Sub are their text."""
    yaml = YAML(typ="rt")
    for path in (AFTER / "ecs").glob("*.yaml"):
        for resource in yaml.load(path)["Resources"].values():
            properties = resource.get("Properties", {})
            documents = [each["PolicyDocument"] for each in properties.get("Policies", [])]
            for document in [*documents, properties.get("PolicyDocument"), properties.get("AssumeRolePolicyDocument")]:
                yield from (document or {}).get("Statement", [])


def test_rights_are_the_least() -> None:
    allowed = [each for each in statements() if each["Effect"] == "Allow"]
    assert len(allowed) == 11
    for each in allowed:
        actions = [each["Action"]] if isinstance(each["Action"], str) else each["Action"]
        assert not [action for action in actions if "*" in action]
        if "Principal" not in each and not set(actions) <= UNBOUND:
            assert each["Resource"] != "*", actions
    denied = [each for each in statements() if each["Effect"] == "Deny"]
    assert [each["Condition"] for each in denied] == [{"Bool": {"aws:SecureTransport": "false"}}] * 3


def test_every_name_in_an_ecs_definition_is_an_output_of_a_stack() -> None:
    outputs = {"REGION", "IMAGE", "OTEL_EXPORTER_OTLP_ENDPOINT"}
    for path in (AFTER / "ecs").glob("*.yaml"):
        outputs |= set(re.findall(r"^  (\w+):", path.read_text().partition("\nOutputs:\n")[2], re.MULTILINE))
    for path in (AFTER / "ecs").glob("*.json"):
        assert set(re.findall(r"\$\{(\w+)\}", path.read_text())) <= outputs, path.name


@pytest.mark.parametrize("name", OVERLAYS)
def test_kubernetes_meets_the_restricted_standard(name: str) -> None:
    (namespace,) = of_kind(overlay(name), "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    (account,) = of_kind(overlay(name), "ServiceAccount")
    assert account["automountServiceAccountToken"] is False
    for _, pod in pods(overlay(name)):
        assert pod["serviceAccountName"] == account["metadata"]["name"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert not any("hostPath" in volume for volume in pod["volumes"])
        (only,) = pod["containers"]
        assert only["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert {"cpu", "memory"} <= only["resources"]["requests"].keys()
        assert "memory" in only["resources"]["limits"]
        assert re.search(r"/bookshop(:\d+\.\d+\.\d+|@sha256:\w{64})$", only["image"]), "a version, and one that stays"
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            assert "host" not in only.get(probe, {}).get("httpGet", {})


@pytest.mark.parametrize("name", OVERLAYS)
def test_kubernetes_keeps_serving(name: str) -> None:
    documents = overlay(name)
    deployments = {each["metadata"]["name"]: each["spec"] for each in of_kind(documents, "Deployment")}
    (scaler,) = of_kind(documents, "HorizontalPodAutoscaler")
    assert scaler["spec"]["minReplicas"] >= 2
    assert "replicas" not in deployments["bookshop-web"], "the autoscaler's number would be overwritten"
    assert deployments["bookshop-web"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    budgets = {
        each["spec"]["selector"]["matchLabels"]["app.kubernetes.io/component"]: each["spec"]["maxUnavailable"]
        for each in of_kind(documents, "PodDisruptionBudget")
    }
    assert budgets == {"web": 1, "worker": 1}
    for each in deployments.values():
        assert each["selector"]["matchLabels"].items() <= each["template"]["metadata"]["labels"].items()
        assert {spread["topologyKey"] for spread in each["template"]["spec"]["topologySpreadConstraints"]} == {
            "topology.kubernetes.io/zone",
            "kubernetes.io/hostname",
        }


def test_before_shows_what_operations_suffer() -> None:
    for each in of_kind(kubernetes(BEFORE / "k8s"), "Deployment"):
        assert each["spec"]["replicas"] == 1
        assert each["spec"]["strategy"] == {"type": "Recreate"}
        volumes = each["spec"]["template"]["spec"]["volumes"]
        assert any("hostPath" in volume for volume in volumes)
        assert any("nfs" in volume for volume in volumes)
        assert "livenessProbe" not in each["spec"]["template"]["spec"]["containers"][0]
    service = ecs("before/service")
    assert service["desiredCount"] == 1
    assert service["deploymentConfiguration"]["minimumHealthyPercent"] == 0
    before = compose("before")["before"]
    assert "healthcheck" not in before
    assert before["network_mode"] == "service:before-store"


def test_the_table_names_all_eight_and_every_field_that_it_names_is_there() -> None:
    from codemods.vocabulary.antipatterns import ANTI_PATTERNS

    readme = (ROOT / "infra" / "README.md").read_text()
    rows = re.findall(r"^\| (\d) [^|]*\|(.*)\|$", readme, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(ANTI_PATTERNS)
    everything = "".join(
        path.read_text() for path in [ROOT / "docker-compose.yml", *(p for p in AFTER.rglob("*") if p.is_file())]
    ) + "".join(path.read_text() for path in (ROOT / "infra/compose").iterdir() if path.is_file())
    for _, cells in rows:
        for field in re.findall(r"`([^`]+)`", cells):
            assert field in everything, field
