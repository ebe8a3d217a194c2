"""Experiment 3: a rolling restart while customers pay."""

import time
from collections import Counter
from pathlib import Path

from labs.cluster import processes
from labs.cluster.deployment import Cluster, Deployment, deployment
from labs.cluster.load import Load
from labs.experiment import Experiment, Figure, Outcome, Timeline

REPLICAS = 2
CUSTOMERS = 8
CARD_SECONDS = 0.5
# What the platform allows; after/ needs its drain of 2 seconds and the longest request.
GRACE_SECONDS = 8.0
# Answers that show that a replica takes its part of the load.
WARM = 10

HALF_WRITTEN = """
    SELECT count(*) FROM orders o
    WHERE status <> 'paid' OR NOT EXISTS (SELECT 1 FROM order_lines WHERE order_id = o.id)
       OR NOT EXISTS (SELECT 1 FROM payments WHERE order_id = o.id)"""
CHARGES = "SELECT charge FROM payments"


def run(cluster: Cluster, tree: Path) -> Outcome:
    killed, events = 0, dict[str, float]()
    with (
        deployment(cluster, tree, delay=CARD_SECONDS) as shop,
        # A customer stays with one replica, so that carts on its disk, another experiment's matter, are found.
        shop.balanced(REPLICAS, spare=REPLICAS, policy="header X-Customer") as (balancer, spare),
        Load(balancer.url, CUSTOMERS) as load,
    ):
        begin = time.monotonic()
        for number, (old, port) in enumerate(zip(list(shop.replicas), spare, strict=True), 1):
            new = shop.start(port)
            for each in (new, old):
                processes.wait_until(lambda each=each: load.answered_by(each.address) >= WARM, 60, "the load")  # type: ignore[misc]
            events[f"SIGTERM {number}"] = time.monotonic() - begin
            if not old.stop(GRACE_SECONDS):
                killed += 1
                events[f"SIGKILL {number}"] = time.monotonic() - begin
        done = [load.answered_by(replica.address) for replica in shop.replicas[REPLICAS:]]
        for replica, so_far in zip(shop.replicas[REPLICAS:], done, strict=True):
            processes.wait_until(lambda: load.answered_by(replica.address) > so_far + WARM, 60, "the load")  # noqa: B023
        load.finish()
        return _outcome(shop, load, killed, begin, events)


def _outcome(shop: Deployment, load: Load, killed: int, begin: float, events: dict[str, float]) -> Outcome:
    failed = [request for request in load.requests if request.failed]
    (half,) = shop.query(HALF_WRITTEN)[0]
    paid = {charge for (charge,) in shop.query(CHARGES)}
    lost = sum(charge["id"] not in paid for charge in shop.cards.charges.values())
    twice = sum(times > 1 for times in shop.cards.cards.values())
    kinds = Counter(request.outcome for request in failed).most_common()
    return Outcome(
        cell=f"{len(failed)} of {len(load.requests)} requests failed, {half} half order{'s' * (half != 1)}",
        figures=[
            Figure("requests failed", len(failed), f"of {len(load.requests)}", harm=bool(failed)),
            Figure("what became of them", ", ".join(f"{kind}: {count}" for kind, count in kinds) or "-"),
            Figure(
                "orders without lines or payment",
                int(str(half)),
                f"of {len(shop.query('SELECT 1 FROM orders'))}",
                harm=half != 0,
            ),
            Figure("customers charged twice for one purchase", twice, f"of {len(shop.cards.cards)}", harm=twice > 0),
            Figure("cards charged without an order", lost, f"of {len(shop.cards.charges)}", harm=bool(lost)),
            Figure(f"replicas killed after {GRACE_SECONDS:.0f} s of grace", killed, f"of {REPLICAS}"),
        ],
        chart=Timeline(
            good=[request.begin - begin for request in load.requests if not request.failed],
            failed=[request.begin - begin for request in failed],
            events=events,
        ),
    )


EXPERIMENT = Experiment(
    3,
    "Does a deploy lose requests or orders while customers pay?",
    "In a rolling restart under load no request fails, no order is half-written, no card charged twice or for nothing.",
    run,
    "The balancer learns from health checks alone that a replica leaves, each customer stays with one replica, "
    "and one whose payment is not answered comes back and pays again.",
)
