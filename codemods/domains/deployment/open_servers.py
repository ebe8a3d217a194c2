"""Servers of a Compose file that let everybody in, so that no password for them keeps anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.formats import compose, parse
from codemods.libraries.command_passwords import LETS_IN, UNLESS_GIVEN
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_DEFAULT = re.compile(r"\$\{\w+:?-([^${}]*)\}$")
_PASSWORD = re.compile(r"_?(?:PASSWORD|PASSWD|PASS|PWD|PW)$", re.IGNORECASE)
_HOSTS = ("HOST", "HOSTNAME", "SERVER", "ADDRESS", "ADDR")


def is_open(file: SourceFile, service: str) -> bool:
    """Whether the server that a Compose service starts takes everybody for whom he says he is."""
    return service in _open(file)


def goes_to_open(file: SourceFile, service: str, name: str) -> bool:
    """Whether a password that Compose gives a service is for such a server, by the host that is given beside it."""
    stem = _PASSWORD.sub("", name)
    if stem == name:
        return False
    hosts = {f"{stem}_{each}".strip("_").upper() for each in _HOSTS}
    given = (each for each in _variables(file) if each.service == service and each.name.upper() in hosts)
    return any(is_open(file, _said(each.value).partition(":")[0]) for each in given)


@once
def _open(file: SourceFile) -> frozenset[str]:
    # Another file of the folder may start the same services for others.
    given: dict[str, dict[str, str]] = {}
    for variable in _variables(file):
        given.setdefault(variable.service, {})[variable.name.upper()] = _said(variable.value).lower()
    return frozenset(name for name, values in given.items() if _lets_in(values))


def _lets_in(values: dict[str, str]) -> bool:
    return any(
        values.get(name, "") in said and not any(values.get(each) for each in UNLESS_GIVEN.get(name, ()))
        for name, said in LETS_IN.items()
    )


def _variables(file: SourceFile) -> Iterator[compose.Variable]:
    try:
        document: compose.Document = parse(file)
    except Unreadable:
        return
    yield from document.variables


def _said(value: str) -> str:
    """The value, or what it falls back to: `${AUTH:-trust}`."""
    match = _DEFAULT.match(value)
    return match[1] if match else value
