"""Listens on a free port of the loopback interface, and gives each connection to a thread of its own."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from labs.cluster import processes


@contextlib.contextmanager
def listening(serve: Callable[[socket.socket], object]) -> Iterator[int]:
    """The port. Connections that are being served outlive this; serve closes its own."""
    over = threading.Event()

    def accept(listener: socket.socket) -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = listener.accept()
                client.settimeout(None)
                threading.Thread(target=serve, args=(client,), daemon=True).start()

    with socket.create_server((processes.HOST, 0), backlog=256) as listener:
        listener.settimeout(0.1)
        thread = threading.Thread(target=accept, args=(listener,), daemon=True)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            over.set()
            thread.join()
