"""What a definition has to say so that the shop can be operated, each with the reason: the checks of all platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from codemods.domains.secrets.names_and_values import is_secret_name
from labs.define import application
from labs.define.container import Container, Document, Probe

MARGIN = 5


@dataclass(frozen=True)
class Shop:
    """What the service itself says: the secrets without which it does not start, and how long its stop takes."""

    secrets: frozenset[str]
    graceful: float
    drain: float


@dataclass(frozen=True)
class Problem:
    """What is wrong: the check, and what it says with the reason."""

    check: str
    text: str


Check = Callable[[Container, Shop], str]


def image(container: Container, shop: Shop) -> str:
    tag = container.image.rpartition("/")[2].partition(":")[2]
    if not container.image:
        return "no image is named"
    if "@sha256:" in container.image or any(each.isdigit() for each in tag):
        return ""
    return f"{container.image} names no version: nobody knows what runs, and a rollback builds something else"


def user(container: Container, shop: Shop) -> str:
    name = container.user.partition(":")[0]
    return "it runs as root: who breaks out of the shop owns the container" if name in ("", "0", "root") else ""


def read_only(container: Container, shop: Shop) -> str:
    if not container.read_only:
        return "its file system can be written: what is left there is state that dies with the container"
    if "/tmp" not in {each.rstrip("/") for each in container.writable}:
        return "nothing can be written at all: /tmp needs a place of its own (an upload, the model)"
    return ""


def secrets(container: Container, shop: Shop) -> str:
    told = sorted(name for name, value in container.values.items() if value and is_secret_name(name)
                  and not name.endswith("_FILE") and not value.startswith("${"))  # fmt: skip
    if told:
        return f"{', '.join(told)}: the value is written here; whoever reads the file has it"
    missing = sorted(shop.secrets - container.secrets - container.values.keys())
    if missing and not container.all_secrets:
        return f"{', '.join(missing)}: not given, and the shop does not start without"
    return ""


def state(container: Container, shop: Shop) -> str:
    if container.disks:
        return f"{container.disks[0]} is a folder of one machine: a replica elsewhere has other carts, or none"
    return "" if container.values.get("STATE_URL") else "no STATE_URL: carts and photos are files of one replica"


def probe(container: Container, shop: Shop) -> str:
    """One probe, or readiness and liveness; each must ask what it is for."""
    if not container.probes:
        return "nobody asks whether it is well: requests go to a replica that starts, hangs or leaves"
    return next(filter(None, (_asks(each, container) for each in container.probes)), "") or _lacking(container)


def _asks(asked: Probe, container: Container) -> str:
    if asked.kind == "socket":
        return f"{asked.purpose}: an open port is all that it sees; a replica that hangs has one too"
    if asked.kind == "shell":
        return f"{asked.purpose}: a shell runs the command; write it in exec form, as the image may have no shell"
    paths = {"readiness": ("/readyz",), "liveness": ("/healthz",)}.get(asked.purpose, ("/readyz", "/healthz"))
    if not any(path in asked.asks for path in paths):
        why = "a restart mends no database" if asked.purpose == "liveness" else "only that turns 503 in the drain"
        return f"{asked.purpose}: it asks {asked.asks[:40]!r}, not {' or '.join(paths)}: {why}"
    health = container.values.get("HEALTH_PORT", "")
    if not health or (asked.port or health) != health or (asked.kind == "exec" and f":{health}/" not in asked.asks):
        return f"{asked.purpose}: it asks not on HEALTH_PORT but behind slow requests; a busy replica is killed"
    return ""


def _lacking(container: Container) -> str:
    purposes = {each.purpose for each in container.probes}
    if "health" in purposes:
        return ""
    lacks = {"readiness", "liveness"} - purposes
    why = {"readiness": "customers come before it is ready", "liveness": "one that hangs is never replaced"}
    return "".join(f"no {each} probe: {why[each]}" for each in sorted(lacks)[:1])


def grace(container: Container, shop: Shop) -> str:
    drain = float(container.values.get("DRAIN_SECONDS") or shop.drain)
    need = drain + shop.graceful
    sum_ = f"a stop takes {drain:g} s of drain and {shop.graceful:g} s for what is in progress"
    if container.grace is None:
        return f"no grace period is said, and the platform's own is too short or chance: {sum_}"
    return "" if container.grace >= need + MARGIN else f"it is killed after {container.grace:g} s, and {sum_}"


def served(container: Container, shop: Shop) -> str:
    return application.wrong(container.words) if container.words[:1] == ["gunicorn"] else ""


def memory(container: Container, shop: Shop) -> str:
    return "" if container.memory else "no limit of memory: one replica that leaks takes the machine with it"


def replicas(container: Container, shop: Shop) -> str:
    if container.replicas is None:
        return "nobody says how many replicas: then it is one"
    return "" if container.replicas >= 2 else f"{container.replicas} replica: every fault of a machine is an outage"


EVERYWHERE: tuple[Check, ...] = (image, user, read_only, secrets, state, probe, grace, served, memory)


def common(container: Container, shop: Shop, *more: Check) -> Iterator[Problem]:
    """What the checks of all platforms, and these, find."""
    for check in (*EVERYWHERE, *more):
        if text := check(container, shop):
            yield Problem(check.__name__, text)


def of_task(task: Document, container: Document) -> Iterator[Problem]:
    """What only ECS asks for."""
    driver = (container.get("logConfiguration") or {}).get("logDriver")
    if driver not in ("awslogs", "awsfirelens", "splunk", "fluentd"):
        yield Problem("logs", "no logDriver that keeps the lines: they go with the machine")
    if not task.get("executionRoleArn") and container.get("secrets"):
        yield Problem("role", "no executionRoleArn: nothing may fetch the secrets before the start")


def of_service(service: Document, task: Document) -> Iterator[Problem]:
    """How many tasks, and how they are replaced; task is the definition that the service should run."""
    count = service.get("desiredCount")
    if not isinstance(count, int) or count < 2:
        yield Problem("replicas", "a desiredCount below 2: every fault of a machine is an outage")
    if service.get("taskDefinition", "").rpartition("/")[2].partition(":")[0] != task.get("family"):
        yield Problem("task", f"it runs another task definition than the family {task.get('family')}")
    yield from _rolls(service.get("deploymentConfiguration") or {})
    yield from _balanced(service.get("loadBalancers") or [], task)
    if service.get("loadBalancers") and "healthCheckGracePeriodSeconds" not in service:
        yield Problem("start", "no healthCheckGracePeriodSeconds: the balancer's checks stop a task that still starts")


def _rolls(deployment: Document) -> Iterator[Problem]:
    if deployment.get("minimumHealthyPercent", 100) < 100:
        yield Problem("rollout", "a minimumHealthyPercent below 100: a deploy takes away what serves before it has new")
    if deployment.get("maximumPercent", 200) <= 100:
        yield Problem("rollout", "a maximumPercent of 100: there is no room for a new task beside the old ones")
    breaker = deployment.get("deploymentCircuitBreaker") or {}
    if not (breaker.get("enable") and breaker.get("rollback")):
        yield Problem("rollback", "no deploymentCircuitBreaker with rollback: a bad version is tried for hours")


def _balanced(balancers: list[Document], task: Document) -> Iterator[Problem]:
    names = {each.get("name"): [port.get("containerPort") for port in each.get("portMappings", [])]
             for each in task.get("containerDefinitions", [])}  # fmt: skip
    if not balancers:
        yield Problem("balancer", "no loadBalancers: nobody sends it requests, or stops when one leaves")
    for each in balancers:
        if each.get("containerPort") not in names.get(each.get("containerName"), []):
            yield Problem("balancer", f"{each.get('containerName')}:{each.get('containerPort')} is no port of the task")


def of_rollout(spec: Document) -> Iterator[Problem]:
    """How a Deployment replaces its pods."""
    strategy: Any = spec.get("strategy") or {}
    if strategy.get("type") == "Recreate":
        yield Problem("rollout", "Recreate: every deploy is an outage, as long as a stop and a start take")
    elif str((strategy.get("rollingUpdate") or {}).get("maxUnavailable", "25%")) not in ("0", "0%"):
        yield Problem("rollout", "maxUnavailable is not 0: a deploy takes a replica away before it has a new one")
