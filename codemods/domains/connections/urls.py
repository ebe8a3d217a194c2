"""URLs of other services: which ones differ from environment to environment, and which calls ask them."""

from __future__ import annotations

import ast
import difflib
import ipaddress
import re

from codemods.libraries.clients import CLIENTS, LAST, METADATA
from codemods.libraries.connections import CONFIGURATION_KEYS
from codemods.model.environment_reads import another_spelling
from codemods.model.names import called, may_be_called
from codemods.model.targets import Place, upper_snake, words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_URL = re.compile(r"((?:https?|wss?)://([A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])(?::(\d+))?)(?=[/?#]|$)")
_INTERNAL = re.compile(
    r"\.(local|internal|svc|lan|corp|intra|intranet|home|localdomain|consul|docker)\.?$", re.IGNORECASE
)
_ENVIRONMENTS = frozenset(
    ("staging", "stage", "stg", "dev", "development", "uat", "qa", "preprod", "prod", "production", "poc")
)
_NOWHERE = frozenset(("localhost", "host", "docker", "www", "api"))
# The first label of a host on the web that says where or of which kind it is, and not whose.
_ANYBODYS = _NOWHERE | frozenset(
    (
        "rpc", "node", "app", "apps", "web", "rest", "ws", "server", "srv", "gateway", "gw", "portal",
        "secure", "mobile", "static", "cdn", "data", "service", "services", "backend", "public", "private",
        "internal", "external", "test", "testing", "demo", "sandbox", "beta", "alpha", "new", "old", "my",
        "main", "east", "west", "north", "south", "asia", "europe", "global", "region", "cluster", "cloud",
        "proxy", "edge", "home", "lb", "vm", "ip",
    )
)  # fmt: skip
_FEWEST_LETTERS = 3
_WORDS = frozenset(
    (
        "url", "urls", "uri", "endpoint", "host", "base", "server", "api", "address", "addr", "origin", "backend",
        "site", "service", "webhook", "domain", "gateway", "callback", "link", "root",
    )
)  # fmt: skip

# How much of a key is right: all but one letter of SQLALCHEMY_DATABASE_URI, whatever its underscores.
_MISSPELT = 0.95


def service_base(project: Project, text: str) -> str:
    """Scheme, host and port of a URL that another environment would not share, '' for any other text.

    Public names without a port stay: a documentation page, a namespace or a well-known provider is the same everywhere.
    What the project's owner says of a host counts more.
    """
    match = _URL.match(text)
    if match is None or not (base := any_base(project, text)):
        return ""
    host, port = match[2], match[3]
    internal = (
        project.told.is_own(host) or port is not None or "." not in host or _is_address(host) or _INTERNAL.search(host)
    )
    return base if internal or not _ENVIRONMENTS.isdisjoint(words(host)) else ""


def any_base(project: Project, text: str) -> str:
    """Scheme, host and port of a URL, '' for any other text and for what the project's owner says is the same."""
    match = _URL.match(text)
    return match[1] if match and match[2] not in METADATA and not project.told.is_fixed(match[2]) else ""


def meant_key(file: SourceFile, place: Place) -> str:
    """The key that an extension reads, where a setting is a misspelling of it that nothing reads."""
    if place.kind != "setting" or place.name in CONFIGURATION_KEYS:
        return ""
    known = {each.replace("_", ""): each for each in CONFIGURATION_KEYS}
    close = difflib.get_close_matches(place.name.replace("_", "").upper(), known, n=1, cutoff=_MISSPELT)
    root, word = file.project.service_root(file.path), re.compile(rf"\b{re.escape(place.name)}\b".encode())
    holding = file.project.words.holding(place.name.encode(), whole=True)
    times = sum(len(word.findall(each.spelled)) for each in holding if file.project.service_root(each.path) == root)
    return known[close[0]] if close and times == 1 else ""


def asks_service(file: SourceFile, call: ast.Call) -> bool:
    """Whether the call is a request of an HTTP or WebSocket client."""
    return may_be_called(file, call, LAST) and CLIENTS.match(called(file, call)) is not None


def is_url_name(name: str) -> bool:
    """Whether a name says that it holds an address."""
    return not _WORDS.isdisjoint(words(name))


def service_name(base: str) -> str:
    """What a setting for the address would be called: ORDERS_URL for http://orders:5000; '' where none is named."""
    match = _URL.match(base)
    host = match[2] if match else ""
    label = host.partition(".")[0]
    if _is_address(host) or label.lower() in _NOWHERE:
        return ""
    parts = [each for each in re.split(r"[-_]", label) if each.lower() not in _ENVIRONMENTS]
    if "." in host and all(_is_anybodys(each.lower().rstrip("0123456789")) for each in parts):
        return ""
    named = upper_snake("_".join(parts))
    return f"{named}_URL" if named else ""


def _is_anybodys(word: str) -> bool:
    return word in _ANYBODYS or len(word) < _FEWEST_LETTERS


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def unusual(file: SourceFile, name: str, node: ast.expr, scheme: str) -> str:
    """Why the usual variable (DATABASE_URL) is not the one for an address that is written at a node; '' if it is."""
    holder = file.parents.get(node)
    if scheme.startswith("sqlite") and isinstance(holder, ast.Dict) and isinstance(file.parents.get(holder), ast.Dict):
        return "call the variable after what keeps its data there"
    known = another_spelling(file, name)
    return f"the service has {known} for such an address" if known else ""
