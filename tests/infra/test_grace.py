"""One grace budget: the drain, then what gunicorn gives requests in progress, within what each platform grants."""

from __future__ import annotations

import re

import pytest

from tests.infra.support import (
    AFTER,
    OVERLAYS,
    ROOT,
    compose,
    container,
    ecs,
    gunicorn,
    of_kind,
    overlay,
    pods,
    seconds,
)

MARGIN = 5
SETTINGS = gunicorn()


def budget(drain: str) -> float:
    """What a stop takes at the most."""
    return float(drain) + SETTINGS["graceful_timeout"]


def stack(name: str) -> str:
    return (AFTER / "ecs" / f"{name}.yaml").read_text()


def attribute(key: str) -> float:
    """A target group's or load balancer's attribute, in seconds."""
    found = re.search(rf"Key: {re.escape(key)}, Value: \"(\d+)\"", stack("platform"))
    assert found, key
    return float(found[1])


def haproxy(setting: str) -> float:
    found = re.search(rf"^    {setting} (\S+)$", (ROOT / "infra/compose/haproxy.cfg").read_text(), re.MULTILINE)
    assert found, setting
    return seconds(found[1])


def test_the_definitions_give_the_drain_that_the_code_has() -> None:
    drains = {compose("after")["after"]["environment"]["DRAIN_SECONDS"]}
    drains |= {each["value"] for each in container("web")["environment"] if each["name"] == "DRAIN_SECONDS"}
    for name in OVERLAYS:
        drains |= {each["data"]["DRAIN_SECONDS"] for each in of_kind(overlay(name), "ConfigMap")}
    assert {float(each) for each in drains} == {SETTINGS["DRAIN_SECONDS"]}


@pytest.mark.parametrize("service", ["after", "after-worker"])
def test_compose(service: str) -> None:
    definition = compose("after")[service]
    drain = definition["environment"]["DRAIN_SECONDS"]
    assert seconds(definition["stop_grace_period"]) >= budget(drain) + MARGIN


def test_the_load_balancer_of_compose_outlives_a_request() -> None:
    """It stops when its last connection ends, and a connection lasts as long as the service may take."""
    assert seconds(compose("after")["after-lb"]["stop_grace_period"]) >= budget(str(SETTINGS["DRAIN_SECONDS"])) + MARGIN


@pytest.mark.parametrize("task", ["web", "worker"])
def test_ecs(task: str) -> None:
    definition = container(task)
    (drain,) = (each["value"] for each in definition["environment"] if each["name"] == "DRAIN_SECONDS")
    assert budget(drain) + MARGIN <= definition["stopTimeout"] <= 120


@pytest.mark.parametrize("name", OVERLAYS)
def test_kubernetes(name: str) -> None:
    (settings,) = of_kind(overlay(name), "ConfigMap")
    for pod, specification in pods(overlay(name)):
        if pod == "bookshop-migrate":
            continue
        (only,) = specification["containers"]
        assert specification["terminationGracePeriodSeconds"] >= budget(settings["data"]["DRAIN_SECONDS"]) + MARGIN
        assert "lifecycle" not in only, "the drain is the application's: a preStop would take from the same budget"


def test_a_draining_instance_is_noticed_before_it_closes() -> None:
    """ECS deregisters a task before it stops it; HAProxy and the readiness probe have to find out."""
    drain = SETTINGS["DRAIN_SECONDS"]
    server = (ROOT / "infra/compose/haproxy.cfg").read_text()
    fall = re.search(r"inter (\S+) fastinter \S+ fall (\d+)", server)
    assert fall
    assert seconds(fall[1]) * int(fall[2]) < drain
    for name in OVERLAYS:
        probe = dict(pods(overlay(name)))["bookshop-web"]["containers"][0]["readinessProbe"]
        assert probe["periodSeconds"] * probe["failureThreshold"] < drain


def test_the_load_balancer_waits_for_requests_in_progress() -> None:
    assert attribute("deregistration_delay.timeout_seconds") >= budget(str(SETTINGS["DRAIN_SECONDS"]))
    assert attribute("deregistration_delay.timeout_seconds") <= container("web")["stopTimeout"]


def test_the_service_keeps_idle_connections_longer_than_the_load_balancers() -> None:
    assert SETTINGS["keepalive"] > attribute("idle_timeout.timeout_seconds")
    assert SETTINGS["keepalive"] > haproxy("timeout http-keep-alive")


def test_start_up_has_a_limit_of_its_own() -> None:
    for name in OVERLAYS:
        only = dict(pods(overlay(name)))["bookshop-web"]["containers"][0]
        assert only["startupProbe"]["periodSeconds"] * only["startupProbe"]["failureThreshold"] >= 30
    assert container("web")["healthCheck"]["startPeriod"] >= 30
    assert ecs("after/service-web")["healthCheckGracePeriodSeconds"] >= 30


def test_a_slow_card_network_gets_nobody_restarted() -> None:
    """All threads may wait for it as long as its client does; a restart would mend nothing and cut their payments."""
    found = re.search(r"timeout=(\d+)", (ROOT / "after/cardnetwork/__init__.py").read_text())
    assert found
    longest = float(found[1])
    check = container("web")["healthCheck"]
    patience = {"ECS": check["interval"] * check["retries"]}
    setting = dict(re.findall(r"^      (\w+): (\d+)$", stack("platform"), re.MULTILINE))
    patience["ALB"] = int(setting["HealthCheckIntervalSeconds"]) * int(setting["UnhealthyThresholdCount"])
    for name in OVERLAYS:
        probe = dict(pods(overlay(name)))["bookshop-web"]["containers"][0]["livenessProbe"]
        patience[name] = probe["periodSeconds"] * probe["failureThreshold"]
    assert {name: each for name, each in patience.items() if each <= longest} == {}
