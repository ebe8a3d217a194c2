"""A service's address, as Kubernetes' is: a connection goes to the next of its replicas, whatever state that is in.

It asks no health checks and repeats nothing. A visitor that has a connection for each request is spread evenly.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from labs.cluster import processes
from labs.cluster.listening import listening
from labs.cluster.throttle import CHUNK

REFUSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n"


@dataclass
class Gateway:
    """Where it listens, and the ports of the replicas that it knows."""

    port: int
    known: list[int] = field(default_factory=list)
    turn: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://{processes.HOST}:{self.port}"

    def add(self, port: int) -> None:
        with self.lock:
            self.known.append(port)

    def forget(self, port: int) -> None:
        with self.lock:
            self.known.remove(port)

    def next(self) -> int:
        """The port of the next replica; 0 where none is known."""
        with self.lock:
            self.turn += 1
            return self.known[self.turn % len(self.known)] if self.known else 0


@contextlib.contextmanager
def gateway() -> Iterator[Gateway]:
    """Listen on a free port; replicas are added later."""
    made = Gateway(0)
    with listening(lambda client: _serve(client, made.next())) as made.port:
        yield made


def _serve(client: socket.socket, port: int) -> None:
    """Forward one connection. The first answer on it tells who gave it."""
    told = f"\r\nX-Replica: {processes.HOST}:{port}\r\n".encode()
    with client, contextlib.suppress(OSError):
        try:
            server = socket.create_connection((processes.HOST, port))
        except OSError:
            client.recv(CHUNK)
            client.sendall(REFUSED + told[2:] + b"\r\n")
            return
        with server:
            upward = threading.Thread(target=_pump, args=(client, server), daemon=True)
            upward.start()
            try:
                _answer(server, client, told)
            finally:
                # What a thread waits for is not closed by closing it.
                with contextlib.suppress(OSError):
                    client.shutdown(socket.SHUT_RDWR)
                upward.join()


def _answer(server: socket.socket, client: socket.socket, told: bytes) -> None:
    first = True
    while data := server.recv(CHUNK):
        client.sendall(data.replace(b"\r\n", told, 1) if first and b"\r\n" in data else data)
        first = first and b"\r\n" not in data


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
