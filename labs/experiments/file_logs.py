"""Experiment 7: the log of a replica that was killed and removed."""

import re
from pathlib import Path

from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, deployment
from labs.experiment import OWN_DISK, Bars, Experiment, Figure, Outcome

ORDERS = 10
LINE = re.compile(r"\border (\d+)\b", re.IGNORECASE)


def run(cluster: Cluster, tree: Path) -> Outcome:
    with deployment(cluster, tree) as shop:
        replica = shop.start()
        orders = {_order(f"http://{replica.address}") for _ in range(ORDERS)}
        written = replica.log_files() + replica.output()
        replica.remove()
        survived = replica.output()
    lines, left = _about(written, orders), _about(survived, orders)
    known = {number for number, _ in left}
    return Outcome(
        cell=f"{len(left)} of {len(lines)} lines survive",
        figures=[
            Figure(
                "log lines about the last orders that survive", len(left), f"of {len(lines)}", len(left) < len(lines)
            ),
            Figure("orders that the log still knows", len(known), f"of {ORDERS}", harm=len(known) < ORDERS),
            Figure("lines of the replica that survive", len(survived.splitlines()), f"of {len(written.splitlines())}"),
        ],
        chart=Bars("log lines", {"written": len(lines), "survive": len(left)}),
    )


def _order(url: str) -> int:
    customer = Customer(url)
    customer.fill_cart()
    return int(customer.pay().json["id"])


def _about(log: str, orders: set[int]) -> list[tuple[int, str]]:
    found = [(int(match[1]), line) for line in log.splitlines() if (match := LINE.search(line))]
    return [(number, line) for number, line in found if number in orders]


EXPERIMENT = Experiment(
    7,
    "When a replica is killed and removed, what is left of its log?",
    "Every line about the last orders is where the platform collects logs: nothing is lost with the container.",
    run,
    OWN_DISK,
)
