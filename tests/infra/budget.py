"""The times and sizes that must fit into each other, as the files of both services say them.

A quantity that a file does not set has the platform's default, one that nothing bounds is infinite.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.emitted.support import load
from tests.infra.support import (
    AFTER,
    BEFORE,
    OVERLAYS,
    ROOT,
    Document,
    compose,
    container,
    ecs,
    gunicorn,
    kubernetes,
    of_kind,
    overlay,
    pods,
    seconds,
)

MIB = 2**20


@dataclass(frozen=True)
class Budget:
    """Seconds, but for `threads` and the sizes, which are in MiB."""

    where: str
    connect: float  # until a connection to the database stands
    database: float  # until it answers
    store: float  # until the object store has answered, all attempts together
    outbound: float  # until the card network has answered
    graceful: float  # what a stop gives a request that is in progress
    drain: float
    grace: float  # from SIGTERM to SIGKILL
    deregistration: float  # how long the load balancer goes on with what an instance that leaves has begun
    answer: float  # how long the load balancer waits for an answer
    liveness: float  # how long an instance may not answer before it is replaced
    threads: float
    upload: float
    tmp: float


Quantity = Callable[[Budget], float]
# What must be less than what, by the words of infra/README.md.
ROWS: tuple[tuple[str, Quantity, str, Quantity], ...] = (
    ("connect to the database", lambda b: b.connect, "database", lambda b: b.database),
    ("database", lambda b: b.database, "outbound call", lambda b: b.outbound),
    ("store", lambda b: b.store, "outbound call", lambda b: b.outbound),
    ("outbound call", lambda b: b.outbound, "graceful timeout", lambda b: b.graceful),
    ("drain + graceful timeout + 5 s", lambda b: b.drain + b.graceful + 5, "grace period", lambda b: b.grace),
    ("grace period", lambda b: b.grace, "deregistration", lambda b: b.deregistration),
    ("graceful timeout", lambda b: b.graceful, "load balancer's patience", lambda b: b.answer),
    ("database + store + outbound call", lambda b: b.database + b.store + b.outbound, "liveness", lambda b: b.liveness),
    ("two uploads for each thread", lambda b: b.threads * b.upload * 2, "/tmp", lambda b: b.tmp),
)


def broken(budget: Budget) -> list[str]:
    """Each inequality that does not hold, with its numbers."""
    return [
        f"{budget.where}: {small} ({less(budget):g}) is not less than {large} ({more(budget):g})"
        for small, less, large, more in ROWS
        if math.inf != more(budget) <= less(budget)
    ]


def outbound(side: str) -> float:
    """The client's time-out: where the service makes the client, else the library's own."""
    library = {"after": "after/cardnetwork/__init__.py", "before": "infra/before/fileserver/python/cardnetwork.py"}
    made = "".join(each.read_text() for each in sorted((ROOT / side).glob("*.py")))
    for text, pattern in (
        (made, r"cardnetwork\.Client\(.*\btimeout=(\d+)\)"),
        ((ROOT / library[side]).read_text(), r"\btimeout=(\d+)\)"),
    ):
        if found := re.search(pattern, text):
            return float(found[1])
    return math.inf


def upload(side: str) -> float:
    found = re.search(r'"MAX_CONTENT_LENGTH"\] = ([\d *]+)$', (ROOT / side / "app.py").read_text(), re.MULTILINE)
    assert found
    return math.prod(int(each) for each in found[1].split("*")) / MIB


def store() -> float:
    """The longer of the two clients' waits: storage.py's, and the one that fetches the model."""
    config = load("storage")._client(os.getpid()).meta.config
    own = (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"])
    written = re.search(
        r'connect_timeout=(\d+), read_timeout=(\d+), retries=\{"total_max_attempts": (\d+)\}',
        (ROOT / "after/recommendations.py").read_text(),
    )
    assert written
    return max(_attempts(*own), _attempts(*map(int, written.groups())))


def _attempts(connect: int, read: int, attempts: int) -> float:
    return float(attempts * (connect + read) + sum(2**attempt for attempt in range(attempts - 1)))


def size(text: str) -> float:
    """`128m`, `128Mi` in MiB."""
    found = re.search(r"(\d+)[mM]i?$", text)
    assert found, text
    return float(found[1])


def after(where: str, given: Document, **own: float) -> Budget:
    """What the code and the settings of a definition say."""
    return Budget(
        where=where,
        connect=float(given["DATABASE_CONNECT_TIMEOUT"]),
        database=float(given["DATABASE_TIMEOUT"]),
        store=store(),
        outbound=outbound("after"),
        graceful=gunicorn()["graceful_timeout"],
        drain=float(given["DRAIN_SECONDS"]),
        threads=float(given["GUNICORN_THREADS"]),
        upload=upload("after"),
        **own,
    )


def before(where: str, grace: float, liveness: float = math.inf) -> Budget:
    """A handler that exits at once, no time-out but the card network's, and a disk without a limit."""
    return Budget(
        where=where,
        connect=math.inf,
        database=math.inf,
        store=0,
        outbound=outbound("before"),
        graceful=0,
        drain=0,
        grace=grace,
        deregistration=math.inf,
        answer=math.inf,
        liveness=liveness,
        threads=1,
        upload=upload("before"),
        tmp=math.inf,
    )


