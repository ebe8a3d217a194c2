"""after/ against before/: one replica of each, under the same load, in turns, in one run."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from labs.cluster import docker, processes
from labs.cluster.deployment import START_SECONDS, Deployment, Replica, answers, cluster, deployment
from labs.cluster.load import Load
from labs.trees import AFTER, BEFORE
from tests.bench.measure import family, megabytes

CUSTOMERS = 4
ROUNDS, SECONDS = 5, 8.0
QUICK_ROUNDS, QUICK_SECONDS = 1, 2.0
FEWEST = 20  # good answers in a round; fewer is no service
BUCKET = "after/, state in a bucket"
# The tree, and whether what accounts for its state lies in the bucket.
SHOPS = {"before/": (BEFORE, False), "after/": (AFTER, False), BUCKET: (AFTER, True)}


@dataclass
class Measured:
    """What each round said of one service. rate: requests a second; p99: seconds; client: its share of a core."""

    rate: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    client: list[float] = field(default_factory=list)
    failed: int = 0
    image: str | float = ""


def compared(say: Callable[[str], object], quick: bool = False) -> dict[str, Measured]:
    """Measure all three. Raises RuntimeError where a part of the cluster is missing."""
    rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if quick else (ROUNDS, SECONDS)
    found = {name: Measured(image=image(name)) for name in SHOPS}
    with cluster(BEFORE / "books.csv") as shared, contextlib.ExitStack() as stack:
        shops = {name: stack.enter_context(deployment(shared, tree)) for name, (tree, _) in SHOPS.items()}
        for name, (_, in_bucket) in SHOPS.items():
            if not in_bucket:
                del shops[name].settings["STATE_URL"]
            # The first start of all prepares before/'s database.
            shops[name].start().remove()
        _starts(shops, found, rounds, say)
        _loads({name: shop.start() for name, shop in shops.items()}, found, rounds, seconds, say)
    return found


def _starts(
    shops: dict[str, Deployment], found: dict[str, Measured], rounds: int, say: Callable[[str], object]
) -> None:
    """From the start of the process to the first good answer of the shop's first page."""
    for number in range(rounds):
        for name in _turn(list(shops), number):
            say(f"{name}: start {number + 1} of {rounds}")
            replica = shops[name].launch()
            begin = time.perf_counter()
            processes.wait_until(lambda: answers(replica), START_SECONDS, "a good answer", replica.process)  # noqa: B023
            found[name].ready.append(time.perf_counter() - begin)
            replica.remove()


def _loads(
    replicas: dict[str, Replica], found: dict[str, Measured], rounds: int, seconds: float, say: Callable[[str], object]
) -> None:
    """So many seconds for each in turn; the others stand idle."""
    for number in range(rounds):
        for name in _turn(list(replicas), number):
            say(f"{name}: load {number + 1} of {rounds}")
            replica, mine = replicas[name], found[name]
            begin, used = time.perf_counter(), time.process_time()
            with Load(f"http://{replica.address}", CUSTOMERS) as load:
                time.sleep(seconds)
            took = time.perf_counter() - begin
            good = [each.seconds for each in load.requests if not each.failed]
            if len(good) < FEWEST:
                raise RuntimeError(f"{name}: {len(good)} good answers in {took:.0f} s\n{replica.output()[-2000:]}")
            mine.rate.append(len(good) / took)
            mine.p99.append(percentile(good, 99))
            mine.client.append((time.process_time() - used) / took)
            mine.failed += len(load.requests) - len(good)
            mine.memory.append(megabytes(family(replica.process.popen.pid)))


def _turn(names: Sequence[str], number: int) -> list[str]:
    """Nobody is always the first."""
    first = number % len(names)
    return [*names[first:], *names[:first]]


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` percent of them don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def paired(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of each round: what slows a whole round down is in both."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def image(name: str) -> str | float:
    """The image's size in MB, or why there is none."""
    try:
        docker.require_engine()
    except docker.NoEngine:
        return "no engine"
    try:
        return int(docker.docker("image", "inspect", "--format", "{{.Size}}", docker.image(SHOPS[name][0]))) / 1e6
    except (RuntimeError, OSError):
        return "not built"
