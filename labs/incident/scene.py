"""The shop at night: three replicas, who starts and stops them, customers, and what all of them leave to be read.

Imitated: the orchestrator is a thread of this process, requests go to the next replica that is ready, memory is looked
at four times a second, and a full disk is a refused write. The replicas, the database, its replica, the object store
and the card network are real processes.
"""

from __future__ import annotations

import collections
import contextlib
import itertools
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import urllib3

from labs.cluster import processes, service
from labs.cluster.deployment import Deployment, Replica
from labs.cluster.postgres import Postgres

GOOD = "1.4.0"
PATIENCE_SECONDS = 12.0
TICK_SECONDS = 0.25
BACK_OFF_SECONDS = 2.0
START_SECONDS = 90.0
SETTLED_SECONDS = 3.0
KEPT = 400
CART = '{"book_id": 1}'
CARD = '{"name": "Ada", "address": "London", "card_number": "4242424242424242"}'
JSON = {"Content-Type": "application/json"}
NONE: Mapping[str, str] = {}
# What a customer does, over and over: method, path, body.
ROUND = (
    ("GET", "/", ""),
    ("GET", "/books/1", ""),
    ("GET", "/books/2/recommendations", ""),
    ("POST", "/api/cart", CART),
    ("POST", "/api/checkout", CARD),
)


@dataclass(frozen=True)
class Definition:
    """What the orchestrator was told of the shop. memory is in MB; settings are what it gives, secrets included."""

    image: str = GOOD
    probe: str = "/readyz"
    memory: int = 512
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Slot:
    """One of the replicas, whichever process it is of at the moment."""

    name: str
    port: int
    definition: Definition
    replica: Replica | None = None
    tree: Path | None = None
    logs: list[Path] = field(default_factory=list)
    ready: bool = False
    restarts: int = 0
    state: str = "starting"
    again: float = 0.0
    memory: int = 0
    refused: float = 0.0

    @property
    def lost(self) -> bool:
        """Whether it will not be ready: it ended, or what answers its probe does not say "not yet"."""
        ended = self.replica is None and bool(self.logs)
        return ended or (self.refused > 0 and time.monotonic() - self.refused > SETTLED_SECONDS)


@dataclass(frozen=True)
class Asked:
    """One request of a customer's, by its id."""

    identity: str
    at: float
    what: str
    slot: str
    status: int
    seconds: float

    @property
    def failed(self) -> bool:
        return self.status == 0 or self.status >= 500


class Answer(NamedTuple):
    """What one replica answered; status 0 where nothing came."""

    status: int
    text: str = ""
    cookie: str = ""


