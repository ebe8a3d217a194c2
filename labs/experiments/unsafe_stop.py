"""Experiment 3: a rolling restart while customers pay, and replicas that end while slow cards are charged."""

import time
from collections import Counter
from pathlib import Path

from labs.cluster import processes
from labs.cluster.balancer import PLATFORM
from labs.cluster.deployment import Cluster, Deployment, deployment
from labs.cluster.load import Load
from labs.experiment import Experiment, Figure, Outcome, Timeline
from labs.experiments import charges
from labs.experiments.charges import Charges
from labs.experiments.stops import Stop, Watching, mistakes

REPLICAS = 2
CUSTOMERS = 8
CARD_SECONDS = 0.5
# What the platform allows; after/ needs its drain of 3 seconds and the longest request.
GRACE_SECONDS = 8.0
# Answers that show that a replica takes its part of the load.
WARM = 10


def run(cluster: Cluster, tree: Path) -> Outcome:
    slow = cluster.beside(charges.ended, tree)
    stops, events = list[Stop](), dict[str, float]()
    with (
        deployment(cluster, tree, delay=CARD_SECONDS) as shop,
        # A customer stays with one replica, so that carts on its disk, another experiment's matter, are found.
        shop.balanced(REPLICAS, spare=REPLICAS, policy="cookie", pace=PLATFORM) as (balancer, spare),
        Load(balancer.url, CUSTOMERS) as load,
    ):
        begin = time.monotonic()
        for number, (old, port) in enumerate(zip(list(shop.replicas), spare, strict=True), 1):
            new = shop.start(port)
            for each in (new, old):
                processes.wait_until(lambda each=each: load.answered_by(each.address) >= WARM, 60, "the load")  # type: ignore[misc]
            at = time.monotonic()
            events[f"SIGTERM {number}"] = at - begin
            with Watching(new.address) as watching:
                ended = old.stop(GRACE_SECONDS)
            stops.append(Stop(at, time.monotonic(), ended, old.address, watching.unready))
            if not ended:
                events[f"SIGKILL {number}"] = time.monotonic() - begin
        done = [load.answered_by(replica.address) for replica in shop.replicas[REPLICAS:]]
        for replica, so_far in zip(shop.replicas[REPLICAS:], done, strict=True):
            processes.wait_until(lambda: load.answered_by(replica.address) > so_far + WARM, 60, "the load")  # noqa: B023
        load.finish()
        return _outcome(shop, load, stops, begin, events, slow.result())


def _outcome(
    shop: Deployment, load: Load, stops: list[Stop], begin: float, events: dict[str, float], slow: Charges
) -> Outcome:
    failed = [request for request in load.requests if request.failed]
    killed = sum(not stop.ended for stop in stops)
    # A deploy that takes longer sees more requests.
    share = 100 * len(failed) / max(1, len(load.requests))
    twice = sum(times > 1 for times in shop.cards.cards.values())
    kinds = Counter(request.outcome for request in failed).most_common()
    money = charges.count(shop)
    half, lost = money.half + slow.half, money.lost + slow.lost
    return Outcome(
        cell=f"{len(failed)} of {len(load.requests)} requests failed ({share:.1f} %), "
        f"{half} half order{'s' * (half != 1)}, {twice} of {len(shop.cards.cards)} customers charged twice, "
        f"{lost} charge{'s' * (lost != 1)} lost",
        figures=[
            Figure("requests failed", len(failed), f"of {len(load.requests)} ({share:.1f} %)", harm=bool(failed)),
            Figure("what became of them", ", ".join(f"{kind}: {count}" for kind, count in kinds) or "-"),
            Figure("orders without lines or payment", half, f"of {money.orders + slow.orders}", harm=bool(half)),
            Figure("customers charged twice for one purchase", twice, f"of {len(shop.cards.cards)}", harm=twice > 0),
            Figure("cards charged without an order", money.lost, f"of {money.charged}", harm=bool(money.lost)),
            Figure(
                f"the same, cards of {charges.CARD_SECONDS:.0f} s, SIGTERM and SIGKILL",
                slow.lost,
                f"of {slow.charged}",
                harm=bool(slow.lost),
            ),
            Figure(f"replicas killed after {GRACE_SECONDS:.0f} s of grace", killed, f"of {REPLICAS}"),
        ],
        chart=Timeline(
            good=[request.begin - begin for request in load.requests if not request.failed],
            failed=[request.begin - begin for request in failed],
            events=events,
        ),
        mistakes=mistakes(shop.source, stops, failed, half) if failed or half or money.lost or slow.lost else [],
    )


EXPERIMENT = Experiment(
    3,
    "Does a deploy lose requests or orders while customers pay?",
    "In a rolling restart under load no request fails, no order is half-written, no card charged twice or for nothing; "
    "nor is one that takes 28 seconds when a replica is stopped or killed meanwhile.",
    run,
    "The balancer asks each replica once a second; two bad answers, and nothing else, tell it that one leaves. Each "
    "customer stays with one replica, and one whose payment is not answered comes back and pays again. Charges are "
    "held against orders when the worker has reconciled them; what it waits before that is taken off in the database.",
    waits=(charges.ended,),
)
