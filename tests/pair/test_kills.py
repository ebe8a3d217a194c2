"""Charges are orders, however often what serves is killed while customers pay: `make money` kills 200 times."""

import contextlib
import os
import random
import signal
import threading
from pathlib import Path

import pytest
import urllib3

from labs.cluster import processes
from tests.pair.browser import Browser
from tests.pair.conftest import Opening, Shop
from tests.pair.test_behaviour import BUYER
from tests.pair.test_money import PAID, reconcile

KILLS = int(os.environ.get("OPERABLE_KILLS_OF_PAYMENTS", "5"))
CUSTOMERS = 4


class Shopper(Browser):
    """Buys one book, and comes back with the same cart until that is done. An empty cart has become an order."""

    has_filled = has_paid = False

    def buy(self, patient: bool) -> bool:
        """Whether it is done; who is not patient gives up at the first payment that nobody answers."""
        while not self._try():
            if self.has_paid and not patient:
                return False
            threading.Event().wait(0.05)
        return True

    def _try(self) -> bool:
        """Whether it is done."""
        try:
            cart = self.get("/api/cart")
            if cart.status != 200:
                return False
            if not cart.json["books"]:
                if self.has_filled:
                    return True
                self.has_filled = self.send("/api/cart", {"book_id": 1}).status == 200
            else:
                self.has_filled = True
            self.has_paid = True
            return self.send("/api/checkout", BUYER).status in (201, 202)
        except urllib3.exceptions.HTTPError:
            return False


def workers_of(shop: Shop) -> list[int]:
    """The processes that serve, gunicorn's children."""
    process = shop.process.popen.pid
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_charges_are_orders_after_many_kills(open_shop: Opening) -> None:
    over = threading.Event()
    bought: list[bool] = []

    def shopping(shop: Shop, patient: bool) -> None:
        while not over.is_set():
            bought.append(Shopper(shop.url).buy(patient))

    with open_shop("after, in the bucket", delay=0.05, DRAIN_SECONDS="0") as shop:
        customers = [threading.Thread(target=shopping, args=(shop, bool(number % 2))) for number in range(CUSTOMERS)]
        for customer in customers:
            customer.start()
        for _ in range(KILLS):
            so_far = len(bought)
            processes.wait_until(lambda so_far=so_far: len(bought) > so_far, 60, "a purchase")  # type: ignore[misc]
            over.wait(random.uniform(0, 0.2))
            for worker in workers_of(shop):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
        over.set()
        for customer in customers:
            customer.join()
        (still_open,) = shop.query("SELECT count(*) FROM orders WHERE status <> 'paid'")[0]
        reconcile(shop)
        charges = {str(charge["id"]) for charge in shop.cards.charges.values()}
        paid = [str(charge) for (charge,) in shop.query(PAID)]
        print(f"{KILLS} kills: {sum(bought)} bought, {bought.count(False)} gave up, {still_open} orders were open,")
        print(f"{len(charges)} charges, {len(paid)} orders")
        assert sorted(paid) == sorted(charges)
        assert sum(bought) <= len(charges) <= len(bought)
