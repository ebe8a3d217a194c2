"""What operations see: how the two start, stop and take their settings."""

import contextlib
import signal
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import urllib3

from labs.cluster import processes, service
from tests.pair.browser import Answer, Browser
from tests.pair.conftest import Opening, Shop
from tests.pair.test_behaviour import BUYER

ORDERS = "SELECT status, (SELECT count(*) FROM order_lines WHERE order_id = orders.id) FROM orders"


@contextlib.contextmanager
def paying(shop: Shop, customer: Browser) -> Iterator[Callable[[], Answer | None]]:
    """A customer whose card is charged just now; call the result for the answer, None if the connection broke."""
    customer.send("/api/cart", {"book_id": 1})
    answers: list[Answer] = []

    def pay() -> None:
        with contextlib.suppress(urllib3.exceptions.HTTPError):
            answers.append(customer.send("/api/checkout", BUYER))

    payment = threading.Thread(target=pay)
    payment.start()
    processes.wait_until(lambda: bool(shop.cards.charges), 10, "the charge")

    def answer() -> Answer | None:
        payment.join()
        return answers[0] if answers else None

    try:
        yield answer
    finally:
        payment.join()


def test_after_finishes_the_order_when_it_is_stopped(open_shop: Opening) -> None:
    with open_shop("after, local", delay=3, DRAIN_SECONDS="2") as shop, paying(shop, shop.customer()) as answer:
        visitor = shop.customer()
        assert visitor.get("/readyz").status == 200
        shop.process.send(signal.SIGTERM)
        processes.wait_until(lambda: visitor.get("/readyz").status == 503, 2, "the drain")
        assert visitor.get("/healthz").status == 200
        paid = answer()
        assert paid is not None
        assert paid.status == 201
        assert shop.process.popen.wait(10) == 0
        assert shop.query(ORDERS) == [("paid", 1)]


def test_only_after_s_worker_stops_between_two_rounds(shop: Shop, tmp_path: Path) -> None:
    name = uuid.uuid4().hex
    known = f"SELECT 1 FROM pg_stat_activity WHERE application_name = '{name}'"
    with service.working(shop.tree, tmp_path / "log", {**shop.settings, "PGAPPNAME": name}) as worker:
        processes.wait_until(lambda: bool(shop.query(known)), 20, "the worker's first round", worker)
        status = worker.stop(grace=10)
    assert status == (0 if shop.settings else -signal.SIGTERM)


def test_after_takes_its_settings_from_the_environment_and_starts_without_the_store(open_shop: Opening) -> None:
    nowhere = f"http://{processes.HOST}:{processes.free_port()}"
    changed = {"SHOP_PAGE_SIZE": "7", "SHOP_SHIPPING": "100", "SHOP_CURRENCY": "USD", "AWS_ENDPOINT_URL": nowhere}
    with open_shop("after, local", **changed) as shop:
        customer = shop.customer()
        assert customer.get("/readyz").status == 200
        assert len(customer.get("/api/books").json["books"]) == 7
        customer.send("/api/cart", {"book_id": 1})
        assert customer.get("/api/cart").json["total"] == 1550
        assert "15.50 USD" in customer.get("/cart").text
        assert customer.get("/api/recommendations/1").status == 500
