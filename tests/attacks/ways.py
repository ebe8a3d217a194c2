"""A way to a server that can be attacked: nobody listens, nobody answers, or each answer comes late."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from labs.cluster import processes

OPEN, REFUSED, HANGING, SLOW = "open", "refused", "hanging", "slow"
LATE = 28.0


@dataclass
class Way:
    """A port that leads to a server's, and what happens on it just now."""

    target: int
    port: int = field(default_factory=processes.free_port)
    mode: str = OPEN
    # How many answers of the server have come through.
    answers: int = 0
    _listener: socket.socket | None = None
    _connections: list[socket.socket] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def set(self, mode: str) -> None:
        """Attack, or stop that. What is refused loses its connections too, as it does when a server dies."""
        self.mode = mode
        if mode == REFUSED and self._listener:
            # A thread that waits in accept() would keep the port open.
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
            while self._connections:
                with contextlib.suppress(OSError):
                    self._connections.pop().shutdown(socket.SHUT_RDWR)
        elif mode != REFUSED and self._listener is None:
            self._listener = socket.create_server((processes.HOST, self.port))
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            self._wait_while(HANGING)
            with socket.create_connection((processes.HOST, self.target)) as server:
                self._connections += (client, server)
                threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
                self._pump(server, client, True)

    def _pump(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._wait_while(HANGING)
                if answers:
                    self._wait_while(SLOW, LATE)
                    self.answers += 1
                target.sendall(data)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _wait_while(self, mode: str, seconds: float = float("inf")) -> None:
        end = time.monotonic() + seconds
        while self.mode == mode and time.monotonic() < end and not self._over.is_set():
            time.sleep(0.05)


@contextlib.contextmanager
def way(target: int) -> Iterator[Way]:
    """Open a way to a port of this machine."""
    made = Way(target)
    made.set(OPEN)
    try:
        yield made
    finally:
        made._over.set()
        made.set(REFUSED)
