"""What operations see of both bookshops while they run: lines of the log, threads, metrics and traces."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from labs.cluster import processes, service
from labs.cluster.postgres import Postgres, replica
from tests.pair.collector import Collector, attributes, collector
from tests.pair.conftest import AFTER, BEFORE, Opening, Shop
from tests.pair.test_behaviour import BUYER

KINDS = ["before", "after, local"]
QUIET = {"GUNICORN_LOG_FORMAT": "json", "GUNICORN_ACCESS_LOG": "none"}


@pytest.fixture(scope="module", params=KINDS)
def shop(request: pytest.FixtureRequest, open_shop: Opening) -> Iterator[Shop]:
    with open_shop(request.param, **QUIET) as shop:
        yield shop


def log(shop: Shop) -> str:
    file = shop.tree / "logs" / "bookshop.log"
    return file.read_text() if file.exists() else shop.process.output()


def lines(shop: Shop, **wanted: object) -> list[dict[str, Any]]:
    """The log's lines that say this, each of them JSON."""
    found = [json.loads(line) for line in log(shop).splitlines()]
    return [line for line in found if wanted.items() <= line.items()]


def test_a_request_is_one_line_with_its_name_and_duration(shop: Shop) -> None:
    answer = shop.customer().get("/api/books/3?q=secret")
    (line,) = lines(shop, request_id=answer.headers["X-Request-Id"])
    assert (line["method"], line["path"], line["status"]) == ("GET", "/api/books/3", 200)
    assert (line["level"], line["logger"], line["client"]) == ("INFO", "access", processes.HOST)
    assert 0 < line["duration_ms"] < 5000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*(Z|\+00:00)", line["timestamp"])


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678;Self=1-2-3", "X-Request-Id": "b"}, None),
        ({"X-Request-Id": "a.b:c_d-1"}, "a.b:c_d-1"),
        ({"X-Request-Id": "x" * 128}, "x" * 128),
    ],
)
def test_a_request_has_the_name_that_the_load_balancer_gave(shop: Shop, headers: dict[str, str], name: str) -> None:
    answer = shop.customer().request("GET", "/api/books/1", headers=dict(headers))
    assert answer.headers["X-Request-Id"] == (name or headers["X-Amzn-Trace-Id"])


@pytest.mark.parametrize("name", ["", "x" * 129, 'a"b', "a b", "<script>", "a\tb", "ä"])
def test_a_name_that_is_none_is_replaced(shop: Shop, name: str) -> None:
    answer = shop.customer().request("GET", "/api/books/1", headers={"X-Request-Id": name.encode().decode("latin-1")})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-Id"])


def test_the_shop_s_own_lines_and_errors_have_the_name_too(shop: Shop) -> None:
    customer = shop.customer()
    customer.send("/api/cart", {"book_id": 1})
    bought = customer.send("/api/checkout", BUYER).headers["X-Request-Id"]
    assert "paid" in " ".join(line["message"] for line in lines(shop, request_id=bought))
    failed = customer.request("POST", "/api/cart", json=[1])
    assert failed.status == 500
    (line,) = lines(shop, request_id=failed.headers["X-Request-Id"], level="ERROR")
    assert line["exc_info"].startswith("Traceback")
    assert len(lines(shop, request_id=failed.headers["X-Request-Id"], status=500)) == 1


def test_a_path_cannot_forge_a_line(shop: Shop) -> None:
    answer = shop.customer().get("/x%0a%7b%22level%22%3a%22INFO%22%7d")
    (line,) = lines(shop, request_id=answer.headers["X-Request-Id"])
    assert line["path"] == '/x\n{"level":"INFO"}'


def test_a_signal_shows_where_each_thread_is(shop: Shop) -> None:
    for pid in pids(shop.process.popen.pid):
        os.kill(pid, signal.SIGURG)
    processes.wait_until(lambda: "most recent call first" in shop.process.output(), 5, "the dump")
    assert shop.customer().get("/api/books/1").status == 200
    assert re.search(r"Thread 0x|Current thread 0x", shop.process.output())


def pids(root: int) -> list[int]:
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(pid for child in children for pid in pids(int(child)))]


def test_after_is_silent_about_probes_and_repeats_no_request(open_shop: Opening) -> None:
    with open_shop("after, local", **QUIET) as shop:
        assert [shop.customer().get(path).status for path in ("/healthz", "/readyz")] == [200, 200]
        answer = shop.customer().get("/api/books/1")
        about = [
            line for line in lines(shop) if "/" in line["message"] and line["logger"] in ("access", "gunicorn.access")
        ]
        assert [line["request_id"] for line in about] == [answer.headers["X-Request-Id"]]


