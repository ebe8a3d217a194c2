"""Stands in for the card network: charges each reference once, whoever asks how often."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DECLINED_CARD = "4000000000000002"
DELAY = float(os.environ.get("CARD_NETWORK_DELAY", "0"))

charges: dict[str, dict[str, object]] = {}
lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One charge by its reference; for who looks at the whole, all of them."""
        reference = self.path.removeprefix("/charges/")
        if reference == self.path:
            return self.answer(200, charges)
        found = charges.get(reference)
        return self.answer(200, found) if found else self.answer(404, {"error": "no such charge"})

    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != f"Bearer {os.environ['CARD_NETWORK_API_KEY']}":
            return self.answer(401, {"error": "unknown key"})
        if order["card_number"] == DECLINED_CARD:
            return self.answer(402, {"error": "declined"})
        with lock:
            number = f"ch_{len(charges) + 1}"
            charge = charges.setdefault(str(order["reference"]), {"id": number, "amount": order["amount"]})
        time.sleep(DELAY)
        return self.answer(201, charge)

    def answer(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(os.environ.get("PORT", "9090"))), Handler).serve_forever()
