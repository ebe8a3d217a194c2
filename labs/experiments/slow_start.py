"""Experiment 4: a start with a slow artefact server, and a deploy under a start timeout."""

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from labs import ill_start
from labs.cluster import processes
from labs.cluster.customer import Customer
from labs.cluster.deployment import START_SECONDS, Cluster, Deployment, Replica, answers, deployment
from labs.cluster.faults import FAULTS
from labs.cluster.throttle import UNLIMITED, Throttle, throttled
from labs.experiment import Bars, Experiment, Figure, Outcome
from labs.prove.guard import usage

BUCKET = "large-models"
OTHERS = 12_000  # titles of other shops: a model of about 1.5 MB
SHORTEST_TIMEOUT = 5.0
SHORTEST_ILL = 8.0  # three start at a time
ATTEMPTS = 3
AT_ONCE = 8
FIRST_USE_SECONDS = 2.0  # that the model takes then
SERVED = "served"
GRACE_SECONDS = 5.0
PROBE_SECONDS = 1.0


def run(cluster: Cluster, tree: Path) -> Outcome:
    """The timeout follows from how long the same tree starts when the artefact server is fast, on this machine now."""
    ill = cluster.beside(while_ill, tree)
    size = cluster.put_model(BUCKET, OTHERS)
    with throttled(cluster.store.url) as throttle:
        settings = {"MODEL_BUCKET": BUCKET, "AWS_ENDPOINT_URL": throttle.url}
        with deployment(cluster, tree, settings=settings) as shop:
            fast = _usual(shop)
            timeout = max(SHORTEST_TIMEOUT, 3 * fast)
            old, slow = _slow_start(shop, throttle, size, timeout)
            for _ in range(ATTEMPTS):
                new, fetched = _deploy(shop, throttle, size, timeout)
                if new or fetched:
                    break
                # Nothing was fetched, so it was not the artefact server: this machine has been busy.
            if new:
                old.stop(GRACE_SECONDS)
            serving = new or old
            goes_on = answers(serving)
            recommends, mistakes = _first_use(shop, throttle, size, fast)
            if new is None:
                mistakes.insert(0, _who_waits(shop, throttle, size, timeout, fast))
    done = "succeeds" if new else "fails"
    return Outcome(
        cell=f"{slow:.1f} s, deploy {done}",
        figures=[
            Figure("start to first good answer, artefact server fast", fast, "s"),
            Figure("start to first good answer, artefact server slow", slow, "s"),
            Figure(f"deploy under a start timeout of {timeout:.1f} s", done, harm=new is None),
            Figure("share of the model fetched by the new replica till then", round(100 * fetched), "%"),
            Figure(f"the {'new' if new else 'old'} replica serves", "yes" if goes_on else "no", harm=not goes_on),
            Figure("recommendations on first use", recommends, harm=recommends != SERVED),
            *ill.result(),
        ],
        chart=Bars("s", {"fast server": fast, "slow server": slow}, timeout, "start timeout"),
        mistakes=mistakes,
    )


def _first_use(shop: Deployment, throttle: Throttle, size: int, fast: float) -> tuple[str, list[str]]:
    """What eight customers get who ask a new replica for recommendations at once; and what is wrong with it."""
    with _slow(throttle, size, FIRST_USE_SECONDS / 1.3):
        replica = shop.launch()
        processes.wait_until(lambda: answers(replica), 2 * START_SECONDS, "a good answer", replica.process)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            ask = Customer(f"http://{replica.address}", patience=20 * FIRST_USE_SECONDS).get
            found = list(pool.map(lambda _: ask("/api/recommendations/1"), range(AT_ONCE)))
        times = round(throttle.sent / size)
        processes_there = usage([replica.process.popen.pid])[1]
        replica.remove()
    bad = [answer.status for answer in found if answer.status != 200]
    if bad:
        return f"{len(bad)} of {AT_ONCE} missing", [
            f"who asks for recommendations before the model is there gets {bad[0]}: it has to wait for it, or fetch it"
        ]
    if not all(answer.json["books"] for answer in found):
        return "empty", ["the recommendations are empty: an error of the download is taken for a model"]
    if times > max(1, processes_there - 1):
        return f"served, {times} downloads", [
            f"{AT_ONCE} requests at once download the model {times} times: the first use needs a lock"
        ]
    return SERVED, []


