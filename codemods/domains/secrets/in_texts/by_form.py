"""What shows by its own form, or by what stands around it in a text, that it is a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.domains.secrets.in_texts.in_commands import passwords
from codemods.domains.secrets.names_and_values import KNOWN_FORMATS
from codemods.formats.userinfo import tokens, userinfos

_REST_OF_USERINFO = re.compile(r"^:([^\s{}$][^\s{}]*)@")
_IN_DSN = re.compile(r"(?i)\b(?:password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*\\?['\"]?([^\s;'\"{}$%]+)")
# ODBC takes in braces what has a mark in it; a word alone there is a place that a program fills.
_IN_ODBC = re.compile(r"(?i)\b(?:password|pwd)\s*=\s*\{([^{}]*[^\w{}][^{}]*)\}")
_IN_NETRC = re.compile(r"\blogin\s+\S+\s+password\s+([^\s\"'$<{]+)")
_IN_ORACLE = re.compile(r"^\w+/([^@/\s]+)@(?://)?[\w.-]+(?::\d+)?/\w+$")
_IN_SQL = re.compile(r"(?i)\b(?:password|identified\s+by|pragma\s+(?:re)?key\s*=)\s*\(?\s*'([^'{}$%]+)'")
# `https://host/path?api_key=…`
_IN_QUERY = re.compile(
    r"(?i)[?&](?:api_?key|apikey|app_?key|appid|access_?key|key|(?:access_|auth_|api_)?token|(?:client_)?secret"
    r"|(?:ssl_?)?(?:password|passwd|pwd)|sig|signature)=([^\s&#\"'{}$%<>]{6,})"
)
_SCHEME = re.compile(r"\b(?:Bearer|Token|Basic|Bot|ApiKey|bearer|token|key=)\s?([\w.~+/=:-]{8,})")
FORMATS = tuple(re.compile(pattern.pattern.rstrip("$")) for _, pattern in KNOWN_FORMATS)
# Nothing but a credential looks so, though no rule says what it would be called as a setting.
FORMATS += tuple(
    map(
        re.compile,
        (
            r"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,}", r"\bglpat-[\w-]{16,}",
            r"\b(?:hf|npm)_[A-Za-z0-9]{30,}", r"\bpypi-[\w-]{40,}", r"\bdop_v1_[0-9a-f]{40,}",
            r"\bshp(?:at|ca|pa|ss)_[0-9a-f]{30,}", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
        ),
    )
)  # fmt: skip
# Of any text: `password=…`, `IDENTIFIED BY '…'`, `Bearer …`, `?api_key=…`.
AROUND = (_IN_DSN, _IN_ODBC, _IN_NETRC, _IN_ORACLE, _IN_SQL, _SCHEME, _IN_QUERY)


def by_form(value: str, joined: bool) -> Iterator[str]:
    """The parts of a value that are secrets by what stands around them, or by their own form."""
    for uri in userinfos(value):
        yield from dict.fromkeys(each for each in (uri.password, uri.widest) if each[0] not in "{}$")
    yield from (token for _, token in tokens(value))
    patterns = (*AROUND, *([_REST_OF_USERINFO] if joined else ()))
    for pattern in patterns:
        yield from (each[1] for each in pattern.finditer(value))
    yield from (password for _, password in passwords(value))
    for pattern in FORMATS:
        yield from (value if "PRIVATE" in each[0] else each[0] for each in pattern.finditer(value))


def is_key(value: str) -> bool:
    """Whether nobody writes such a value but who was given it: no host, no path, no words with marks between."""
    return re.fullmatch(r"[A-Za-z0-9+/_=-]{16,}", value) is not None and (
        re.fullmatch(r"[0-9a-f]{24,}", value) is not None
        or all(re.search(each, value) for each in ("[a-z]", "[A-Z]", r"\d.*\d"))
    )
