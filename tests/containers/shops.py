"""A bookshop in containers: Compose brings it up, these functions look into it and disturb it."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

ROOT = Path(__file__).parents[2]
DOCKER = "/usr/bin/docker"


def docker(*words: str, check: bool = True, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run the Docker client. Raises AssertionError with what it said, if it fails and should not."""
    done = subprocess.run([DOCKER, *words], capture_output=True, text=True, check=False, timeout=timeout, cwd=ROOT)
    assert done.returncode == 0 or not check, f"docker {' '.join(words)}: {done.stdout}{done.stderr}"
    return done


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait for a condition; how long it took. Raises TimeoutError."""
    begin = time.monotonic()
    while not condition():
        if time.monotonic() - begin > seconds:
            raise TimeoutError(f"{what} did not happen within {seconds} s")
        time.sleep(0.1)
    return time.monotonic() - begin


@dataclass(frozen=True)
class Shop:
    """One Compose profile in a project of its own."""

    profile: str
    url: str
    environment: dict[str, str] = field(default_factory=dict)

    def compose(self, *words: str, check: bool = True, timeout: float = 300) -> str:
        command = [DOCKER, "compose", "--project-name", f"test-{self.profile}", "--profile", self.profile, *words]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=timeout, cwd=ROOT,
            env={**os.environ, **self.environment},
        )  # fmt: skip
        assert done.returncode == 0 or not check, f"{' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def up(self, *words: str) -> None:
        self.compose("up", "--detach", "--no-build", "--wait", *words)

    def ids(self, service: str) -> list[str]:
        """The service's running containers, oldest first."""
        found = self.compose("ps", "--quiet", service).split()
        return sorted(found, key=lambda each: inspect(each)["Created"])

    def execute(self, container: str, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return docker("exec", container, *words, check=check)

    def charges(self) -> dict[str, object]:
        """What the card network has charged, by reference."""
        (cards,) = self.ids(f"{self.profile}-cards")
        code = "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:9090/').read().decode())"
        return dict(json.loads(self.execute(cards, "python", "-c", code).stdout))

    def query(self, statement: str) -> list[str]:
        """Rows of the primary."""
        service = {"after": "after-primary", "before": "before-db"}[self.profile]
        user, database = {"after": ("bookshop",) * 2, "before": ("root", "my-awesome-database")}[self.profile]
        (primary,) = self.ids(service)
        options = ["--username", user, "--dbname", database, "--host", "/tmp", "--no-align", "--tuples-only"]
        password = (
            'export PGPASSWORD="${POSTGRES_PASSWORD:-$(cat $POSTGRES_PASSWORD_FILE 2>/dev/null)}"; exec psql "$@"'
        )
        done = self.execute(primary, "bash", "-c", password, "psql", *options, "--command", statement)
        return done.stdout.split()


def inspect(container: str) -> dict[str, object]:
    (found,) = json.loads(docker("inspect", container).stdout)
    return dict(found)


def address(container: str) -> str:
    """Where a container of the test's own network answers."""
    (network,) = inspect(container)["NetworkSettings"]["Networks"].values()  # type: ignore[index]
    return str(network["IPAddress"])


def exit_code(container: str) -> int:
    return int(inspect(container)["State"]["ExitCode"])  # type: ignore[index]


@contextmanager
def running(profile: str, url: str, **environment: str) -> Iterator[Shop]:
    """The profile, up and healthy; nothing of it is left afterwards."""
    shop = Shop(profile, url, environment)
    shop.compose("down", "--volumes", "--timeout", "1")
    try:
        try:
            shop.up()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{shop.compose('logs', '--tail', '20', check=False)}") from None
        yield shop
    finally:
        shop.compose("down", "--volumes", "--timeout", "1")


@contextmanager
def load(url: str, path: str, clients: int = 4) -> Iterator[Counter[str]]:
    """Ask for the path all the time, each time on a new connection or a kept one; counts statuses and errors."""
    seen: Counter[str] = Counter()
    stop = threading.Event()
    lock = threading.Lock()

    def ask(keep: bool) -> None:
        pool = urllib3.PoolManager(retries=False, timeout=30)
        while not stop.is_set():
            try:
                answer = str(pool.request("GET", url + path).status)
            except urllib3.exceptions.HTTPError as error:
                answer = type(error).__name__
            with lock:
                seen[answer] += 1
            if not keep:
                pool.clear()
            stop.wait(0.02)

    threads = [threading.Thread(target=ask, args=(number % 2 == 0,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()
