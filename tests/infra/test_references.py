"""What one definition says of another: selectors, ports, probes, and the order of a release."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.infra.support import AFTER, OVERLAYS, ROOT, Document, compose, container, of_kind, overlay, pods

LABELS = "app.kubernetes.io/name", "app.kubernetes.io/component"
ANYWHERE: list[Document] = []


def labels(name: str, component: str) -> dict[str, str]:
    """The labels of a Deployment's or Job's pods."""
    (found,) = (
        each["spec"]["template"]["metadata"]["labels"]
        for each in of_kind(overlay(name), "Deployment", "Job")
        if each["metadata"]["labels"]["app.kubernetes.io/component"] == component
    )
    return {key: found[key] for key in LABELS}


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_way_of_a_request(name: str) -> None:
    """Ingress, Service, pod: each names the next one."""
    (ingress,), (service,) = of_kind(overlay(name), "Ingress"), of_kind(overlay(name), "Service")
    (rule,) = ingress["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    (port,) = service["spec"]["ports"]
    backend = path["backend"]["service"]
    assert (backend["name"], backend["port"]["name"]) == (service["metadata"]["name"], port["name"])
    assert ingress["spec"]["tls"][0]["hosts"] == [rule["host"]]
    assert service["spec"]["selector"] == labels(name, "web")
    (web,) = dict(pods(overlay(name)))["bookshop-web"]["containers"]
    assert port["targetPort"] in [each["name"] for each in web["ports"]]
    (whole,) = of_kind(overlay(name), "Middleware")
    named = ingress["metadata"]["annotations"]["traefik.ingress.kubernetes.io/router.middlewares"]
    assert named == f"{whole['metadata']['namespace']}-{whole['metadata']['name']}@kubernetescrd"


@pytest.mark.parametrize("name", OVERLAYS)
def test_who_keeps_how_many(name: str) -> None:
    (scaler,) = of_kind(overlay(name), "HorizontalPodAutoscaler")
    assert scaler["spec"]["scaleTargetRef"]["name"] in dict(pods(overlay(name)))
    assert 2 <= scaler["spec"]["minReplicas"] < scaler["spec"]["maxReplicas"]
    budgets = [each["spec"]["selector"]["matchLabels"] for each in of_kind(overlay(name), "PodDisruptionBudget")]
    assert budgets == [labels(name, "web"), labels(name, "worker")]
    for each in of_kind(overlay(name), "Deployment"):
        for spread in each["spec"]["template"]["spec"]["topologySpreadConstraints"]:
            own = labels(name, each["metadata"]["name"].removeprefix("bookshop-"))
            assert spread["labelSelector"]["matchLabels"] == own


def test_probes_ask_for_what_the_service_answers() -> None:
    """/readyz where requests are sent, /healthz where a restart follows."""
    ready, alive = {}, {}
    for name in OVERLAYS:
        (web,) = dict(pods(overlay(name)))["bookshop-web"]["containers"]
        ready[name] = web["readinessProbe"]["httpGet"]["path"]
        for probe in ("livenessProbe", "startupProbe"):
            alive[f"{name} {probe}"] = web[probe]["httpGet"]["path"]
            assert web[probe]["httpGet"]["port"] == web["readinessProbe"]["httpGet"]["port"] == "health"
    (ready["ALB"],) = re.findall(r"HealthCheckPath: (\S+)", (AFTER / "ecs/platform.yaml").read_text())
    (ready["HAProxy"],) = re.findall(r"httpchk GET (\S+)", (ROOT / "infra/compose/haproxy.cfg").read_text())
    asked = {
        "Compose": compose("after")["after"]["healthcheck"]["test"],
        "ECS": container("web")["healthCheck"]["command"],
    }
    for where, (kind, program, _, code) in asked.items():
        assert (kind, program) == ("CMD", "python"), "the image has no curl"
        (url,) = re.findall(r"http://127.0.0.1:5001(/\w+)", code)
        {"Compose": ready, "ECS": alive}[where][where] = url
    assert set(ready.values()) == {"/readyz"}, ready
    assert set(alive.values()) == {"/healthz"}, alive


def out(policy: Document) -> dict[Any, list[Document]]:
    """Where to, by port and protocol."""
    return {
        (port["port"], port["protocol"]): rule.get("to", ANYWHERE)
        for rule in policy["spec"]["egress"]
        for port in rule["ports"]
    }


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_network_lets_through_what_is_needed_and_no_more(name: str) -> None:
    policies = {each["metadata"]["name"]: each for each in of_kind(overlay(name), "NetworkPolicy")}
    assert policies["default-deny"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    reached = out(policies["bookshop-out"])
    (settings,) = of_kind(overlay(name), "ConfigMap")
    assert settings["data"]["CARD_NETWORK_URL"].startswith("https://")
    assert settings["data"]["AWS_ENDPOINT_URL"].startswith("https://")
    dns = {(53, "UDP"), (53, "TCP")}
    assert reached.keys() == {*dns, (int(settings["data"]["DB_PORT"]), "TCP"), (443, "TCP")}
    assert all((reached[port] is not ANYWHERE) == (port in dns) for port in reached)
    chosen = policies["bookshop-out"]["spec"]["podSelector"]["matchLabels"].items()
    assert all(chosen <= labels(name, component).items() for component in ("web", "worker", "migrate"))
    assert policies["bookshop-web"]["spec"]["podSelector"]["matchLabels"] == labels(name, "web")
    (rule,) = policies["bookshop-web"]["spec"]["ingress"]
    assert rule["ports"] == [{"port": "web", "protocol": "TCP"}]
    assert rule["from"]
    # kube-dns itself, and the cache on the node that stands before it in many clusters.
    assert reached[53, "UDP"][1:] == [{"ipBlock": {"cidr": "169.254.20.10/32"}}]


@pytest.mark.parametrize("name", OVERLAYS)
def test_every_port_says_its_protocol(name: str) -> None:
    """The API server fills it in: what is compared with the cluster would differ for ever."""
    (service,) = of_kind(overlay(name), "Service")
    ports = [*service["spec"]["ports"], *dict(pods(overlay(name)))["bookshop-web"]["containers"][0]["ports"]]
    for policy in of_kind(overlay(name), "NetworkPolicy"):
        for rule in (*policy["spec"].get("ingress", []), *policy["spec"].get("egress", [])):
            ports += rule["ports"]
    assert [each for each in ports if "protocol" not in each] == []


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_release_step_brings_all_that_it_needs(name: str) -> None:
    """release.sh applies what has this label first: without its settings the job would not start."""
    first = [each for each in overlay(name) if each["metadata"].get("labels", {}).get("bookshop/step") == "release"]
    kinds = {each["kind"] for each in first}
    assert kinds == {"Namespace", "ServiceAccount", "ConfigMap", "ExternalSecret", "NetworkPolicy", "Job"}
    assert len([each for each in first if each["kind"] == "NetworkPolicy"]) == len(
        of_kind(overlay(name), "NetworkPolicy")
    )
    assert "--selector bookshop/step=release" in (AFTER / "k8s/release.sh").read_text()