@dataclass
class Scene:
    """The shop, what was told of it, and what has happened. images are the trees of the versions."""

    shop: Deployment
    images: dict[str, Path]
    secrets: dict[str, str]
    reader: Postgres | None = None
    definition: Definition = Definition()
    slots: list[Slot] = field(default_factory=list)
    events: list[tuple[float, str, str]] = field(default_factory=list)
    requests: collections.deque[Asked] = field(default_factory=lambda: collections.deque(maxlen=KEPT))
    full: set[str] = field(default_factory=set)
    begin: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock)
    over: threading.Event = field(default_factory=threading.Event)
    turn: Iterator[int] = field(default_factory=itertools.count)

    def event(self, about: str, text: str) -> None:
        self.events.append((time.monotonic() - self.begin, about, text))

    def launch(self, slot: Slot) -> None:
        """Start a replica by its definition, on a new disk."""
        home = self.shop.home / uuid.uuid4().hex
        slot.tree = service.copy(self.images[slot.definition.image], home / "app")
        log = self.shop.home / f"{slot.name}-{len(slot.logs)}.log"
        log.touch()
        slot.logs.append(log)
        source = self.images[slot.definition.image]
        if slot.name in self.full:
            (slot.tree / ".full").touch()
        slot.replica = self.shop.runtime.start(source, slot.tree, slot.port, log, slot.definition.settings)
        self.shop.replicas.append(slot.replica)
        slot.state, slot.ready, slot.refused = "running", False, 0.0
        self.event(slot.name, f"started image bookshop:{slot.definition.image}")

    def replace(self, slot: Slot, definition: Definition | None = None, grace: float = 8.0) -> None:
        """Stop a replica and start it again, by another definition if one is given. Its disk is a new one."""
        with self.lock:
            if slot.replica is not None:
                slot.replica.stop(grace)
                self.event(slot.name, "stopped")
            self.full.discard(slot.name)
            slot.definition = definition or slot.definition
            self.launch(slot)

    def change(self, **fields: object) -> None:
        """Change the definition and replace all replicas by it."""
        with self.lock:
            self.definition = replace(self.definition, **fields)  # type: ignore[arg-type]
            self.event("bookshop", f"rollout of {', '.join(fields)}")
            for slot in self.slots:
                self.replace(slot, self.definition, grace=3.0)

    def tick(self) -> None:
        """Look at each replica once: is it there, is it too big, does it want requests?"""
        for slot in self.slots:
            with self.lock:
                if slot.replica is None:
                    if time.monotonic() >= slot.again:
                        slot.restarts += 1
                        self.launch(slot)
                    continue
                status = slot.replica.process.popen.poll()
                slot.memory = _memory(slot.replica.process.popen.pid)
                if status is None and slot.memory > slot.definition.memory:
                    slot.replica.process.kill()
                    self._gone(slot, 137, "OOMKilled")
                elif status is not None:
                    self._gone(slot, status % 256, "Error")
                else:
                    self._probe(slot)

    def _gone(self, slot: Slot, status: int, why: str) -> None:
        assert slot.replica is not None
        slot.replica.remove()
        slot.replica, slot.ready, slot.state = None, False, f"{why} (exit {status}), back-off"
        slot.again = time.monotonic() + BACK_OFF_SECONDS
        self.event(slot.name, f"exited with {status}: {why}; started again in {BACK_OFF_SECONDS:g} s")

    def _probe(self, slot: Slot) -> None:
        status = self.ask_slot(slot, "GET", slot.definition.probe, patience=2.0).status
        slot.refused = 0.0 if status in (0, 200, 503) else slot.refused or time.monotonic()
        if slot.ready != (status == 200):
            slot.ready = status == 200
            self.event(slot.name, "is ready" if slot.ready else "is not ready any more")
        if not slot.ready:
            text = f"readiness probe GET {slot.definition.probe} failed: {status or 'connection refused'}"
            if not any(each[1:] == (slot.name, text) for each in self.events[-6:]):
                self.event(slot.name, text)

    def ask_slot(
        self, slot: Slot, method: str, path: str, body: str = "", headers: Mapping[str, str] = NONE,
        patience: float = PATIENCE_SECONDS,
    ) -> Answer:  # fmt: skip
        """One request to one replica."""
        url = f"http://{processes.HOST}:{slot.port}{path}"
        with urllib3.PoolManager(retries=False, timeout=patience) as pool:
            try:
                got = pool.request(method, url, body=body or None, headers={**JSON, **headers}, redirect=False)
            except urllib3.exceptions.HTTPError:
                return Answer(0)
            cookie = got.headers.get("Set-Cookie", "").partition(";")[0]
            return Answer(got.status, got.data.decode(errors="replace"), cookie)

    def shop_once(self, slot: Slot | None = None, patience: float = PATIENCE_SECONDS) -> list[Asked]:
        """One round of a customer, all of it at one replica if one is given."""
        cookie, asked = "", []
        for method, path, body in ROUND:
            each, cookie = self._ask(f"{method} {path}", body, cookie, slot or self._next(), patience)
            asked.append(each)
        return asked

    def _next(self) -> Slot | None:
        """The replica whose turn it is, among those that are ready."""
        ready = [each for each in self.slots if each.ready]
        return ready[next(self.turn) % len(ready)] if ready else None

    def _ask(self, what: str, body: str, cookie: str, slot: Slot | None, patience: float) -> tuple[Asked, str]:
        """A customer's request, and their cookie afterwards; 503 where no replica is there to answer."""
        identity, begin = uuid.uuid4().hex[:12], time.monotonic()
        method, _, path = what.partition(" ")
        headers = {"X-Request-ID": identity, **({"Cookie": cookie} if cookie else {})}
        answer = self.ask_slot(slot, method, path, body, headers, patience) if slot else Answer(503)
        took, by = time.monotonic() - begin, slot.name if slot else "balancer"
        asked = Asked(identity, begin - self.begin, what, by, answer.status, took)
        self.requests.append(asked)
        return asked, answer.cookie or cookie


def _memory(group: int) -> int:
    """The MB that the processes of a group have, 0 where the system does not tell."""
    done = subprocess.run(["ps", "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=False)
    pairs = (line.split() for line in done.stdout.splitlines())
    return sum(int(each[1]) for each in pairs if len(each) == 2 and each[0] == str(group)) // 1024


@contextlib.contextmanager
def running(scene: Scene, replicas: int = 3) -> Iterator[Scene]:
    """The replicas, the orchestrator and one customer, until the end of the block."""
    scene.slots = [Slot(f"web-{each + 1}", processes.free_port(), scene.definition) for each in range(replicas)]
    for slot in scene.slots:
        scene.launch(slot)

    def orchestrate() -> None:
        while not scene.over.wait(TICK_SECONDS):
            with contextlib.suppress(OSError, RuntimeError):
                scene.tick()

    def customer() -> None:
        while not scene.over.wait(0.1):
            scene.shop_once()

    threads = [threading.Thread(target=each, daemon=True) for each in (orchestrate, customer)]
    for thread in threads:
        thread.start()
    try:
        yield scene
    finally:
        scene.over.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS * 2)
