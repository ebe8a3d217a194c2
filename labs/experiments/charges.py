"""What becomes of the money when a replica ends in the middle of a charge: the slow cards of experiment 3."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg

from labs.cluster import processes, service
from labs.cluster.customer import Customer
from labs.cluster.deployment import Cluster, Deployment, Replica, deployment

# Longer than the service waits for the card network.
CARD_SECONDS = 28.0
# after/ needs its drain of 3 seconds and the rest of what it waits for the card network.
GRACE_SECONDS = 20.0
PAYING = 3
RECONCILE_SECONDS = 30.0

HALF_WRITTEN = """
    SELECT count(*) FROM orders o
    WHERE NOT EXISTS (SELECT 1 FROM order_lines WHERE order_id = o.id)
       OR status = 'paid' AND NOT EXISTS (SELECT 1 FROM payments WHERE order_id = o.id)"""
PAID = "SELECT charge FROM payments JOIN orders ON id = order_id WHERE status = 'paid'"
OPEN = "SELECT count(*) FROM orders WHERE status <> 'paid' AND status <> 'cancelled'"
LATER = "UPDATE orders SET tried_at = tried_at - interval '1 hour' RETURNING 1"
BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@dataclass(frozen=True)
class Charges:
    """How many cards were charged, how many of them without a paid order, and how many orders are half written."""

    charged: int
    lost: int
    orders: int
    half: int


def count(shop: Deployment) -> Charges:
    """The charges beside the orders, when the worker has had its time to reconcile them."""
    _reconcile(shop)
    paid = {charge for (charge,) in shop.query(PAID)}
    (half,) = shop.query(HALF_WRITTEN)[0]
    charges = shop.cards.charges.values()
    lost = sum(charge["id"] not in paid for charge in charges)
    return Charges(len(charges), lost, len(shop.query("SELECT 1 FROM orders")), int(str(half)))


def _reconcile(shop: Deployment) -> None:
    def is_open() -> bool:
        return shop.query(OPEN) != [(0,)]

    if not is_open():
        return
    shop.cards.delay = 0
    # A service that does not note when a payment was tried cannot look after it either, nor can one without a worker.
    with contextlib.suppress(psycopg.errors.UndefinedColumn, TimeoutError, RuntimeError):
        shop.query(LATER)
        with service.working(shop.image(), shop.home / "worker.log", shop.settings) as worker:
            processes.wait_until(lambda: not is_open(), RECONCILE_SECONDS, "the worker", worker)


def ended(cluster: Cluster, tree: Path) -> Charges:
    """One replica is stopped and one killed while slow cards are charged, the latter with an order half on its way."""
    with (
        deployment(cluster, tree, delay=CARD_SECONDS) as shop,
        ThreadPoolExecutor(2 * PAYING + 1) as customers,
    ):
        stopped, killed = shop.start(), shop.start()
        paying = [_filled(replica) for replica in (stopped, killed) for _ in range(PAYING)]
        late = _filled(killed)
        for customer in paying:
            customers.submit(customer.pay)
        processes.wait_until(lambda: len(shop.cards.charges) == len(paying), 30, "the charges")
        with shop.database.connect() as blocking, blocking.transaction():
            blocking.execute("LOCK TABLE order_lines")
            customers.submit(late.pay)
            # A service that writes what was ordered only when it is paid never gets there.
            with contextlib.suppress(TimeoutError):
                processes.wait_until(lambda: bool(shop.query(BLOCKED)), 5, "the order")
            killed.remove()
        stopped.stop(GRACE_SECONDS)
        return count(shop)


def _filled(replica: Replica) -> Customer:
    customer = Customer(f"http://{replica.address}")
    customer.fill_cart()
    return customer
