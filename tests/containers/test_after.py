"""after/ as its definitions run it: unprivileged, behind a load balancer, and through what goes wrong."""

import threading
import time
import uuid

import pytest
import urllib3

from tests.containers.shops import Shop, address, docker, exit_code, inspect, load, wait_until
from tests.pair.browser import Answer, Browser

ORDER = {"name": "Ada", "address": "1 Mill Lane", "card_number": "4111111111111111"}


def filled_cart(url: str) -> Browser:
    customer = Browser(url)
    assert customer.send("/api/cart", {"book_id": 1, "quantity": 2}).status == 200
    return customer


def ready(shop: Shop) -> bool:
    try:
        return urllib3.request("GET", f"{shop.url}/readyz", timeout=2, retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.mark.parametrize("service", ["after", "after-worker", "after-cards"])
def test_it_runs_as_nobody_in_particular(after: Shop, service: str) -> None:
    for container in after.ids(service):
        assert after.execute(container, "id", "-u").stdout.strip() == "10001"
        status = after.execute(container, "cat", "/proc/1/status").stdout
        assert "CapEff:\t0000000000000000" in status
        assert "NoNewPrivs:\t1" in status
        assert after.execute(container, "touch", "/app/x", check=False).returncode != 0
        assert after.execute(container, "touch", "/etc/x", check=False).returncode != 0
        assert after.execute(container, "touch", "/tmp/x").returncode == 0


def test_the_service_is_the_first_process(after: Shop) -> None:
    """The script that gives it its secrets has made way: signals reach it."""
    (container, *_) = after.ids("after")
    assert "gunicorn" in after.execute(container, "cat", "/proc/1/cmdline").stdout


def test_no_secret_is_in_a_containers_description(after: Shop) -> None:
    (container, *_) = after.ids("after")
    values = [after.execute(container, "cat", f"/run/secrets/{name}").stdout for name in ("DB_PASSWORD", "SECRET_KEY")]
    assert all(len(value) >= 32 for value in values)
    assert not any(value in str(inspect(container)) for value in values)
    assert not any(value in after.compose("logs") for value in values)


def test_a_customer_buys_a_book_wherever_the_requests_go(after: Shop) -> None:
    customer = filled_cart(after.url)
    assert len(after.ids("after")) == 2
    for _ in range(4):
        assert len(customer.get("/api/cart").json["books"]) == 1
    order = customer.send("/api/checkout", ORDER)
    assert order.status == 201, order.text
    number = order.json["id"]
    wait_until(lambda: customer.get(f"/api/orders/{number}").json["receipt"] is not None, 20, "the receipt")
    assert customer.get("/api/recommendations/1").json["books"]
    photo = ("me.png", uuid.uuid4().bytes, "image/png")
    review = customer.request("POST", "/api/books/1/reviews", fields={"name": "A", "text": "B", "photo": photo})
    assert review.status == 201, review.text
    assert customer.get(review.json["photo"]).body == photo[1]


def test_a_stop_answers_what_is_in_progress(after: Shop) -> None:
    (container, *_) = after.ids("after")
    customer = filled_cart(f"http://{address(container)}:5000")
    before = len(after.charges())
    answers: list[Answer] = []
    payment = threading.Thread(target=lambda: answers.append(customer.send("/api/checkout", ORDER)))
    payment.start()
    wait_until(lambda: len(after.charges()) > before, 10, "the charge")
    begin = time.monotonic()
    docker("stop", container)
    took = time.monotonic() - begin
    payment.join()
    assert [answer.status for answer in answers] == [201]
    assert exit_code(container) == 0
    assert took < 30, "the budget is 25 s and no request takes that long"
    after.up()
    wait_until(lambda: ready(after), 30, "the shop")


def test_a_draining_replica_serves_and_says_that_it_goes(after: Shop) -> None:
    """The load balancer has time to notice: until then requests that it still sends are answered."""
    (container, *_) = after.ids("after")
    url = f"http://{address(container)}:5000"
    stop = threading.Thread(target=docker, args=("stop", container))
    stop.start()
    try:
        asked = lambda path: urllib3.request("GET", url + path, timeout=5, retries=False)  # noqa: E731
        wait_until(lambda: asked("/readyz").status == 503, 10, "the drain")
        assert asked("/readyz").json() == {"status": "draining"}
        assert asked("/healthz").status == 200
        assert asked("/api/books").status == 200
    finally:
        stop.join()
    assert exit_code(container) == 0
    after.up()
    wait_until(lambda: ready(after), 30, "the shop")


def test_a_rolling_replacement_loses_no_request(after: Shop) -> None:
    old = after.ids("after")
    assert len(old) == 2
    with load(after.url, "/api/books") as seen:
        wait_until(lambda: seen["200"] > 50, 20, "the load")
        for container in old:
            after.up("--scale", "after=3", "--no-recreate", "after")
            docker("stop", container)
            assert exit_code(container) == 0
            docker("rm", container)
        served = seen["200"]
        wait_until(lambda: seen["200"] > served + 50, 20, "the load on the new ones")
    after.up("--scale", "after=2", "--no-recreate")
    assert set(after.ids("after")).isdisjoint(old)
    assert set(seen) == {"200"}, seen
    assert seen["200"] > 300


def test_a_replica_that_is_killed_takes_no_cart_with_it(after: Shop) -> None:
    customer = filled_cart(after.url)
    (container, *_) = after.ids("after")
    docker("kill", container)
    # Three good answers in a row from two places in turn: the dead one is out.
    wait_until(lambda: all(ready(after) for _ in range(3)), 15, "the load balancer to notice")
    assert len(customer.get("/api/cart").json["books"]) == 1
    after.up()
    wait_until(lambda: ready(after), 30, "the shop")


def test_reads_go_on_without_the_database_replica(after: Shop) -> None:
    reader = Browser(after.url)
    assert reader.get("/api/books").status == 200
    after.compose("kill", "after-replica")
    try:
        assert [reader.get(f"/api/books/{number}").status for number in range(1, 11)] == [200] * 10
    finally:
        after.up()


def test_a_replica_that_no_longer_follows_is_not_healthy(after: Shop) -> None:
    assert after.query("SELECT slot_name, active FROM pg_replication_slots") == ["replica|t"]
    (replica,) = after.ids("after-replica")

    def status() -> str:
        return str(inspect(replica)["State"]["Health"]["Status"])  # type: ignore[index]

    assert status() == "healthy"
    after.compose("kill", "after-primary")
    try:
        wait_until(lambda: status() == "unhealthy", 60, "the replica's bad health")
    finally:
        after.up()
    wait_until(lambda: status() == "healthy", 60, "the replica's recovery")


def test_each_container_has_its_own_secrets_alone(after: Shop) -> None:
    for service, names in {"after-cards": ["CARD_NETWORK_API_KEY"], "after-replica": ["DB_PASSWORD"]}.items():
        (container,) = after.ids(service)
        assert after.execute(container, "ls", "/run/secrets").stdout.split() == names


def test_without_the_store_there_is_a_503_and_nothing_is_lost(after: Shop) -> None:
    customer = filled_cart(after.url)
    orders = after.query("SELECT count(*) FROM orders")
    after.compose("kill", "after-store")
    try:
        answer = customer.get("/api/cart")
        assert answer.status == 503
        assert answer.headers["Content-Type"] == "application/json"
        assert set(answer.json) == {"error"}
        assert customer.send("/api/checkout", ORDER).status == 503
        assert customer.get("/api/books").status == 200
        assert ready(after), "what all replicas share takes none of them out"
    finally:
        after.up()
    assert after.query("SELECT count(*) FROM orders") == orders
    assert len(customer.get("/api/cart").json["books"]) == 1
    assert customer.send("/api/checkout", ORDER).status == 201


def test_the_memory_limit_holds_and_the_service_recovers(after: Shop) -> None:
    (container, *_) = after.ids("after")
    greedy = "data = []\nwhile True: data.append(bytearray(16_000_000))"
    assert after.execute(container, "python", "-c", greedy, check=False).returncode == 137
    wait_until(lambda: inspect(container)["State"]["Health"]["Status"] == "healthy", 60, "recovery")  # type: ignore[index]
    url = f"http://{address(container)}:5000/api/books"
    assert urllib3.request("GET", url, timeout=10, retries=False).status == 200
