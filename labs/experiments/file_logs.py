"""Experiment 7: the log of a replica that was killed and removed."""

import re
from collections.abc import Mapping
from pathlib import Path

from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, deployment
from labs.experiment import OWN_DISK, Bars, Experiment, Figure, Outcome

ORDERS = 10
LINE = re.compile(r"\border (\d+)\b", re.IGNORECASE)


# What keeps lines back where a kill reaches them, as the code spells it, and why.
BUFFERS = (
    (r"\b(MemoryHandler|QueueHandler|BufferingHandler)\b", "{0} keeps lines in memory until it is full"),
    (r"\b(print)\((?!.*flush=True)", "{0}() keeps lines in a buffer as long as standard output is no terminal"),
)


def run(cluster: Cluster, tree: Path) -> Outcome:
    with deployment(cluster, tree) as shop:
        replica = shop.start()
        orders = {_order(f"http://{replica.address}") for _ in range(ORDERS)}
        files, said = replica.log_files(), replica.output()
        replica.remove()
        survived = replica.output()
    left = _about(survived, orders)
    in_files = {name: _about(text, orders) - left for name, text in files.items()}
    lost = {name: lines for name, lines in in_files.items() if lines}
    lines = left.union(*lost.values()) | _about(said, orders)
    known = {number for number, _ in left}
    written = sum(text.count("\n") for text in [*files.values(), said])
    return Outcome(
        cell=f"{len(left)} of {len(lines)} lines survive",
        figures=[
            Figure(
                "log lines about the last orders that survive", len(left), f"of {len(lines)}", len(left) < len(lines)
            ),
            Figure("orders that the log still knows", len(known), f"of {ORDERS}", harm=len(known) < ORDERS),
            Figure("lines of the replica that survive", len(survived.splitlines()), f"of {written}"),
        ],
        chart=Bars("log lines", {"written": len(lines), "survive": len(left)}),
        mistakes=_mistakes(lost, tree) if len(left) < len(lines) or len(known) < ORDERS else [],
    )


def _mistakes(lost: Mapping[str, set[tuple[int, str]]], tree: Path) -> list[str]:
    """Which file keeps what for itself; or why there is nothing to be kept."""
    if lost:
        return [
            f"{len(lines)} lines about orders are in {name} alone: {_why_lost(name)}" for name, lines in lost.items()
        ]
    for path in sorted(tree.glob("*.py")):
        for pattern, why in BUFFERS:
            if found := re.search(pattern, path.read_text()):
                return [
                    f"nothing about orders was out when the replica was killed: {why.format(found[1])} ({path.name})"
                ]
    return ["nothing at all is logged about orders: no handler is there, or its level is above INFO"]


def _why_lost(name: str) -> str:
    return "/tmp and the like are on the replica's disk as well" if name.startswith("/") else "it goes with the disk"


def _order(url: str) -> int:
    customer = Customer(url)
    customer.fill_cart()
    return int(customer.pay().json["id"])


def _about(log: str, orders: set[int]) -> set[tuple[int, str]]:
    found = ((int(match[1]), line) for line in log.splitlines() if (match := LINE.search(line)))
    return {(number, line) for number, line in found if number in orders}


EXPERIMENT = Experiment(
    7,
    "When a replica is killed and removed, what is left of its log?",
    "Every line about the last orders is where the platform collects logs: nothing is lost with the container.",
    run,
    OWN_DISK,
)
