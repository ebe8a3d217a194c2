"""What is behind requests that fail when a replica is stopped."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import service
from labs.cluster.browser import Browser, Request

ASK_SECONDS = 0.1


@dataclass(frozen=True)
class Stop:
    """A replica that was stopped: when it got SIGTERM and when it was gone, whether by itself, its address, and whether
    the other replica said meanwhile that it is not ready."""

    begin: float
    end: float
    ended: bool
    address: str
    other_unready: bool


class Watching:
    """`with Watching(address) as watching`: whether a replica that nobody stops ever answers /readyz with 503."""

    def __init__(self, address: str) -> None:
        self.unready = False
        self._customer = Browser(f"http://{address}", patience=2)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watching":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(ASK_SECONDS):
            self.unready |= self._customer.ask("GET", "/readyz", "", {}).status == 503


def mistakes(tree: Path, stops: Sequence[Stop], failed: Sequence[Request], half: int) -> list[str]:
    """What a fix has got wrong, from how its replicas ended and which requests failed."""
    told = [_of_a_kill(tree)] if any(not stop.ended for stop in stops) else []
    if any(stop.other_unready for stop in stops):
        told.append("while one replica drains the other says as well that it is not ready: they share the flag")
    elif not told and failed:
        told.append(_of_requests(tree, stops, failed))
    if half:
        told.append("half an order is in the database: an order is committed before its lines")
    return told


def _of_a_kill(tree: Path) -> str:
    words = service.command(tree)
    if words[0].endswith("sh"):
        return "process 1 is a shell (the shell form of CMD), which passes no SIGTERM on: the service never hears of it"
    code = "".join(path.read_text() for path in tree.glob("*.py"))
    if "SIGTERM" in code or "gunicorn" in words[0]:
        return "SIGTERM is heard, but the end takes longer than the grace period of 8 s: drain and time-out together"
    return "process 1 has no handler for SIGTERM, and the kernel gives it none that it does not handle"


def _of_requests(tree: Path, stops: Sequence[Stop], failed: Sequence[Request]) -> str:
    before = sum(any(stop.begin - 2 < each.begin < stop.begin for stop in stops) for each in failed)
    stuck = sum(each.seconds > 1 and any(stop.begin < each.begin < stop.end for stop in stops) for each in failed)
    if stuck > before:
        return "from SIGTERM on nothing is answered: the handler waits in the thread that serves"
    # gunicorn ends what its workers have begun; on a busy machine others wait for one when its socket is closed.
    if before and "gunicorn" not in service.command(tree)[0]:
        return f"{before} requests that were on their way at SIGTERM are cut off: the handler exits at once"
    return (
        "the replica stops taking requests while the balancer still sends them: it has to drain first, "
        "/readyz with 503, and go on serving"
    )
