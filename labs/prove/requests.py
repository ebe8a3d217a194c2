"""What is asked of a service: a list in its profile, a HAR file, an OpenAPI document, or its own GET routes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from labs.prove.profile import BadProfile, is_file_of_requests

# Nobody wants these asked on a guess.
UNASKED = re.compile(r"log_?out|sign_?out|delete|remove|shutdown|reset|metrics|/static\b|favicon", re.IGNORECASE)
MOST = 12


@dataclass(frozen=True)
class Step:
    """One request of a session. fields are a form's, files those of them that are uploads; body is sent as it is."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    body: str = ""
    guessed: bool = False

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD", "OPTIONS")

    @property
    def text(self) -> str:
        return f"{self.method} {self.path}"


def parse(text: str) -> Step:
    """`GET /path`, `POST /path name=value photo=@file.png`, `POST /path {"name": 1}`. Raises BadProfile."""
    method, _, rest = text.partition(" ")
    path, _, more = rest.strip().partition(" ")
    more = more.strip()
    if more.startswith(("{", "[")):
        return Step(method.upper(), path, body=more)
    try:
        words = [word.partition("=") for word in shlex.split(more)]
    except ValueError as error:
        raise BadProfile(f"the request {text!r}: {error}") from None
    if wrong := next((name for name, equals, _ in words if not equals), ""):
        raise BadProfile(f"the request {text!r}: {wrong!r} is neither name=value nor JSON")
    files = tuple(name for name, _, value in words if value.startswith("@"))
    return Step(method.upper(), path, tuple((name, value) for name, _, value in words), files)


def steps(tree: Path, requests: Sequence[str]) -> Sequence[Step]:
    """The session that a profile asks for. Raises BadProfile."""
    if not is_file_of_requests(tuple(requests)):
        return [parse(each) for each in requests]
    place = tree / requests[0]
    try:
        text = place.read_text(encoding="utf-8")
        document = YAML(typ="safe").load(text) if place.suffix in (".yaml", ".yml") else json.loads(text)
    except (OSError, ValueError, YAMLError) as error:
        raise BadProfile(f"requests = {requests[0]!r} cannot be read: {error}") from None
    found = list(_har(document) if "log" in document else _openapi(document) if "paths" in document else ())
    if not found:
        raise BadProfile(f"requests = {requests[0]!r} holds no request: it is a HAR file or an OpenAPI document")
    return found


def _har(document: Any) -> Iterator[Step]:
    """The recorded session; the host that it was recorded on does not matter."""
    for entry in document["log"].get("entries", []):
        request = entry["request"]
        url, posted = urlsplit(request["url"]), request.get("postData", {})
        path = url.path + (f"?{url.query}" if url.query else "")
        if UNASKED.search(path) and request["method"] == "GET":
            continue
        text = posted.get("text", "")
        form = "form" in posted.get("mimeType", "")
        listed = {each["name"]: each.get("value", "") for each in posted.get("params", [])}
        fields = tuple(listed.items() or parse_qsl(text)) if form else ()
        yield Step(request["method"], path, fields, body="" if form else text)


def _openapi(document: Any) -> Iterator[Step]:
    """The operations that only read and need no parameter."""
    for path, item in document["paths"].items():
        operation = item.get("get")
        needed = [each for each in (operation or {}).get("parameters", []) if each.get("required")]
        if operation is not None and "{" not in path and not needed and not UNASKED.search(path):
            yield Step("GET", path)


def guessed(paths: Sequence[str]) -> Sequence[Step]:
    """A GET for each route without parameters, the front page first; at most MOST."""
    wanted = [path for path in dict.fromkeys(paths) if not UNASKED.search(path) and "<" not in path]
    ordered = sorted(wanted, key=lambda path: (path != "/", path.count("/"), path))
    return [Step("GET", path, guessed=True) for path in ordered[:MOST] or ["/"]]
