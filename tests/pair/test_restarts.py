"""A deploy after the other while customers pay, and no request fails: `make restarts` sends 10,000."""

from __future__ import annotations

import os
from collections import Counter

from labs.cluster import processes
from labs.cluster.deployment import cluster, deployment
from labs.cluster.load import Load
from labs.experiments import charges
from tests.pair.conftest import AFTER

REQUESTS = int(os.environ.get("OPERABLE_REQUESTS", "600"))
CUSTOMERS = 8
# Answers that show that a replica takes its part of the load.
WARM = 10


def test_no_request_fails_in_rolling_restarts() -> None:
    """A replica starts, the oldest leaves. Carts are in the bucket: a customer's next request may meet any replica."""
    with (
        cluster(AFTER / "books.csv") as made,
        deployment(made, AFTER, delay=0.2) as shop,
        shop.balanced(2, spare=1) as (balancer, (free,)),
        Load(balancer.url, CUSTOMERS) as load,
    ):
        serving = list(shop.replicas)
        restarts = 0
        while len(load.requests) < REQUESTS or restarts < 2:
            serving.append(shop.start(free))
            for each in serving[1:]:
                enough = load.answered_by(each.address) + WARM
                processes.wait_until(
                    lambda each=each, enough=enough: load.answered_by(each.address) >= enough, 60, "the load"
                )  # type: ignore[misc]
            oldest = serving.pop(0)
            assert oldest.stop(40), "it was killed"
            free = int(oldest.address.rpartition(":")[2])
            restarts += 1
        load.finish()
        failed = Counter(f"{request.what}: {request.outcome}" for request in load.requests if request.failed)
        print(f"{len(load.requests)} requests, {restarts} restarts, {failed.total()} failed")
        assert failed == {}
        money = charges.count(shop)
        assert (money.half, money.lost) == (0, 0)
        assert all(times == 1 for times in shop.cards.cards.values())
