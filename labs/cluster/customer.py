"""A customer's browser as far as the bookshop needs one: cookies, JSON, an upload. All is recorded."""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import urllib3

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@dataclass(frozen=True)
class Request:
    """One request: when it began (seconds on the monotonic clock), what it asked, what became of it, who answered.

    `outcome` is the status, or the class of the error where there was no whole answer.
    """

    begin: float
    seconds: float
    what: str
    outcome: str
    replica: str

    @property
    def failed(self) -> bool:
        """No answer, or one that says that the server is at fault."""
        return not self.outcome.isdigit() or self.outcome >= "500"


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


class Customer:
    """One customer, with a card of their own. A request without a whole answer in `patience` seconds gives status 0."""

    def __init__(
        self, url: str, record: Callable[[Request], object] = lambda request: None, patience: float = 60
    ) -> None:
        self.url = url
        self.name = uuid.uuid4().hex
        self.card = f"42{uuid.uuid4().int % 10**14:014}"
        self.cookies: SimpleCookie = SimpleCookie()
        self._record = record
        self._pool = urllib3.PoolManager(retries=False, timeout=patience, maxsize=1)

    def request(self, method: str, path: str, **options: Any) -> Answer:
        headers = {"X-Customer": self.name}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        begin = time.monotonic()
        try:
            response = self._pool.request(method, self.url + path, headers=headers, redirect=False, **options)
        except urllib3.exceptions.HTTPError as error:
            answer, outcome = Answer(0, b"", ""), type(error).__name__
        else:
            for cookie in response.headers.getlist("Set-Cookie"):
                self.cookies.load(cookie)
            answer = Answer(response.status, response.data, response.headers.get("X-Replica", ""))
            outcome = str(response.status)
        what = f"{method} /{path.partition('?')[0].split('/')[1]}" + ("/…" if path.count("/") > 1 else "")
        self._record(Request(begin, time.monotonic() - begin, what, outcome, answer.replica))
        return answer

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
