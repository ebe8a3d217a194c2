"""A card is charged for an order or not at all, whatever is slow, stopped or killed in between."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3

from labs.cluster import processes, service
from labs.cluster.cardnetwork import DECLINED_CARD
from tests.pair.browser import Answer, Browser
from tests.pair.conftest import Opening, Shop
from tests.pair.test_behaviour import BUYER

KINDS = ("before", "after, in the bucket")
ORDERS = "SELECT status, (SELECT count(*) FROM order_lines WHERE order_id = orders.id) FROM orders ORDER BY id"
PAID = """
    SELECT payments.charge FROM payments JOIN orders ON orders.id = order_id
    WHERE status = 'paid' AND EXISTS (SELECT 1 FROM order_lines WHERE order_lines.order_id = orders.id)"""
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


class Payment:
    """A customer who pays; answer is None if the connection broke."""

    def __init__(self, customer: Browser, **given: str) -> None:
        self._customer = customer
        self._given = BUYER | given
        self._answer: Answer | None = None
        self._thread = threading.Thread(target=self._pay)
        self._thread.start()

    def _pay(self) -> None:
        with contextlib.suppress(urllib3.exceptions.HTTPError):
            self._answer = self._customer.send("/api/checkout", self._given)

    @property
    def answer(self) -> Answer | None:
        self._thread.join()
        return self._answer


def filled(shop: Shop) -> Browser:
    customer = shop.customer()
    assert customer.send("/api/cart", {"book_id": 1}).status == 200
    return customer


def charged(shop: Shop, times: int = 1) -> None:
    processes.wait_until(lambda: len(shop.cards.charges) == times, 10, "the charge")


@contextlib.contextmanager
def restarted(shop: Shop) -> Iterator[None]:
    """The service again, on the same disk."""
    port = int(shop.url.rpartition(":")[2])
    processes.wait_until(lambda: not processes.accepts(port), 10, "the killed one to be gone")
    with service.serving(shop.tree, port, shop.tree.parent / "second.log", shop.settings):
        yield


def reconcile(shop: Shop) -> None:
    """Let time pass, and the worker look at what is not settled."""
    shop.query("UPDATE orders SET tried_at = tried_at - interval '1 hour' RETURNING 1")
    log = shop.tree.parent / "worker.log"
    with service.working(shop.tree, log, {**shop.settings, "TMPDIR": str(shop.tree.parent)}) as worker:
        settled = "SELECT count(*) FROM orders WHERE status IN ('pending', 'unpaid')"
        processes.wait_until(lambda: shop.query(settled) == [(0,)], 20, "the worker", worker)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_does_not_come_is_no_answer(kind: str, open_shop: Opening) -> None:
    with open_shop(kind, delay=28) as shop:
        customer = filled(shop)
        told = customer.send("/api/checkout", BUYER)
        assert (told.status, told.json["status"], len(told.json["lines"])) == (202, "pending", 1)
        page = customer.get(f"/orders/{told.json['id']}").text
        assert "has not answered yet" in page
        assert customer.send("/api/cart", {"book_id": 2}).status == 409
        assert customer.request("DELETE", "/api/cart/1").status == 409
        shop.cards.delay = 0
        refused = customer.send("/api/checkout", BUYER | {"card_number": DECLINED_CARD})
        assert (refused.status, refused.json["status"]) == (202, "pending"), "the first attempt is not answered yet"
        assert customer.send("/api/cart", {"book_id": 2}).status == 409
        again = customer.send("/api/checkout", BUYER)
        assert (again.status, again.json["id"], again.json["status"]) == (201, told.json["id"], "paid")
        assert len(shop.cards.charges) == 1
        assert customer.get("/api/cart").json["books"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_does_not_speak_for_an_attempt_that_came_later(kind: str, open_shop: Opening) -> None:
    """Who is told that nothing was ordered fills the cart again, and pays twice."""
    with open_shop(kind, delay=3) as shop:
        customer = filled(shop)
        refused = Payment(customer, card_number=DECLINED_CARD)
        processes.wait_until(lambda: shop.query(ORDERS) == [("pending", 1)], 10, "the order")
        later = Payment(customer)
        charged(shop)
        assert refused.answer is not None
        assert (refused.answer.status, refused.answer.json["status"]) == (202, "pending")
        assert later.answer is not None
        assert later.answer.status == 201
        assert shop.query(PAID) == [("ch_1",)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_put_into_a_cart_while_it_is_paid_is_not_lost(kind: str, open_shop: Opening) -> None:
    """It is refused: it came too late for the order, and what is paid is emptied."""
    with open_shop(kind, delay=1) as shop, ThreadPoolExecutor(1) as pool:
        customer = filled(shop)
        with shop.database.connect() as blocking, blocking.transaction():
            blocking.execute("LOCK TABLE orders IN SHARE MODE")
            payment = Payment(customer)
            processes.wait_until(lambda: bool(shop.query(WAITING)), 10, "the lock")
            added = pool.submit(customer.send, "/api/cart", {"book_id": 2})
            # Time enough to be done, were nothing in its way.
            time.sleep(1)
        assert payment.answer is not None
        assert payment.answer.status == 201
        assert added.result().status == 409
        assert customer.get("/api/cart").json["books"] == []


def test_a_stop_during_a_charge_of_28_seconds(open_shop: Opening) -> None:
    with open_shop("after, in the bucket", delay=28, DRAIN_SECONDS="2") as shop:
        payment = Payment(filled(shop))
        charged(shop)
        assert shop.process.stop(grace=30) == 0
        assert payment.answer is not None
        assert payment.answer.status == 202
        reconcile(shop)
        assert shop.query(PAID) == [("ch_1",)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_during_a_charge(kind: str, open_shop: Opening) -> None:
    with open_shop(kind, delay=3) as shop:
        gone, returning = filled(shop), filled(shop)
        payments = [Payment(customer) for customer in (gone, returning)]
        charged(shop, 2)
        shop.process.kill()
        assert [payment.answer for payment in payments] == [None, None]
        assert shop.query(ORDERS) == [("pending", 1)] * 2
        with restarted(shop):
            assert returning.send("/api/checkout", BUYER).status == 201
        assert len(shop.query(PAID)) == 1
        reconcile(shop)
        assert {charge for (charge,) in shop.query(PAID)} == {"ch_1", "ch_2"}
        assert len(shop.cards.charges) == 2


@pytest.mark.parametrize(("kind", "lines"), [("before", 0), ("after, in the bucket", 1)])
def test_only_before_sells_an_order_without_lines(kind: str, lines: int, open_shop: Opening) -> None:
    """Killed while the database keeps it waiting, it comes back, and so does the customer."""
    with open_shop(kind) as shop:
        customer = filled(shop)
        with shop.database.connect() as blocking, blocking.transaction():
            blocking.execute("LOCK TABLE order_lines")
            payment = Payment(customer)
            processes.wait_until(lambda: bool(shop.query(WAITING)), 10, "the lock")
            shop.process.kill()
            assert payment.answer is None
        with restarted(shop):
            assert customer.send("/api/checkout", BUYER).status == 201
        assert shop.query(ORDERS) == [("paid", lines)]
        assert len(shop.cards.charges) == 1


def test_what_the_card_network_never_heard_of_is_cancelled(open_shop: Opening) -> None:
    with open_shop("after, local") as shop:
        customer = filled(shop)
        order = customer.send("/api/checkout", BUYER).json["id"]
        shop.cards.charges.clear()
        shop.query("DELETE FROM payments RETURNING 1")
        shop.query("UPDATE orders SET status = 'pending' RETURNING 1")
        reconcile(shop)
        assert shop.query(ORDERS) == [("cancelled", 1)]
        assert "your card not charged" in customer.get(f"/orders/{order}").text


def test_no_row_is_locked_while_the_card_network_is_asked(open_shop: Opening) -> None:
    """Whoever comes back and pays again would wait for the worker."""
    with open_shop("after, local") as shop, socket.create_server((processes.HOST, 0)) as silent:
        silent.settimeout(20)
        filled(shop).send("/api/checkout", BUYER)
        shop.query("UPDATE orders SET status = 'pending', tried_at = tried_at - interval '1 hour' RETURNING 1")
        settings = {"CARD_NETWORK_URL": f"http://{processes.HOST}:{silent.getsockname()[1]}"}
        settings["TMPDIR"] = str(shop.tree.parent)
        with (
            service.working(shop.tree, shop.tree.parent / "worker.log", {**shop.settings, **settings}),
            silent.accept()[0],
        ):
            assert shop.query("SELECT status FROM orders FOR UPDATE NOWAIT") == [("pending",)]


def test_a_card_network_that_is_not_there_charges_nobody(open_shop: Opening) -> None:
    nowhere = f"http://{processes.HOST}:{processes.free_port()}"
    with open_shop("after, local", CARD_NETWORK_URL=nowhere) as shop:
        customer = filled(shop)
        refused = customer.send("/api/checkout", BUYER)
        assert (refused.status, "Nothing was ordered." in refused.json["error"]) == (503, True)
        assert customer.send("/api/cart", {"book_id": 2}).status == 200