def budgets() -> Iterator[Budget]:
    """Each process that serves or works, in each definition of both services."""
    yield from _compose()
    yield from _ecs()
    for name in OVERLAYS:
        yield from _kubernetes(name)
    yield before("before, Compose", grace=seconds(compose("before")["before"].get("stop_grace_period", "10s")))
    for each in ecs("before/task")["containerDefinitions"][:1]:
        yield before("before, ECS", grace=each.get("stopTimeout", 30))
    for each in of_kind(kubernetes(BEFORE / "k8s"), "Deployment")[:1]:
        yield before(
            "before, Kubernetes", grace=each["spec"]["template"]["spec"].get("terminationGracePeriodSeconds", 30)
        )


def _compose() -> Iterator[Budget]:
    settings = (ROOT / "infra/compose/haproxy.cfg").read_text()
    answer = re.search(r"^    timeout server (\S+)$", settings, re.MULTILINE)
    assert answer
    for name in ("after", "after-worker"):
        each = compose("after")[name]
        yield after(
            f"Compose, {name}",
            each["environment"],
            grace=seconds(each["stop_grace_period"]),
            deregistration=math.inf,  # HAProxy goes on with what has begun
            answer=seconds(answer[1]),
            liveness=math.inf,  # Compose replaces nobody
            tmp=size(each["tmpfs"][0]),
        )


def _ecs() -> Iterator[Budget]:
    stack = (AFTER / "ecs/platform.yaml").read_text()

    def attribute(key: str) -> float:
        found = re.search(rf"Key: {re.escape(key)}, Value: \"(\d+)\"", stack)
        assert found, key
        return float(found[1])

    checks = dict(re.findall(r"^      (HealthCheck\w+|UnhealthyThresholdCount): \"?(\d+)\"?$", stack, re.MULTILINE))
    balancer = float(checks["HealthCheckIntervalSeconds"]) * float(checks["UnhealthyThresholdCount"])
    for task in ("web", "worker"):
        each = container(task)
        own = each["healthCheck"]["interval"] * each["healthCheck"]["retries"] if task == "web" else math.inf
        yield after(
            f"ECS, {task}",
            {setting["name"]: setting["value"] for setting in each["environment"]},
            grace=each["stopTimeout"],
            deregistration=attribute("deregistration_delay.timeout_seconds"),
            answer=attribute("idle_timeout.timeout_seconds"),
            liveness=min(own, balancer),
            tmp=float(each["linuxParameters"]["tmpfs"][0]["size"]),
        )


def _kubernetes(name: str) -> Iterator[Budget]:
    (settings,) = of_kind(overlay(name), "ConfigMap")
    for pod, each in pods(overlay(name)):
        if pod == "bookshop-migrate":
            continue
        probe = each["containers"][0].get("livenessProbe", {})
        yield after(
            f"Kubernetes {name}, {pod}",
            settings["data"],
            grace=each["terminationGracePeriodSeconds"],
            deregistration=math.inf,  # Traefik goes on with what has begun
            answer=math.inf,  # and waits for an answer as long as it takes
            liveness=probe.get("periodSeconds", math.inf) * probe.get("failureThreshold", 3),
            tmp=size(each["volumes"][0]["emptyDir"]["sizeLimit"]),
        )