def _who_waits(shop: Deployment, throttle: Throttle, size: int, timeout: float, fast: float) -> str:
    """What the model is fetched for before the first good answer: the start, or whatever request comes first."""
    with _slow(throttle, size, timeout):
        replica = shop.launch()
        with contextlib.suppress(TimeoutError):
            processes.wait_until(lambda: throttle.sent > 0, 2 * fast, "the model", replica.process)
        replica.remove()
        if throttle.sent:
            return "the start itself still fetches the model: at import, in an entry point or in a hook of the server"
    return "the first request waits for the model, whatever it asks for: only recommendations should"


def _slow_start(shop: Deployment, throttle: Throttle, size: int, timeout: float) -> tuple[Replica, float]:
    """Start a replica while the model takes longer than the timeout: it, and the seconds to its first good answer."""
    with _slow(throttle, size, timeout):
        replica = shop.launch()
        limit = 2 * timeout + START_SECONDS
        seconds = processes.wait_until(lambda: answers(replica), limit, "a good answer", replica.process)
    return replica, seconds


def _deploy(shop: Deployment, throttle: Throttle, size: int, timeout: float) -> tuple[Replica | None, float]:
    """Start one more replica as a deploy does, and kill it if it has given no good answer by the start timeout.

    Returns it, None where it was killed, and the share of the model that it had fetched.
    """
    with _slow(throttle, size, timeout):
        new = shop.launch()
        try:
            # A probe gives up soon: gunicorn takes a connection long before there is a worker to answer.
            processes.wait_until(lambda: answers(new, patience=PROBE_SECONDS), timeout, "a good answer", new.process)
        except TimeoutError:
            new.remove()
            return None, min(1.0, throttle.sent / size)
        return new, min(1.0, throttle.sent / size)


def _usual(shop: Deployment) -> float:
    """The seconds of a start with nothing ill. The release step and the first start, which prepare, do not count."""
    shop.start().remove()
    begin = time.monotonic()
    shop.start().remove()
    return time.monotonic() - begin


def while_ill(cluster: Cluster, tree: Path) -> list[Figure]:
    """Starts while the database, or the artefact server, refuses, hangs or is slow: until any answer."""
    cluster.put_model(BUCKET, OTHERS)
    with deployment(cluster, tree, settings={"MODEL_BUCKET": BUCKET}) as shop:
        limit = max(SHORTEST_ILL, 4 * _usual(shop))
        store = urlsplit(cluster.store.url).port or 0
        dependencies = (
            ("the database", "DB_PORT", shop.database.port, "{}"),
            ("the artefact server", "AWS_ENDPOINT_URL", store, f"http://{processes.HOST}:{{}}"),
        )
        return [figure for each in dependencies for figure in _with_each_fault(shop, limit, *each)]


def _with_each_fault(shop: Deployment, limit: float, part: str, name: str, port: int, value: str) -> Iterator[Figure]:
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(len(FAULTS)) as pool:
        started = []
        for fault in FAULTS.values():
            with shop.given({name: value.format(stack.enter_context(fault(port)))}):
                started.append(shop.launch())
        found = list(pool.map(lambda each: ill_start.first_answer(partial(_any, each), limit, each.process), started))
        for each in started:
            each.remove()
    for fault_name, (took, why) in zip(FAULTS, found, strict=True):
        yield ill_start.figure(ill_start.name(part, fault_name), took, limit, why)


def _any(replica: Replica) -> bool:
    return Customer(f"http://{replica.address}", patience=PROBE_SECONDS).get("/no-such-page").status > 0


@contextlib.contextmanager
def _slow(throttle: Throttle, size: int, timeout: float) -> Iterator[None]:
    """The artefact server needs longer for the model than a start may take."""
    throttle.rate, throttle.sent = size / (1.3 * timeout), 0
    try:
        yield
    finally:
        throttle.rate = UNLIMITED


EXPERIMENT = Experiment(
    4,
    "How long does a replica start when the artefact server is slow, and does a deploy survive that?",
    "The first good answer does not wait for the model: the deploy ends within its start timeout.",
    run,
    "The start timeout is three times this tree's own start with a fast artefact server, at least 5 seconds. A new "
    "replica that is not ready by then is killed, and the old one goes on. While something is ill, any answer will do, "
    "in four times the usual start, at least 8 seconds.",
    waits=(while_ill,),
)
