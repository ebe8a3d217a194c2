"""A customer of the bookshop: what they ask, and what it answers."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from labs.cluster.browser import Browser, Record


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    replica: str

    @property
    def failed(self) -> bool:
        """As Request.failed."""
        return self.status == 0 or self.status >= 500

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Customer(Browser):
    """One customer, with a card of their own."""

    def __init__(self, url: str, record: Record = lambda request: None, patience: float = 60) -> None:
        super().__init__(url, record, patience)
        self.card = f"42{uuid.uuid4().int % 10**14:014}"

    def request(self, method: str, path: str, **options: Any) -> Answer:
        what = f"{method} /{path.partition('?')[0].split('/')[1]}" + ("/…" if path.count("/") > 1 else "")
        reply = self.ask(method, path, what, {}, **options)
        return Answer(reply.status, reply.body, reply.replica)

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def fill_cart(self, book: int = 1) -> Answer:
        return self.request("POST", "/api/cart", json={"book_id": book})

    def cart(self) -> set[int]:
        """The books in the cart; an answer that is no cart counts as an empty one."""
        answer = self.get("/api/cart")
        return {book["id"] for book in answer.json["books"]} if answer.status == 200 else set()

    def pay(self) -> Answer:
        return self.request(
            "POST", "/api/checkout", json={"name": "Ada", "address": "London", "card_number": self.card}
        )

    def review(self, book: int = 1, text: str = "Fine.", photo: bytes | None = None) -> Answer:
        fields: dict[str, Any] = {"name": "Ada", "text": text}
        if photo:
            fields["photo"] = ("photo.png", photo)
        return self.request("POST", f"/api/books/{book}/reviews", fields=fields)
