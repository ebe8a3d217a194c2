"""Somebody who uses a service: keeps cookies and tokens, sends hidden fields along, and puts each answer on record."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from labs.cluster.browser import PHOTO, Browser, Record
from labs.prove.requests import Step

INPUT = re.compile(rb"<input\b[^>]*>", re.IGNORECASE)
META = re.compile(rb"<meta\b[^>]*csrf[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"\b(type|name|value|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
SHOWN = re.compile(rb"<(?:img|source|video|audio|embed)\b[^>]*?\bsrc=[\"'](/[^/\"'][^\"']*)[\"']", re.IGNORECASE)
# What an API answers a login with.
TOKEN = re.compile(rb'"(?:access_?token|auth_?token|token|jwt)"\s*:\s*"([^"\s]{16,})"', re.IGNORECASE)
MOST_SHOWN = 12
PIECE = re.compile(rb"[^\s<>\"'=,{}&;]+")


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where nothing did. replica is who gave it, as the balancer tells."""

    status: int
    body: bytes = b""
    location: str = ""
    replica: str = ""
    broken: int = 0  # pictures and the like of the page that are not there; counted by Visitor.look

    @property
    def pieces(self) -> frozenset[bytes]:
        """The words of the body."""
        return frozenset(PIECE.findall(self.body[:500_000]))


class Visitor(Browser):
    """One user. unique stands for {unique} in the steps, the same for all requests of this user."""

    def __init__(
        self, url: str, record: Record = lambda request: None, patience: float = 20.0, unique: str = ""
    ) -> None:
        super().__init__(url, record, patience)
        self.unique = unique or uuid.uuid4().hex
        self.hidden: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> Answer:
        return self.take(Step("GET", path))

    def go(self, steps: Sequence[Step]) -> list[Answer]:
        """One answer for each step."""
        return [self.take(step) for step in steps]

    def browse(self, steps: Sequence[Step]) -> list[Answer]:
        """As go, with what the pages show."""
        return [self.take(step) if step.writes else self.look(step) for step in steps]

    def look(self, step: Step) -> Answer:
        """Carry one step out as a browser does: with what the page shows. Only that of the service itself counts."""
        answer = self.take(step)
        paths = dict.fromkeys(match[1].decode(errors="replace") for match in SHOWN.finditer(answer.body))
        shown = [self.get(unescape(path)).status for path in list(paths)[:MOST_SHOWN]]
        return replace(answer, broken=sum(status == 0 or status >= 400 for status in shown))

    def take(self, step: Step) -> Answer:
        """Carry one step out."""
        headers, options = self._prepared(step)
        reply = self.ask(step.method, self._own(step.path), step.text, headers, **options)
        self._keep(reply.body)
        return Answer(reply.status, reply.body, reply.location, reply.replica)

    def _own(self, text: str) -> str:
        return text.replace("{unique}", self.unique)

    def _prepared(self, step: Step) -> tuple[dict[str, str], dict[str, Any]]:
        # A connection for each request: nobody is surprised by one that was idle when its other end went away.
        headers = {"Accept": "*/*", "User-Agent": "operable-prove", "Connection": "close"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if step.writes:
            headers["Referer"] = self.url + step.path
            if token := next((value for name, value in self.hidden.items() if "csrf" in name.lower()), ""):
                headers["X-CSRFToken"] = token
        if step.body:
            headers["Content-Type"] = "application/json"
            return headers, {"body": self._own(step.body).encode()}
        if not step.writes:
            return headers, {}
        given = dict(step.fields)
        fields: dict[str, Any] = {**self.hidden, **{name: self._own(value) for name, value in given.items()}}
        if not step.files:
            return headers, {"fields": fields, "encode_multipart": False}
        uploads = {name: (given[name][1:].rpartition("/")[2] or "picture.png", PHOTO) for name in step.files}
        return headers, {"fields": fields | uploads}

    def _keep(self, body: bytes) -> None:
        """Remember the token of an answer, and what its forms send along."""
        if match := TOKEN.search(body[:10_000]):
            self.token = match[1].decode(errors="replace")
        if tags := [*INPUT.findall(body), *META.findall(body)]:
            found = [_attributes(tag) for tag in tags]
            hidden = [each for each in found if each.get("type", "").lower() == "hidden" or "content" in each]
            self.hidden = {
                each["name"]: unescape(each.get("value", each.get("content", ""))) for each in hidden if "name" in each
            }


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        match[1].decode().lower(): (match[2] or match[3] or match[4] or b"").decode(errors="replace")
        for match in ATTRIBUTE.finditer(tag)
    }
