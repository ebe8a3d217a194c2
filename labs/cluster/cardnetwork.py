"""A stand-in for the card network: slow, exact, and it remembers every charge."""

import collections
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from labs.cluster import processes

DECLINED_CARD = "4000000000000002"


@dataclass
class CardNetwork:
    """Where the network listens, what it charged by reference, how long a charge takes (in seconds), how often each key
    was good for a charge, and how often each card was charged. Keys beside api_key are accepted if they are there with
    a 0."""

    url: str
    api_key: str
    delay: float
    charges: dict[str, dict[str, object]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    cards: collections.Counter[str] = field(default_factory=collections.Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def charge(self, order: dict[str, object]) -> dict[str, object]:
        """Charge once for each reference; a repeated reference gets the first charge again."""
        with self.lock:
            reference = str(order["reference"])
            if reference not in self.charges:
                self.charges[reference] = {"id": f"ch_{len(self.charges) + 1}", "amount": order["amount"]}
                self.cards[str(order["card_number"])] += 1
            return self.charges[reference]


def _handler(network: CardNetwork) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # Who asks was killed meanwhile.
            order = json.loads(body)
            if self.key not in {network.api_key, *network.keys}:
                return self.answer(401, {"error": "unknown key"})
            if order["card_number"] == DECLINED_CARD:
                time.sleep(network.delay)
                return self.answer(402, {"error": "declined"})
            # The money moves first and the answer takes its time: who stops waiting has paid all the same.
            charge = network.charge(order)
            network.keys[self.key] = network.keys.get(self.key, 0) + 1
            time.sleep(network.delay)
            return self.answer(201, charge)

        def do_GET(self) -> None:
            if self.key not in {network.api_key, *network.keys}:
                return self.answer(401, {"error": "unknown key"})
            charge = network.charges.get(self.path.removeprefix("/charges/"))
            return self.answer(200, charge) if charge else self.answer(404, {"error": "no such charge"})

        @property
        def key(self) -> str:
            return self.headers["Authorization"].removeprefix("Bearer ")

        def answer(self, status: int, body: dict[str, object]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextlib.contextmanager
def card_network(delay: float = 0.0, api_key: str = "bookshop-live-key") -> Iterator[CardNetwork]:
    """Serve POST /charges and GET /charges/REFERENCE on a free port, in threads of this process."""
    network = CardNetwork("", api_key, delay)
    with ThreadingHTTPServer((processes.HOST, 0), _handler(network)) as server:
        server.daemon_threads = True
        network.url = f"http://{processes.HOST}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield network
        finally:
            server.shutdown()
            thread.join()
