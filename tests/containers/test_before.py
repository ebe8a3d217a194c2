"""before/ as operations have to run it: what a stop and a new container take with them."""

import threading
import time

import pytest
import urllib3

from tests.containers.shops import Shop, docker, exit_code, wait_until
from tests.containers.test_after import ORDER, filled_cart
from tests.pair.browser import Answer, Browser


def test_it_serves(before: Shop) -> None:
    customer = filled_cart(before.url)
    assert len(customer.get("/api/cart").json["books"]) == 1
    assert customer.get("/api/recommendations/1").json["books"]


def test_it_is_root_and_may_write_everywhere(before: Shop) -> None:
    (container,) = before.ids("before")
    assert before.execute(container, "id", "-u").stdout.strip() == "0"
    assert before.execute(container, "touch", "/etc/x").returncode == 0


def test_a_stop_takes_the_money_and_leaves_no_order(before: Shop) -> None:
    (container,) = before.ids("before")
    customer = filled_cart(before.url)
    charged = len(before.charges())
    answers: list[Answer | type[Exception]] = []

    def pay() -> None:
        try:
            answers.append(customer.send("/api/checkout", ORDER))
        except urllib3.exceptions.HTTPError as error:
            answers.append(type(error))

    payment = threading.Thread(target=pay)
    payment.start()
    wait_until(lambda: len(before.charges()) > charged, 10, "the charge")
    begin = time.monotonic()
    docker("stop", container)
    payment.join()
    assert time.monotonic() - begin >= 9, "it ignores SIGTERM for as long as it is let"
    assert exit_code(container) == 137
    assert answers == [urllib3.exceptions.ProtocolError]
    assert before.query("SELECT count(*) FROM orders WHERE status = 'paid'") == ["0"]


def test_a_new_container_has_no_carts_and_no_logs(before: Shop) -> None:
    customer = filled_cart(before.url)
    (old,) = before.ids("before")
    assert "bookshop.log" in before.execute(old, "ls", "logs").stdout
    before.compose("up", "--detach", "--no-build", "--force-recreate", "--no-deps", "--timeout", "1", "before")
    wait_until(lambda: _serves(before), 60, "the shop")
    assert customer.get("/api/cart").json["books"] == []
    assert docker("inspect", old, check=False).returncode != 0


def _serves(shop: Shop) -> bool:
    try:
        return Browser(shop.url).get("/api/books").status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.fixture(autouse=True)
def _up(before: Shop) -> None:
    before.up()
    wait_until(lambda: _serves(before), 60, "the shop")
