"""A slow way to the artefact server: a TCP forwarder with one rate for all connections, changed while it runs."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from labs.cluster import processes
from labs.cluster.listening import listening

CHUNK = 16 * 1024
UNLIMITED = float("inf")


@dataclass
class Throttle:
    """Where to connect, how fast answers come (bytes a second), and how many bytes have come."""

    url: str = ""
    rate: float = UNLIMITED
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def pace(self, size: int) -> None:
        with self.lock:
            begin = time.monotonic()
            # The rate may rise in the middle of a wait.
            while (left := size / self.rate - (time.monotonic() - begin)) > 0:
                time.sleep(min(left, 0.05))
            self.sent += size


def _pump(source: socket.socket, target: socket.socket, throttle: Throttle | None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            if throttle:
                throttle.pace(len(data))
            target.sendall(data)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def _forward(client: socket.socket, address: tuple[str, int], throttle: Throttle) -> None:
    with client, contextlib.suppress(OSError), socket.create_connection(address) as server:
        upward = threading.Thread(target=_pump, args=(client, server, None), daemon=True)
        upward.start()
        _pump(server, client, throttle)
        upward.join()


@contextlib.contextmanager
def throttled(url: str) -> Iterator[Throttle]:
    """Forward a free port to the server at url."""
    parts = urlsplit(url)
    address = (parts.hostname or processes.HOST, parts.port or 80)
    throttle = Throttle()
    with listening(lambda client: _forward(client, address, throttle)) as port:
        throttle.url = f"http://{processes.HOST}:{port}"
        try:
            yield throttle
        finally:
            throttle.rate = UNLIMITED
