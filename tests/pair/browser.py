"""A browser as far as the bookshop needs one: cookies, forms, uploads, and no redirect followed by itself."""

import json
from http.cookies import SimpleCookie
from typing import Any

import urllib3


class Answer:
    """A whole response."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.data

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """One customer. Each browser has cookies of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: SimpleCookie = SimpleCookie()
        self._pool = urllib3.PoolManager(retries=False, timeout=30, maxsize=4)

    def request(self, method: str, path: str, **options: Any) -> Answer:
        headers = options.pop("headers", {})
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        answer = Answer(self._pool.request(method, self.url + path, headers=headers, redirect=False, **options))
        for cookie in answer.headers.getlist("Set-Cookie"):
            self.cookies.load(cookie)
        return answer

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def send(self, path: str, body: object) -> Answer:
        """Post JSON."""
        return self.request("POST", path, json=body)

    def submit(self, path: str, **fields: object) -> Answer:
        """Post a form; a field that is a pair of name and content is a file."""
        return self.request("POST", path, fields={name: _field(value) for name, value in fields.items()})


def _field(value: object) -> Any:
    return value if isinstance(value, tuple) else str(value)
