"""Experiment 4: a start with a slow artefact server, and a deploy under a start timeout."""

import time
from pathlib import Path

from labs.cluster import processes
from labs.cluster.customer import Customer
from labs.cluster.deployment import START_SECONDS, Cluster, Deployment, Replica, answers, deployment
from labs.cluster.throttle import UNLIMITED, Throttle, throttled
from labs.experiment import Bars, Experiment, Figure, Outcome

BUCKET = "large-models"
OTHERS = 12_000  # titles of other shops: a model of about 1.5 MB
SHORTEST_TIMEOUT = 5.0
ATTEMPTS = 3


def run(cluster: Cluster, tree: Path) -> Outcome:
    """The timeout follows from how long the same tree starts when the artefact server is fast, on this machine now."""
    size = cluster.put_model(BUCKET, OTHERS)
    with throttled(cluster.store.url) as throttle:
        settings = {"MODEL_BUCKET": BUCKET, "AWS_ENDPOINT_URL": throttle.url}
        with deployment(cluster, tree, settings=settings) as shop:
            # The release step and the first start prepare the database and are not measured.
            shop.start().remove()
            begin = time.monotonic()
            shop.start().remove()
            fast = time.monotonic() - begin

            timeout = max(SHORTEST_TIMEOUT, 3 * fast)
            for _ in range(ATTEMPTS):
                replica, slow, fetched = _slow_start(shop, throttle, size, timeout)
                if slow <= timeout or fetched:
                    break
                # Nothing was fetched, so it was not the artefact server: this machine has been busy.
            recommends = Customer(f"http://{replica.address}").get("/api/recommendations/1").status == 200
    within = slow <= timeout
    return Outcome(
        cell=f"{slow:.1f} s, deploy {'succeeds' if within else 'fails'}",
        figures=[
            Figure("start to first good answer, artefact server fast", fast, "s"),
            Figure("start to first good answer, artefact server slow", slow, "s"),
            Figure("share of the model fetched before the first answer", round(100 * fetched), "%"),
            Figure(
                f"deploy under a start timeout of {timeout:.1f} s", "succeeds" if within else "fails", harm=not within
            ),
            Figure("recommendations on first use", "served" if recommends else "missing", harm=not recommends),
        ],
        chart=Bars("s", {"fast server": fast, "slow server": slow}, timeout, "start timeout"),
    )


def _slow_start(shop: Deployment, throttle: Throttle, size: int, timeout: float) -> tuple[Replica, float, float]:
    """Start a replica while the model takes longer than the timeout: it, the seconds, the share fetched by then."""
    throttle.rate, throttle.sent = size / (1.3 * timeout), 0
    replica = shop.launch()
    limit = 2 * timeout + START_SECONDS
    seconds = processes.wait_until(lambda: answers(replica), limit, "a good answer", replica.process)
    fetched = min(1.0, throttle.sent / size)
    throttle.rate = UNLIMITED
    return replica, seconds, fetched


EXPERIMENT = Experiment(
    4,
    "How long does a replica start when the artefact server is slow, and does a deploy survive that?",
    "The first good answer does not wait for the model: the deploy ends within its start timeout.",
    run,
    "The start timeout is three times this tree's own start with a fast artefact server, at least 5 seconds.",
)
