"""The drain, what has to notice it, and what must outlive it; the times themselves are test_budget.py's."""

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


@pytest.mark.parametrize("name", ["after-front", "after-lb"])
def test_the_proxies_of_compose_outlive_a_request(name: str) -> None:
    """They stop when their last connection ends, and a connection lasts as long as the service may take."""
    assert seconds(compose("after")[name]["stop_grace_period"]) >= budget(str(SETTINGS["DRAIN_SECONDS"])) + MARGIN


def test_whoever_is_slow_is_waited_for_by_a_proxy() -> None:
    """It takes each request whole: as large as the service takes one, and then some for the form around a photo."""
    conf = (ROOT / "infra/compose/nginx.conf").read_text()
    assert "proxy_request_buffering on;" in conf
    sizes = {"nginx": int(re.findall(r"client_max_body_size (\d+)m;", conf)[0]) * 2**20}
    for name in OVERLAYS:
        (whole,) = of_kind(overlay(name), "Middleware")
        sizes[name] = whole["spec"]["buffering"]["maxRequestBodyBytes"]
    assert {each for each in sizes.values() if not 5 * 2**20 < each < 8 * 2**20} == set()
    published = [name for name, each in compose("after").items() if each.get("ports")]
    assert published == ["after-front"]


def test_only_the_application_drains() -> None:
    """A preStop would take from the same budget."""
    for name in OVERLAYS:
        assert [pod for pod, each in pods(overlay(name)) if "lifecycle" in each["containers"][0]] == []


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


def test_the_service_keeps_idle_connections_longer_than_the_load_balancers() -> None:
    assert SETTINGS["keepalive"] > attribute("idle_timeout.timeout_seconds")
    assert SETTINGS["keepalive"] > haproxy("timeout http-keep-alive")


def test_start_up_has_a_limit_of_its_own() -> None:
    for name in OVERLAYS:
        only = dict(pods(overlay(name)))["bookshop-web"]["containers"][0]
        assert only["startupProbe"]["periodSeconds"] * only["startupProbe"]["failureThreshold"] >= 30
    assert container("web")["healthCheck"]["startPeriod"] >= 30
    assert ecs("after/service-web")["healthCheckGracePeriodSeconds"] >= 30
