"""The two HTTP interfaces that requests to merge go through: GitHub's and GitLab's, one table each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from codemods.fleet.repositories import BadFleet


class ForgeFailed(Exception):
    """What the interface answers instead, in one line; no token is in it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request to merge that is open."""

    number: int
    branch: str
    address: str


@dataclass(frozen=True, slots=True)
class Forge:
    """How one interface is spoken to. Paths are filled with `project`, `number` and `branch`."""

    token: str
    """The variable that holds the token."""
    api: Callable[[str], str]
    """Its address, of the host's name."""
    headers: Callable[[str], dict[str, str]]
    project: Callable[[str], str]
    """A project's name in a path, of owner/name."""
    listed: str
    read: Callable[[Mapping[str, Any]], Request]
    opened: str
    opening: Callable[[str, str, str, str, bool], dict[str, Any]]
    """The new request's document, of branch, base, title, body and draft."""
    closed: tuple[str, str, dict[str, Any]]
    commented: str


GITHUB = Forge(
    token="GITHUB_TOKEN",
    api=lambda host: "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3",
    headers=lambda token: {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"},
    project=lambda name: quote(name),
    listed="/repos/{project}/pulls?state=open&per_page=100&page={page}",
    read=lambda row: Request(row["number"], row["head"]["ref"], row["html_url"]),
    opened="/repos/{project}/pulls",
    opening=lambda branch, base, title, body, draft: {
        "head": branch, "base": base, "title": title, "body": body, "draft": draft,
    },
    closed=("PATCH", "/repos/{project}/pulls/{number}", {"state": "closed"}),
    commented="/repos/{project}/issues/{number}/comments",
)  # fmt: skip
GITLAB = Forge(
    token="GITLAB_TOKEN",
    api=lambda host: f"https://{host}/api/v4",
    headers=lambda token: {"PRIVATE-TOKEN": token},
    project=lambda name: quote(name, safe=""),
    listed="/projects/{project}/merge_requests?state=opened&per_page=100&page={page}",
    read=lambda row: Request(row["iid"], row["source_branch"], row["web_url"]),
    opened="/projects/{project}/merge_requests",
    opening=lambda branch, base, title, body, draft: {
        "source_branch": branch, "target_branch": base, "title": f"Draft: {title}" if draft else title,
        "description": body,
    },
    closed=("PUT", "/projects/{project}/merge_requests/{number}", {"state_event": "close"}),
    commented="/projects/{project}/merge_requests/{number}/notes",
)  # fmt: skip
FORGES = {"github": GITHUB, "gitlab": GITLAB}
_PAGE = 100


class Client:
    """One project at a forge. Waits as long as `Retry-After` asks, and asks again."""

    def __init__(self, forge: Forge, url: str, token: str, api: str = "") -> None:
        try:
            import urllib3
        except ImportError:
            raise BadFleet("requests to merge need urllib3: pip install 'operable[fleet]'") from None
        host, name = _host_and_name(url)
        self.forge, self.project = forge, forge.project(name)
        self.api = (api or forge.api(host)).rstrip("/")
        self.headers = {**forge.headers(token), "Content-Type": "application/json", "User-Agent": "operable"}
        # GitHub says with 403, too, that it was too much at once. Nothing else is asked twice: it may have been done.
        waits = type("Waits", (urllib3.Retry,), {"RETRY_AFTER_STATUS_CODES": frozenset({403, 413, 429, 503})})
        retries = waits(total=5, connect=2, read=0, status_forcelist=(), allowed_methods=None, raise_on_status=False)
        self.http = urllib3.PoolManager(retries=retries, timeout=urllib3.Timeout(connect=10, read=60))

    def requests(self, prefix: str) -> dict[str, Request]:
        """The open requests whose branch begins so, by branch. Raises ForgeFailed."""
        found: dict[str, Request] = {}
        page, more = 1, True
        while more:
            rows = self._ask("GET", self.forge.listed, page=page)
            found |= {each.branch: each for each in map(self.forge.read, rows) if each.branch.startswith(prefix)}
            page, more = page + 1, len(rows) == _PAGE
        return found

    def open(self, branch: str, base: str, title: str, body: str, draft: bool) -> Request:
        """A new request to merge. Raises ForgeFailed."""
        return self.forge.read(
            self._ask("POST", self.forge.opened, self.forge.opening(branch, base, title, body, draft))
        )

    def close(self, request: Request, why: str) -> None:
        """Close a request, with a comment that says why. Raises ForgeFailed."""
        self._ask("POST", self.forge.commented, {"body": why}, number=request.number)
        method, path, document = self.forge.closed
        self._ask(method, path, document, number=request.number)

    def _ask(self, method: str, path: str, document: dict[str, Any] | None = None, **names: Any) -> Any:
        import urllib3

        address = self.api + path.format(project=self.project, **names)
        body = None if document is None else json.dumps(document).encode()
        try:
            answer = self.http.request(method, address, body=body, headers=self.headers)
        except urllib3.exceptions.HTTPError as error:
            raise ForgeFailed(f"{method} {address}: {type(error).__name__}") from None
        if answer.status >= 400:
            raise ForgeFailed(f"{method} {address}: {answer.status} {_said(answer.data)}".rstrip())
        return json.loads(answer.data or b"null")


def _said(data: bytes) -> str:
    try:
        message = json.loads(data)["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return " ".join(str(message).split())[:200]


def _host_and_name(url: str) -> tuple[str, str]:
    """`github.com` and `owner/name` of an address, `git@github.com:owner/name` too. Raises BadFleet."""
    parts = urlsplit(url)
    if parts.hostname:
        host, path = parts.hostname, parts.path
    else:
        host, _, path = url.rpartition("@")[2].partition(":")
    name = path.strip("/").removesuffix(".git")
    if not host or "/" not in name:
        raise BadFleet(f"{url}: no project at a forge; use --to branches for a repository on this disk")
    return host, name
