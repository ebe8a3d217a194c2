"""The parts of the cluster one by one: Dockerfiles, clean rooms, the throttle, the balancer, the load."""

import functools
import http.server
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from labs.cluster import cleanroom, dockerfile, processes
from labs.cluster.balancer import PLATFORM, balancer
from labs.cluster.browser import Request
from labs.cluster.cardnetwork import CardNetwork
from labs.cluster.customer import Answer, Customer
from labs.cluster.load import Load, shop
from labs.cluster.throttle import UNLIMITED, throttled

DOCKERFILE = """\
ARG BASE=python:3.13-slim
FROM ${BASE} AS build
# RUN pip install nothing
RUN python -m pip install --no-cache-dir \\
    -r requirements.txt && rm -rf /tmp/x
RUN /venv/bin/pip install "psycopg[binary]" ; pip --version
FROM build
FROM python
"""


def test_a_dockerfile_s_bases_and_installs(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    assert dockerfile.bases(tmp_path) == ["python:3.13-slim", "python"]
    assert list(dockerfile.pip_installs(tmp_path)) == [
        ["--no-cache-dir", "-r", "requirements.txt"],
        ["psycopg[binary]"],
    ]


def test_the_context_minds_dockerignore(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "logs").mkdir(parents=True)
    for name in (".env", "app.py", "logs/a.log", ".dockerignore"):
        (tree / name).write_text(".env*\nlogs/\n")
    copied = dockerfile.context(tree, tmp_path / "copy")
    assert sorted(path.name for path in copied.rglob("*")) == [".dockerignore", "app.py"]


def test_a_newer_release_can_be_installed(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "Dockerfile").write_text('FROM python\nRUN pip install --no-index flask\nCMD ["flask", "run"]\n')
    wheels = cleanroom.release_of_everything(["Flask", "typing_extensions"], tmp_path / "newer")
    with cleanroom.build(tree, tmp_path, wheels) as room:
        assert room.installed() == {"flask": cleanroom.NEWER}
        assert room.missing(["flask_newer", "json", "lib"]) == ["lib", "the program flask"]


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("RUN pip install --no-index no-such-thing\n")
    with pytest.raises(cleanroom.BuildFailed, match="no-such-thing"), cleanroom.build(tmp_path, tmp_path):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    """200 and a body, or what the server's `status` says; no answer at all to /break, which is counted."""

    def do_GET(self) -> None:
        if self.path == "/break":
            self.server.broken += 1  # type: ignore[attr-defined]
            self.close_connection = True
            return
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(b"x" * 50_000)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def website(port: int = 0) -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer((processes.HOST, port), Handler) as server:
        server.status, server.broken = 200, 0  # type: ignore[attr-defined]
        thread = threading.Thread(target=functools.partial(server.serve_forever, 0.05))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_throttle_slows_down_and_changes_nothing() -> None:
    with website() as server, throttled(f"http://{processes.HOST}:{server.server_port}") as throttle:

        def fetch() -> float:
            begin = time.monotonic()
            assert urllib.request.urlopen(throttle.url).read() == b"x" * 50_000
            return time.monotonic() - begin

        fetch()
        throttle.rate, throttle.sent = 100_000.0, 0
        assert fetch() > 0.45
        assert throttle.sent > 50_000
        throttle.rate = UNLIMITED
        fetch()


def test_the_balancer_checks_health_and_does_not_retry() -> None:
    dead = processes.free_port()
    with website() as one, website() as two, balancer([one.server_port, two.server_port, dead], "/") as made:
        addresses = [f"{processes.HOST}:{server.server_port}" for server in (one, two)]
        made.wait_for(addresses)
        # Not asked once more: the customer sees it.
        assert made.ask("/break")[0] == 502
        assert one.broken + two.broken == 1  # type: ignore[attr-defined]
        one.status = 503  # type: ignore[attr-defined]
        made.wait_for(addresses[1:])


def test_a_platform_s_balancer_goes_on_for_a_while() -> None:
    """One bad answer is not enough: a replica that stops at once loses what comes till the second."""
    with website() as one, website() as two, balancer([one.server_port, two.server_port], "/", pace=PLATFORM) as made:
        addresses = [f"{processes.HOST}:{server.server_port}" for server in (one, two)]
        made.wait_for(addresses)
        begin = time.monotonic()
        one.status = 503  # type: ignore[attr-defined]
        made.wait_for(addresses[1:])
        assert time.monotonic() - begin > 0.9


def test_the_balancer_does_not_go_on_to_the_next_replica_either() -> None:
    """As long as the checks have not found out, a dead replica is a failure that the customer sees."""

    def seen() -> bool:
        with website() as server, balancer([server.server_port, processes.free_port()], "/") as made:
            return 502 in [made.ask()[0] for _ in range(4)]

    # The checks may be quicker than the questions, once.
    assert any(seen() for _ in range(8))


def test_every_request_is_on_record() -> None:
    nobody = processes.free_port()
    requests: list[Request] = []
    customer = Customer(f"http://{processes.HOST}:{nobody}", requests.append)
    assert customer.get("/books/1").status == 0
    (request,) = requests
    assert (request.what, request.failed, request.outcome.isdigit()) == ("GET /books/…", True, False)
    with website() as server:
        url = f"http://{processes.HOST}:{server.server_port}"
        with Load(url, 3, lambda url, record: Customer(url, record).get("/")) as load:
            processes.wait_until(lambda: load.answered_by("") >= 20, 10, "the load")
            server.status = 500  # type: ignore[attr-defined]
            processes.wait_until(lambda: any(each.failed for each in load.requests), 10, "a failure")
        assert {each.outcome for each in load.requests} == {"200", "500"}


def test_nothing_listens_on_other_interfaces() -> None:
    """Caddy, as the other servers, is on the loopback interface alone."""
    with website() as one, balancer([one.server_port], "/") as made:
        shown = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=False) if _has_ss() else None
        if shown is None:
            pytest.skip("needs ss")
        (line,) = [line for line in shown.stdout.splitlines() if f":{made.port} " in line]
        assert f"{processes.HOST}:{made.port}" in line


def _has_ss() -> bool:
    return subprocess.run(["which", "ss"], capture_output=True, check=False).returncode == 0


class Unanswered(Customer):
    """Their first payment gets no answer, and the cart is lost with the replica."""

    def __init__(self) -> None:
        super().__init__("http://nowhere")
        self.asked: list[str] = []

    def request(self, method: str, path: str, **options: object) -> Answer:
        self.asked.append(f"{method} {path}")
        if path == "/api/checkout" and self.asked.count("POST /api/checkout") == 1:
            return Answer(0, b"", "")
        return Answer(201 if path == "/api/checkout" else 200, b'{"books": [], "id": 7}', "")


def test_who_gets_no_answer_to_a_payment_pays_again() -> None:
    customer = Unanswered()
    shop(customer)
    assert customer.asked[-5:] == [
        "GET /",
        "GET /api/cart",
        "POST /api/cart",
        "POST /api/checkout",
        "GET /api/orders/7",
    ]
    assert customer.asked.count("POST /api/checkout") == 2


def test_the_card_network_knows_who_was_charged_twice() -> None:
    network = CardNetwork("", "key", 0.0)
    for reference, card in [("a", "1"), ("a", "1"), ("b", "2"), ("c", "2")]:
        network.charge({"reference": reference, "amount": 5, "card_number": card})
    assert network.cards == {"1": 1, "2": 2}
    assert len(network.charges) == 3
