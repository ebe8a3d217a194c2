"""A stand-in for the HTTP interfaces of GitHub and GitLab: what publish asks of them, and that they say wait."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

# Number of the request, head and base branch, where its page is: in the words of either.
_GITHUB = re.compile(r"/repos/(?P<project>[^/]+/[^/]+)/(pulls|issues)(/(?P<number>\d+))?(/(?P<comments>comments))?$")
_GITLAB = re.compile(r"/projects/(?P<project>[^/]+)/merge_requests(/(?P<number>\d+))?(/(?P<comments>notes))?$")


@dataclass
class Forge:
    """`requests` by project; `waits` is how many calls are answered with Retry-After first."""

    kind: str
    url: str = ""
    waits: int = 0
    requests: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)

    def open(self, project: str) -> list[dict[str, Any]]:
        return [each for each in self.requests.get(project, []) if each["state"] in ("open", "opened")]


@contextmanager
def forge(kind: str) -> Iterator[Forge]:
    """A forge on loopback."""
    made = Forge(kind)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def answer(self, code: int, document: Any, **headers: str) -> None:
            data = json.dumps(document).encode()
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null")
            made.calls.append(f"{self.command} {self.path}")
            made.tokens.add(self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization", "").split()[-1])
            if made.waits:
                made.waits -= 1
                self.answer(403 if kind == "github" else 429, {"message": "slow down"}, Retry_After="1")
                return
            parts = urlsplit(self.path)
            match = (_GITHUB if kind == "github" else _GITLAB).search(parts.path)
            assert match, self.path
            project = unquote(match["project"])
            rows = made.requests.setdefault(project, [])
            if match["comments"]:
                made.comments.append(body["body"])
                self.answer(201, {})
            elif match["number"]:
                row = rows[int(match["number"]) - 1]
                row["state"] = "closed"
                self.answer(200, row)
            elif self.command == "GET":
                page = int(dict(re.findall(r"(\w+)=(\w+)", parts.query))["page"])
                self.answer(200, made.open(project)[100 * (page - 1) : 100 * page])
            else:
                rows.append(new(body, len(rows) + 1))
                self.answer(201, rows[-1])

        do_GET = do_POST = do_PATCH = do_PUT = do_any

    def new(body: dict[str, Any], number: int) -> dict[str, Any]:
        if kind == "github":
            page = f"https://forge.example.com/pull/{number}"
            return {**body, "number": number, "state": "open", "head": {"ref": body["head"]}, "html_url": page}
        return {**body, "iid": number, "state": "opened", "web_url": f"https://forge.example.com/mr/{number}"}

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()
