"""Customers who shop until they are told to stop. Every single request is on record."""

import threading
import time
from collections.abc import Callable

from labs.cluster.browser import Request
from labs.cluster.customer import Customer

PAUSE_SECONDS = 0.02
RETURN_SECONDS = 0.25
RETURNS = 20


def shop(customer: Customer) -> None:
    """Look around, fill the cart, pay, look at the order. Whose payment gets no answer comes back to pay: it is one
    purchase, and should be one charge."""
    customer.get("/")
    customer.fill_cart()
    paid = customer.pay()
    for _ in range(RETURNS):
        if not paid.failed:
            break
        time.sleep(RETURN_SECONDS)
        if customer.get("/").failed:
            continue
        if not customer.cart():
            customer.fill_cart()
        paid = customer.pay()
    if paid.status == 201:
        customer.get(f"/api/orders/{paid.json['id']}")


def customer_shops(url: str, record: Callable[[Request], object]) -> None:
    shop(Customer(url, record))


class Load:
    """`with Load(url, 6) as load`: so many customers at a time, a new one after each round. visit is a round: it gets
    the URL, and what each request is to be told to."""

    def __init__(
        self,
        url: str,
        customers: int,
        visit: Callable[[str, Callable[[Request], object]], object] = customer_shops,
    ) -> None:
        self.requests: list[Request] = []
        self._url = url
        self._visit = visit
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._shop) for _ in range(customers)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> None:
        """Let each customer end their round."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _shop(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self._visit(self._url, self.requests.append)

    def answered_by(self, replica: str) -> int:
        """How many good answers a replica has given so far."""
        return sum(request.replica == replica and not request.failed for request in list(self.requests))
