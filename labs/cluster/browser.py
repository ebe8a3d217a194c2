"""What a browser does for whoever uses a service: cookies, one record for each request, no answer told as status 0."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

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
class Reply:
    """What came back; status 0 where nothing did. replica is who gave it, as the balancer tells."""

    status: int
    body: bytes = b""
    replica: str = ""
    location: str = ""


Record = Callable[[Request], object]


class Browser:
    """Cookies and connections of one user of the service at a URL. A request without a whole answer in `patience`
    seconds gives status 0."""

    def __init__(self, url: str, record: Record = lambda request: None, patience: float = 60) -> None:
        self.url = url
        self.cookies: SimpleCookie = SimpleCookie()
        self._record = record
        self._pool = urllib3.PoolManager(retries=False, timeout=patience, maxsize=1)

    def ask(self, method: str, path: str, what: str, headers: dict[str, str], **options: Any) -> Reply:
        """One request, on record as `what`; redirects are not followed."""
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())}
        begin = time.monotonic()
        try:
            response = self._pool.request(method, self.url + path, headers=headers, redirect=False, **options)
        except urllib3.exceptions.HTTPError as error:
            reply, outcome = Reply(0), type(error).__name__
        else:
            self._remember(response.headers.getlist("Set-Cookie"))
            target = urlsplit(response.headers.get("Location", ""))
            location = target.path + (f"?{target.query}" if target.query else "")
            reply = Reply(response.status, response.data, response.headers.get("X-Replica", ""), location)
            outcome = str(response.status)
        self._record(Request(begin, time.monotonic() - begin, what, outcome, reply.replica))
        return reply

    def _remember(self, cookies: list[str]) -> None:
        for each in cookies:
            try:
                self.cookies.load(each)
            except CookieError:
                continue
        for name in [name for name, morsel in self.cookies.items() if morsel["max-age"] == "0" or not morsel.value]:
            del self.cookies[name]
