"""Where a URL has its user's name and password: its userinfo ends at the last `@` of the authority."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*$")
_LONGEST_SCHEME = 40
# A list of URLs parts them by a mark.
_NEXT = r"(?![,;|][A-Za-z][A-Za-z0-9+.-]*://)"
# In quotes a URL ends at the same one, which YAML doubles and others escape.
_REST = {
    quote: re.compile(pattern)
    for quote, pattern in (
        ('"', rf'(?:\\.|{_NEXT}[^\s\\"])*'),
        ("'", rf"(?:\\.|''|{_NEXT}[^\s\\'])*"),
        ("`", rf"(?:\\.|{_NEXT}[^\s\\`])*"),
        ("", rf"(?:{_NEXT}\S)*"),
    )
}
_QUOTED = re.compile(r"\\.|\"(?:\\.|[^\\\"])*\"|'(?:\\.|[^\\'])*'|`[^`]*`|[^\\\"'`]+")
# How far back from a URL the quote is looked for that it stands in.
_LINE = 2000
_ALONE = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*://(?:{_NEXT}\S)*")
_AUTHORITY = re.compile(r"[^/?#]*")
# `host`, `host:5432`, `host:{port}`: where no `@` follows, what stands behind the colon is a port.
_ADDRESS = re.compile(r"(?:[^:]*|\[[^\]]*\])(?::(?:\d*|[^:]*[\0{}$%<>].*))?", re.DOTALL)
# What a program fills in.
# Who has no password beside his name is none: `https://ghp_…@github.com`.
_OF_WEB = re.compile(r"(?:^|\+)https?$")
_TOKEN = re.compile(r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[\w.~%-]{8,}")
_FILLED = re.compile(r"[{}$]")


class Parts(NamedTuple):
    """What stands behind `://`. `certain`: everybody who takes the URL apart finds the same password in it."""

    user: str
    password: str
    host: str
    path: str
    certain: bool


class Userinfo(NamedTuple):
    """A URL with a password in a text; `start` and `end` are the password's. `widest` is what may be of it, at most."""

    scheme: str
    user: str
    password: str
    host: str
    start: int
    end: int
    certain: bool
    widest: str


def divided(rest: str) -> Parts:
    """Take apart what stands behind `://`.

    A `/`, `?` or `#` counts as the password's own where only an `@` behind it makes sense of what is before.
    """
    authority = _authority(rest)
    outside = "@" not in authority and "@" in rest and not _ADDRESS.fullmatch(authority)
    if outside:
        last = rest.rfind("@") + 1
        authority = rest[:last] + _authority(rest[last:])
    path = rest[len(authority) :]
    userinfo, at, host = authority.rpartition("@")
    user, _, password = userinfo.partition(":") if at else ("", "", "")
    return Parts(user, password, host, path, not outside and not (password and "@" in path))


def userinfos(text: str) -> Iterator[Userinfo]:
    """The URLs in a text that have a password."""
    for scheme, start, rest in _urls(text):
        user, password, host, _, certain = divided(rest)
        if password:
            begin = start + len(user) + 1
            widest = password if certain else rest[len(user) + 1 : rest.rfind("@")]
            yield Userinfo(scheme, user, password, host, begin, begin + len(password), certain, widest)


def tokens(text: str) -> Iterator[tuple[int, str]]:
    """Where a URL of the web has a token in the user's place, and no password; and the token."""
    for scheme, start, rest in _urls(text):
        user = divided(rest).user
        if _OF_WEB.search(scheme) and _TOKEN.fullmatch(user) and rest[len(user)] == "@":
            yield start, user


def masked(text: str, mask: str) -> str:
    """The text with the mask in the place of each URL's password; what a program fills in stays."""
    kept, done = [], 0
    for each in userinfos(text):
        if each.start >= done and not _FILLED.match(each.password) and not each.password.startswith(mask):
            kept += [text[done : each.start], mask]
            done = each.start + len(each.widest)
    kept.append(text[done:])
    return _without_tokens("".join(kept), mask)


def _without_tokens(text: str, mask: str) -> str:
    kept, done = [], 0
    for start, token in tokens(text):
        if start >= done:
            kept += [text[done:start], mask]
            done = start + len(token)
    return "".join((*kept, text[done:]))


def without(text: str) -> str:
    """The text with no URL's userinfo in it: no user either, as tokens are given in his place."""
    kept, done = [], 0
    for _, start, rest in _urls(text):
        last = rest.rfind("@", 0, len(rest) - len(divided(rest).path))
        if start >= done and last >= 0:
            kept.append(text[done:start])
            done = start + last + 1
    return "".join((*kept, text[done:]))


def _urls(text: str) -> Iterator[tuple[str, int, str]]:
    """Each URL of a text: its scheme, where it goes on behind `://`, and how. One may stand in the path of another."""
    place = text.find("://")
    alone = place >= 0 and _ALONE.fullmatch(text)
    while place >= 0:
        start = place + len("://")
        scheme = _SCHEME.search(text, max(place - _LONGEST_SCHEME, 0), place)
        match = None if alone else _REST[_quote(text, scheme.start() if scheme else place)].match(text, start)
        rest = match[0] if match else text[start:]
        yield scheme[0] if scheme else "", start, rest
        place = text.find("://", start)
        alone = False


def _quote(text: str, place: int) -> str:
    """The quote that is open at a place of its line; '' for none."""
    if text[place - 1 : place] in ("'", '"', "`"):
        return text[place - 1]
    line = text[max(text.rfind("\n", 0, place) + 1, place - _LINE) : place]
    done = 0
    while match := _QUOTED.match(line, done):
        done = match.end()
    return line[done : done + 1].strip("\\")


def _authority(rest: str) -> str:
    match = _AUTHORITY.match(rest)
    return match[0] if match else ""