@pytest.mark.parametrize("kind", KINDS)
def test_behind_a_proxy_the_client_is_known_and_cookies_are_secure(kind: str, open_shop: Opening) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.1, 192.0.2.7", "X-Forwarded-Proto": "https"}
    with open_shop(kind, **QUIET, TRUSTED_PROXIES="1", SESSION_COOKIE_SECURE="1") as shop:
        answer = shop.customer().request("GET", "/api/books/1", headers=dict(forwarded))
        (line,) = lines(shop, request_id=answer.headers["X-Request-Id"])
        assert line["client"] == "192.0.2.7"
        assert "Secure" in answer.headers["Set-Cookie"]
    with open_shop(kind, **QUIET) as shop:
        answer = shop.customer().request("GET", "/api/books/1", headers=dict(forwarded))
        (line,) = lines(shop, request_id=answer.headers["X-Request-Id"])
        assert line["client"] == processes.HOST
        assert "Secure" not in answer.headers["Set-Cookie"]


def telemetry(to: Collector) -> dict[str, str]:
    return {**QUIET, "OTEL_EXPORTER_OTLP_ENDPOINT": to.url, "OTEL_METRIC_EXPORT_INTERVAL": "300",
            "OTEL_BSP_SCHEDULE_DELAY": "200"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_metrics_and_traces_arrive(kind: str, open_shop: Opening) -> None:
    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"
    with collector() as made, open_shop(kind, **telemetry(made)) as shop:
        customer = shop.customer()
        customer.send("/api/cart", {"book_id": 1})
        customer.send("/api/checkout", BUYER)
        parent = {"traceparent": f"00-{trace_id}-00f067aa0ba902b7-01"}
        answer = customer.request("GET", "/api/books/2", headers=parent)
        assert customer.request("POST", "/api/cart", json=[1]).status == 500
        wanted = {
            "http.route": "/api/books/<int:book_id>",
            "http.request.method": "GET",
            "http.response.status_code": 200,
        }
        failed = {"http.route": "/api/cart", "http.response.status_code": 500, "error.type": "500"}

        def answers(what: dict[str, object]) -> bool:
            return any(what.items() <= point.items() for point in made.points("http.server.request.duration"))

        processes.wait_until(lambda: answers(wanted) and answers(failed), 10, "the metrics", shop.process)
        processes.wait_until(lambda: bool(made.points("db.client.connection.count")), 10, "the pool", shop.process)
        assert {point["server.port"] for point in made.points("db.client.operation.duration")} == {shop.database.port}
        mine = f"GET {wanted['http.route']}"
        processes.wait_until(lambda: mine in {span.name for span in made.spans}, 10, "the traces", shop.process)
        (server,) = [span for span in made.spans if span.name == mine]
        assert server.trace_id.hex() == trace_id
        assert attributes(server)["bookshop.request_id"] == answer.headers["X-Request-Id"]
        within = {span.name for span in made.spans if span.parent_span_id == server.span_id}
        assert within == {"SELECT"}
        assert "charge" in {span.name for span in made.spans}
        (line,) = lines(shop, request_id=answer.headers["X-Request-Id"])
        assert line["trace_id"] == trace_id
        with service.working(shop.tree, shop.tree.parent / "worker.log", {**shop.settings, **telemetry(made)}):
            waiting = "bookshop.receipts.waiting"
            processes.wait_until(lambda: waiting in {metric.name for metric in made.metrics}, 20, "the receipts")
        assert made.services == {"bookshop-web", "bookshop-worker"}


@pytest.mark.parametrize("tree", [BEFORE, AFTER], ids=["before", "after"])
def test_nothing_is_measured_until_a_setting_says_where_to(tree: Path) -> None:
    code = "import sys, telemetry; assert not telemetry.configure('web'); sys.exit('opentelemetry.sdk' in sys.modules)"
    variables = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    command = [sys.executable, "-B", "-c", code]
    for empty in ({}, {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}):
        assert subprocess.run(command, cwd=tree, env=variables | empty, check=False).returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_collector_that_hangs_keeps_nobody_waiting(kind: str, open_shop: Opening) -> None:
    with collector(hangs=True) as made, open_shop(kind, **telemetry(made), DRAIN_SECONDS="0") as shop:
        customer = shop.customer()
        processes.wait_until(lambda: customer.get("/api/books").status == 200 and made.asked > 0, 10, "the collector")
        begin = time.monotonic()
        for _ in range(100):
            assert customer.get("/api/books/1").status == 200
        assert time.monotonic() - begin < 10
        begin = time.monotonic()
        shop.process.send(signal.SIGTERM)
        shop.process.popen.wait(20)
        assert time.monotonic() - begin < 15


def test_who_reads_from_the_writer_when_the_reader_is_away_is_seen(
    postgres_server: Postgres, open_shop: Opening
) -> None:
    with (
        collector() as made,
        replica(postgres_server) as reader,
        open_shop("after, local", reader=reader, **telemetry(made)) as shop,
    ):

        def read_from(port: int) -> bool:
            assert shop.customer().get("/api/books").status == 200
            points = made.points("db.client.operation.duration")
            return any(point["db.operation.name"] == "SELECT" and point["server.port"] == port for point in points)

        processes.wait_until(lambda: read_from(reader.port), 20, "the reader's statements")
        assert not read_from(shop.database.port)
        reader.process.kill()
        processes.wait_until(lambda: read_from(shop.database.port), 20, "the writer's statements")
