"""Experiment 8: who serves the reads, what a customer sees of their own writes, and what if the replica dies."""

import contextlib
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from labs.cluster import postgres, processes
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, Deployment, Replica, deployment
from labs.cluster.faults import FAULTS
from labs.cluster.throttle import UNLIMITED, throttled
from labs.experiment import Bars, Experiment, Figure, Outcome

READS = 60
WRITERS = 10
LAG_MS = 500
CUSTOMERS = 4
PATIENCE_SECONDS = 10.0
# Pages and interfaces that only read.
PATHS = ("/", "/books/1", "/api/books", "/api/books/1", "/api/recommendations/1")
# A price that nothing costs; in cents, and as the pages show it.
NEW_PRICE, NEW_PRICES = 77777, (b"77777", b"777.77")
# What the primary has left for this shop on a busy evening, in bytes a second.
BUSY_RATE = 100_000.0


def run(cluster: Cluster, tree: Path) -> Outcome:
    with (
        throttled(f"http://{cluster.database.host}:{cluster.database.port}") as throttle,
        postgres.replica(cluster.database, LAG_MS) as server,
        deployment(cluster, tree, settings={"DB_PORT": throttle.url.rpartition(":")[2]}) as shop,
    ):
        reader = replace(server, database=shop.database.database)
        shop.settings["DATABASE_READER_URL"] = reader.url
        postgres.catch_up(shop.database, reader)
        url = f"http://{shop.start().address}"
        postgres.catch_up(shop.database, reader)

        throttle.rate = BUSY_RATE
        speed = _reads_a_second(url)
        throttle.rate = UNLIMITED

        other = f"http://{shop.start().address}"
        missed = [why for number in range(WRITERS) if (why := _missed(url, other if number % 2 else url))]
        violations = len(missed)
        share, primaries = _share(shop, reader, url)
        hanging, slow = _fail_while(shop, reader, ("hanging", "slow"))
        server.process.kill()
        after = [Customer(url).get(PATHS[number % len(PATHS)]).status for number in range(READS)]
        failed = sum(status != 200 for status in after)
    return Outcome(
        cell=f"{share:.0f} % of reads by the replica",
        figures=[
            Figure("reads served by the replica", round(share), "%", harm=share < 50),
            Figure("reads a second while the primary is busy", speed),
            Figure(
                f"customers who miss what they have just written, {LAG_MS} ms lag",
                violations,
                f"of {WRITERS}",
                harm=violations > 0,
            ),
            Figure("reads that fail when the replica is killed", failed, f"of {READS}", harm=failed > 0),
            Figure("reads that fail while the replica hangs", hanging, f"of {len(PATHS)}", harm=hanging > 0),
            Figure("reads that fail while the replica is slow", slow, f"of {len(PATHS)}", harm=slow > 0),
        ],
        chart=Bars("%", {"replica": share, "primary": 100 - share}),
        mistakes=_mistakes(share, primaries, missed, failed, hanging + slow),
    )


def _mistakes(share: float, primaries: Sequence[str], missed: Sequence[str], failed: int, ill: int) -> list[str]:
    told = [f"{', '.join(primaries)}: read from the primary, although they only read"] if share < 50 else []
    told += dict.fromkeys(missed)
    if failed:
        told.append("reads fail when the replica is dead: there is no way back to the writer for a reader's session")
    elif ill:
        told.append("a replica that does not answer is waited for: a connection needs a time-out, and a way back")
    return told


def _fail_while(shop: Deployment, reader: postgres.Postgres, faults: Sequence[str]) -> list[int]:
    """For each fault, how many reads fail of a shop that has been started while the replica has it."""
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(len(faults)) as pool:
        started = []
        for name in faults:
            port = stack.enter_context(FAULTS[name](reader.port))
            with shop.given({"DATABASE_READER_URL": replace(reader, port=port).url}):
                started.append(shop.launch())
        failed = list(pool.map(_failing, started))
        for each in started:
            each.remove()
    return failed


def _failing(replica: Replica) -> int:
    customer = Customer(f"http://{replica.address}", patience=PATIENCE_SECONDS)
    processes.wait_until(lambda: customer.get("/no-such-page").status > 0, 60, "any answer", replica.process)
    return sum(customer.get(path).status != 200 for path in PATHS)


def _reads_a_second(url: str) -> float:
    begin = time.monotonic()
    with ThreadPoolExecutor(CUSTOMERS) as pool:
        list(pool.map(lambda number: Customer(url).get("/api/books"), range(READS)))
    return READS / (time.monotonic() - begin)


def _share(shop: Deployment, reader: postgres.Postgres, url: str) -> tuple[float, list[str]]:
    """Per cent of the reads that the replica serves, and the paths of which it serves none. It stops following, and the
    primary's prices change: each answer says where it was read."""
    with postgres.paused(reader), shop.database.connect() as primary:
        primary.execute(f"UPDATE books SET price = {NEW_PRICE}")
        answers = [(path, Customer(url).get(path)) for path in PATHS * (READS // len(PATHS))]
    old = [
        path for path, answer in answers if answer.status == 200 and not any(new in answer.body for new in NEW_PRICES)
    ]
    return 100 * len(old) / len(answers), [path for path in PATHS if path not in old]


def _missed(url: str, other: str) -> str:
    """Write a review by one replica of the shop, look for it by the other; why it is not seen, "" where it is."""
    customer, text = Customer(url), uuid.uuid4().hex
    written = customer.review(text=text)
    if written.status != 201:
        return f"a review was answered with {written.status}: a view that writes does not use the writer's session"
    customer.url = other
    if all(text.encode() in customer.get(path).body for path in ("/books/1", "/api/books/1")):
        return ""
    if url == other:
        return "what a customer has just written is read from the replica, which is late: read it from the writer"
    return "who has just written is remembered by one replica of the shop alone: the next request goes to another one"


EXPERIMENT = Experiment(
    8,
    "Can the shop use a read replica, without showing anybody an old page of their own making?",
    "Most reads are served by the replica, every customer sees their own writes, and its death goes unnoticed.",
    run,
    "The replica applies every change 500 ms late. The busy primary is a slow connection to it. Who served a "
    "read is told by a price that the replica, paused, does not know.",
)
