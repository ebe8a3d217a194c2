"""What an attack does to a running shop: how long customers wait, what they are told, and what the log says."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from labs.cluster import postgres, processes
from labs.cluster.browser import PHOTO
from labs.cluster.customer import Answer, Customer
from labs.cluster.deployment import Cluster, Deployment, deployment
from tests.attacks.ways import OPEN, Way, way

# Longer than anybody may be kept waiting, and than what is late: who has no answer then hangs.
PATIENCE = 40.0
PATHS = ("/", "/api/cart", "/api/recommendations/1")


@dataclass
class Shop:
    """A shop in which each dependency is reached by a way that can be attacked."""

    deployment: Deployment
    url: str
    health: str
    ways: dict[str, Way]
    output: Callable[[], str]


@contextlib.contextmanager
def shop(cluster: Cluster, tree: Path) -> Iterator[Shop]:
    """One replica of a tree. before/ knows no reader, and its object store only at the start."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(postgres.replica(cluster.database))
        ports = {"writer": cluster.database.port, "reader": server.port, "store": _port(cluster.store.url)}
        ways = {name: stack.enter_context(way(port)) for name, port in ports.items()}
        health = processes.free_port()
        settings = {
            "DB_PORT": str(ways["writer"].port),
            "AWS_ENDPOINT_URL": f"http://{processes.HOST}:{ways['store'].port}",
            "HEALTH_PORT": str(health),
        }
        made = stack.enter_context(deployment(cluster, tree, settings=settings))
        ways["cards"] = stack.enter_context(way(_port(made.cards.url)))
        own = {"CARD_NETWORK_URL": f"http://{processes.HOST}:{ways['cards'].port}"}
        reader = replace(server, database=made.database.database)
        processes.wait_until(reader.answers, 30, "the replica to have the database")
        made.settings |= {**own, "DATABASE_READER_URL": replace(reader, port=ways["reader"].port).url}
        made.by_hand |= own
        replica = made.start()
        is_probed = (tree / "health.py").exists()
        probes = f"http://{processes.HOST}:{health}/healthz" if is_probed else f"http://{replica.address}/"
        yield Shop(made, f"http://{replica.address}", probes, ways, replica.output)


def _port(url: str) -> int:
    port = urlsplit(url).port
    assert port
    return port


@dataclass
class Measured:
    """What customers got while a dependency was attacked, and what was there afterwards."""

    answers: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    probes: int = 0
    unanswered: int = 0
    slowest_probe: float = 0.0
    log: str = ""
    lost: list[str] = field(default_factory=list)
    charged_twice: int = 0
    recovered: float = 0.0

    @property
    def hung(self) -> int:
        return self.answers["0"]


def attack(shop: Shop, name: str, mode: str) -> Measured:
    """Attack one dependency while customers look around, fill carts, pay and write reviews."""
    found = Measured()
    shoppers = [Customer(shop.url, patience=PATIENCE) for _ in range(4)]
    for each in shoppers:
        assert each.fill_cart().status < 400
        each.get("/api/books")
    if name == "reader":
        # Set aside since the attack before this one, it would be asked nothing.
        processes.wait_until(lambda: _is_asked(shop, name), 60, "the shop to ask its reader again")
    begin_log = len(shop.output())
    charged = set(shop.deployment.cards.charges)
    shop.ways[name].set(mode)
    with _probing(shop, found):
        _shop_around(shop, shoppers, found)
        # The attack lasts: what came first has filled the threads, and these come behind it.
        _shop_around(shop, [Customer(shop.url, patience=PATIENCE) for _ in range(2)], found)
    found.log = shop.output()[begin_log:]
    shop.ways[name].set(OPEN)
    begin = time.monotonic()
    processes.wait_until(lambda: _is_well(shop), 60, "the shop to be well again")
    found.recovered = time.monotonic() - begin
    _settle(shop, shoppers, charged, found)
    return found


def _shop_around(shop: Shop, shoppers: list[Customer], found: Measured) -> None:
    """All of them pay at once, while as many others look at each page and one writes a review."""

    def timed(request: Callable[[], Answer]) -> None:
        begin = time.monotonic()
        answer = request()
        found.longest = max(found.longest, time.monotonic() - begin)
        found.answers[str(answer.status)] += 1

    requests: list[Callable[[], Answer]] = [each.pay for each in shoppers]
    visitors = [(Customer(shop.url, patience=PATIENCE), path) for path in PATHS * len(shoppers)]
    requests += [functools.partial(visitor.get, path) for visitor, path in visitors]
    requests.append(functools.partial(Customer(shop.url, patience=PATIENCE).review, photo=PHOTO))
    with ThreadPoolExecutor(len(requests)) as pool:
        list(pool.map(timed, requests))


@contextlib.contextmanager
def _probing(shop: Shop, found: Measured) -> Iterator[None]:
    over = threading.Event()

    def probe() -> None:
        while not over.wait(0.5):
            begin = time.monotonic()
            found.probes += 1
            try:
                with urllib.request.urlopen(shop.health, timeout=5):
                    pass
            except OSError:
                found.unanswered += 1
            found.slowest_probe = max(found.slowest_probe, time.monotonic() - begin)

    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _is_well(shop: Shop) -> bool:
    visitor = Customer(shop.url, patience=10)
    return all(visitor.get(path).status == 200 for path in PATHS)


def _is_asked(shop: Shop, name: str) -> bool:
    before = shop.ways[name].answers
    return _is_well(shop) and shop.ways[name].answers > before


def _settle(shop: Shop, shoppers: list[Customer], charged: set[str], found: Measured) -> None:
    """Who was charged has an order, whatever its state; nobody was charged twice for one purchase."""
    cards = shop.deployment.cards
    orders = {str(row[0]) for row in shop.deployment.query("SELECT reference FROM orders")}
    found.lost = sorted(cards.charges.keys() - charged - orders)
    found.charged_twice = sum(cards.cards[each.card] > 1 for each in shoppers)
