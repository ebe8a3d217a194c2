"""The profile of a service: at most ten lines of TOML that say how it is started and what it needs.

What a profile leaves out is guessed from the tree (guess.py) and shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from labs.prove.pythons import VERSION

PLACEHOLDER = re.compile(r"\{([a-z0-9]+(?:\.[a-z]+)?)\}")
# What may stand in a setting's value or in a hand edit, for the part that is started because of it.
PARTS: Mapping[str, frozenset[str]] = {
    "postgres": frozenset(["", "address", "host", "port", "user", "password", "name"]),
    "replica": frozenset(["", "address", "host", "port", "user", "password", "name"]),
    "mysql": frozenset(["", "address", "host", "port", "user", "password", "name"]),
    "s3": frozenset(["", "key", "secret", "bucket"]),
    "redis": frozenset(["", "host", "port"]),
    "port": frozenset([""]),
    "tree": frozenset([""]),  # the private copy
    "source": frozenset([""]),  # the tree that it is a copy of
}
EDIT = re.compile(r"(?P<path>[^:]+): (?P<old>.+?) => (?P<new>.*)", re.DOTALL)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
STEP = re.compile(r"(?:GET|HEAD|POST|PUT|PATCH|DELETE) /", re.IGNORECASE)


class BadProfile(Exception):
    """What is wrong with a profile, where, and what to write instead."""


@dataclass(frozen=True)
class Profile:
    """How a service is started and used. guessed: where each value that the profile lacks was taken from."""

    start: str = ""
    folder: str = "."
    python: str = ""
    as_of: str = ""
    port: int = 0
    health: str = ""
    release: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    query: str = ""
    outside: bool = False
    grace: float = 30.0  # what Kubernetes and ECS give
    guessed: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> frozenset[str]:
        """The servers that it stands on: names of PARTS."""
        texts = [*self.settings.values(), *self.edits]
        return frozenset(name.partition(".")[0] for text in texts for name in PLACEHOLDER.findall(text))

    def reaches(self, part: str) -> bool:
        """Whether a setting or an edit says which port a server is at: else no ill one can stand in for it."""
        texts = [*self.settings.values(), *self.edits]
        return any(f"{{{part}{end}}}" in text for text in texts for end in ("", ".address", ".port"))


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "start": str,
    "folder": str,
    "python": str,
    "as_of": (str, date),
    "port": int,
    "health": str,
    "release": str,
    "settings": dict,
    "edits": list,
    "requests": (list, str),
    "query": str,
    "outside": bool,
    "grace": (int, float),
}
_NAMES = {str: "a string", int: "a number", dict: "a table", list: "a list of strings", bool: "true or false"}


def read(tree: Path, file: Path | None) -> Profile:
    """The profile in a file of its own, else in the tree's pyproject.toml; an empty one where there is none.

    Raises BadProfile.
    """
    place = file or tree / "pyproject.toml"
    if file is None and not place.is_file():
        return Profile()
    try:
        table: Any = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadProfile(f"{place}: cannot be read ({error}); name a TOML file, or let --init write one") from None
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"{place}: {error}; strings stand in quotes, and a table's name in [ ]") from None
    inner = table.get("tool", {}).get("operable", {}).get("prove") if isinstance(table.get("tool", {}), dict) else None
    if file is None and inner is None:
        return Profile()
    return _profile(place, table if inner is None else inner, tree)


def _profile(place: Path, table: Any, tree: Path) -> Profile:
    where = f"{place.name}: the profile"
    if not isinstance(table, dict):
        raise BadProfile(f"{where} is no table; begin it with [tool.operable.prove]")
    for key, value in table.items():
        if key not in _KINDS:
            raise BadProfile(f"{where} has no {key!r}; it knows {', '.join(_KINDS)}")
        kinds = _KINDS[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            wanted = kinds if isinstance(kinds, type) else kinds[0]
            raise BadProfile(f"{where}: {key} is {value!r}; it has to be {_NAMES.get(wanted, 'a number')}")
    settings = table.get("settings", {})
    if wrong := next((name for name, value in settings.items() if isinstance(value, dict | list)), ""):
        raise BadProfile(f"{where}: settings.{wrong} has to be a string, as an environment variable is")
    requests = table.get("requests", [])
    made = Profile(
        **{key: table[key] for key in table.keys() - {"settings", "edits", "requests", "grace", "as_of"}},
        settings={name: _text(value) for name, value in settings.items()},
        edits=tuple(map(str, table.get("edits", []))),
        requests=(requests,) if isinstance(requests, str) else tuple(map(str, requests)),
        grace=float(table.get("grace", Profile.grace)),
        as_of=str(table.get("as_of", "")),
    )
    _check(where, made, tree)
    return made


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check(where: str, made: Profile, tree: Path) -> None:
    """Raises BadProfile for what only a look at the values or at the tree can tell."""
    for text in (*made.settings.values(), *made.edits):
        for name in PLACEHOLDER.findall(text):
            part, _, key = name.partition(".")
            if part not in PARTS:
                raise BadProfile(f"{where}: nothing is called {{{name}}}; there are {', '.join(PARTS)}")
            if key not in PARTS[part]:
                known = ", ".join(f"{{{part}.{each}}}" for each in sorted(PARTS[part]) if each)
                raise BadProfile(f"{where}: there is no {{{name}}}; there are {{{part}}}, {known}")
    if not (tree / made.folder).is_dir():
        raise BadProfile(f"{where}: folder = {made.folder!r} is no folder of {tree}; write its path from there")
    for edit in made.edits:
        match = EDIT.fullmatch(edit)
        if not match:
            raise BadProfile(f"{where}: the edit {edit!r} is not of the form 'file: old text => new text'")
        place = tree / made.folder / match["path"]
        if not place.is_file():
            raise BadProfile(f"{where}: the edit {edit!r} names a file that is not there")
    for step in made.requests if not is_file_of_requests(made.requests) else ():
        if not STEP.match(step):
            raise BadProfile(f"{where}: the request {step!r} is not of the form 'GET /path' or 'POST /path name=value'")
    if is_file_of_requests(made.requests) and not (tree / made.requests[0]).is_file():
        raise BadProfile(
            f"{where}: requests = {made.requests[0]!r} names no file of the tree; a list of requests will do"
        )
    if made.query and "postgres" not in made.parts:
        raise BadProfile(
            f'{where}: query is asked of PostgreSQL; give a setting that points there: DB = "{{postgres}}"'
        )
    if made.python not in ("", "labs") and not VERSION.fullmatch(made.python) and not (tree / made.python).exists():
        raise BadProfile(f"{where}: python = {made.python!r} is not there; leave it out, and one is made from the lock")
    if made.as_of and not DAY.fullmatch(made.as_of):
        raise BadProfile(f'{where}: as_of = {made.as_of!r} is no day; write it as "2021-06-30"')


def is_file_of_requests(requests: tuple[str, ...]) -> bool:
    """Whether they are named by one file (HAR or OpenAPI) instead of one by one."""
    return len(requests) == 1 and requests[0].endswith((".har", ".json", ".yaml", ".yml"))
