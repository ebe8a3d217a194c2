"""Servers that are ill: one that refuses, one that accepts and says nothing, one that is slow."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from labs.cluster import processes
from labs.cluster.listening import listening
from labs.cluster.throttle import throttled

SLOW_BYTES = 2000.0  # a second: a handshake of PostgreSQL takes about a second


@contextlib.contextmanager
def refused(port: int) -> Iterator[int]:
    """A port where nothing listens."""
    yield processes.free_port()


@contextlib.contextmanager
def hanging(port: int) -> Iterator[int]:
    """A port where every connection is accepted, and nothing is said."""
    kept: list[socket.socket] = []
    try:
        with listening(kept.append) as made:
            yield made
    finally:
        for each in kept:
            each.close()


@contextlib.contextmanager
def slow(port: int) -> Iterator[int]:
    """A slow way to the server at a port."""
    with throttled(f"http://{processes.HOST}:{port}") as throttle:
        throttle.rate = SLOW_BYTES
        yield int(throttle.url.rpartition(":")[2])


Fault = Callable[[int], AbstractContextManager[int]]
FAULTS: dict[str, Fault] = {"refused": refused, "hanging": hanging, "slow": slow}

# What is said of a dependency that is ill.
DOES = {"refused": "refuses", "hanging": "hangs", "slow": "is slow"}
