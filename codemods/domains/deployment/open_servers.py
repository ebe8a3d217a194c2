"""Servers of a Compose file that let everybody in, so that no password for them keeps anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from codemods.formats import compose, parse
from codemods.libraries.command_passwords import LETS_IN, UNLESS_GIVEN
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_DEFAULT = re.compile(r"\$\{\w+:?-([^${}]*)\}$")
_PASSWORD = re.compile(r"_?(?:PASSWORD|PASSWD|PASS|PWD|PW)$", re.IGNORECASE)
_HOSTS = ("HOST", "HOSTNAME", "SERVER", "ADDRESS", "ADDR")
_USERS = ("USER", "USERNAME", "LOGIN")


def is_open(file: SourceFile, service: str) -> bool:
    """Whether the server that a Compose service starts takes everybody for whom he says he is."""
    return service in _open(file)


def goes_to_open(file: SourceFile, service: str, name: str) -> bool:
    """Whether a password that Compose gives a service is for such a server, by the host that is given beside it."""
    return is_open(file, account_beside(_variables(file), service, name)[0])


def account_beside(variables: Iterable[compose.Variable], service: str, name: str) -> tuple[str, str]:
    """The host and the user that a service is given beside a password, by the beginning of its name: `DB_HOST` and
    `DB_USER` beside `DB_PASSWORD`; '' for what is not given.
    """
    stem = _PASSWORD.sub("", name)
    if stem == name:
        return "", ""
    given = {each.name.upper(): _said(each.value) for each in variables if each.service == service}
    hosts, users = (
        [given[full] for each in ends if (full := f"{stem}_{each}".strip("_").upper()) in given]
        for ends in (_HOSTS, _USERS)
    )
    return next(iter(hosts), "").partition(":")[0], next(iter(users), "")


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
