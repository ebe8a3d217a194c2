"""Secrets in files that are no code: which variables of Compose and `.env` files hold one, and where in the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.secrets.names_and_values import is_file_name, is_secret_name
from codemods.domains.secrets.placeholders import is_form, is_name_of_thing, is_public
from codemods.formats.userinfo import userinfos
from codemods.libraries.connections import URI_PREFIXES
from codemods.model.targets import words
from codemods.project.test_code import is_test_database

_HOST = re.compile(r"[\w.-]*")
_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?-([^${}]+)\}")
# MYSQL_ALLOW_EMPTY_PASSWORD=yes and the like say something about a password; they are none.
_ABOUT_SECRETS = re.compile(
    r"ALLOW|RANDOM|RESET|EXPIR|ENABLE|DISABLE|REQUIRE|USE_|_ONLY|POLICY|PUBLIC|PUBLISHABLE", re.I
)
_NO_VALUE = re.compile(r"(true|false|yes|no|on|off|null|none|[01])$|.*\$|/|\./|[a-z]+://|arn:|[\W_]*$", re.IGNORECASE)
_FILLED = re.compile(r"[${}]")
# The parts of a template: `{password}`, `%s`, `<password>`.
_FORMAL = re.compile(r"%s|%\(\w+\)s|\{\w*\}|<.*>|\*+|x+|\.\.\.|\[.*\]")
# What printf and Python put a value in for.
_PRINTED = re.compile(r"%s|%\d+\$s|%\(\w+\)s")
_AWS = re.compile(r"AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$", re.IGNORECASE)
# Spellings that are common in images' variables and would say too little in code: WEBPASSWORD, PIHOLE_PW; what nodes of
# Erlang know one another by.
_ALSO_SECRET = re.compile(r"PASSWORD$|(^|_)PW$|ERLANG_COOKIE$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret in a variable's value: where it stands, and what the variable that replaces it would be called.

    `start` and `end` count characters of the value; for `${NAME:-secret}` they hold the whole reference. `user` and
    `host` are those of the URL that the secret is part of; `certain`: where the secret ends in it cannot be read
    otherwise.
    """

    start: int
    end: int
    name: str
    secret: str
    user: str = ""
    host: str = ""
    certain: bool = True


def credentials(variable: str, value: str) -> Iterator[Credential]:
    """The secrets written out in a variable's value; none in `${NAME}`, a file's path, a switch or an empty value."""
    found = False
    for match in _DEFAULT.finditer(value):
        if (is_secret_variable(match[1]) or is_secret_variable(variable)) and _is_value(match[1], match[2]):
            found = True
            yield Credential(match.start(), match.end(), match[1], match[2])
    for uri in userinfos(value):
        if _FILLED.search(uri.user + uri.password):
            continue
        found = True
        if _FORMAL.fullmatch(uri.password) or uri.user.lower() == "anonymous":
            continue
        scheme = uri.scheme.lower().partition("+")[0]
        prefix = URI_PREFIXES.get(scheme) or variable_name(variable)
        host = _HOST.match(uri.host)
        yield Credential(
            uri.start, uri.end, f"{prefix}_PASSWORD", uri.password, uri.user, host[0] if host else "", uri.certain
        )
    if not found and is_secret_variable(variable) and _is_value(variable, value):
        yield Credential(0, len(value), variable_name(variable), value)


def is_of_tests(variable: str, value: str) -> bool:
    """Whether a variable gives the address of the tests' own database, and says so: `TEST_DATABASE_URL`, where the URL
    ends in `/shop_test`.
    """
    return "test" in words(variable) and is_test_database(value)


def variable_name(name: str) -> str:
    """The name as a shell can take it: `db.password` is DB_PASSWORD."""
    return re.sub(r"\W", "_", name).upper()


def _is_value(variable: str, value: str) -> bool:
    if _NO_VALUE.match(value.replace("$$", "")) or _PRINTED.fullmatch(value) or is_form(value) or is_public(value):
        return False
    if is_name_of_thing(variable, value) or is_file_name(value):
        return False
    # What a stand-in for AWS asks for is any word: a real key shows by its form.
    return not _AWS.search(variable) or len(value) >= 16


def is_secret_variable(variable: str) -> bool:
    """Whether a variable of this name holds a secret."""
    named = is_secret_name(variable) or _ALSO_SECRET.search(variable) is not None
    return named and _ABOUT_SECRETS.search(variable) is None
