"""What a text gives to a name of a secret: `name = value`, `--name value`, `name: X` and `value: …` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.domains.secrets.in_files import is_secret_variable
from codemods.domains.secrets.names_and_values import is_secret_name, is_signing_name, is_strong

_NAME = r"(?P<name>[^\W\d][\w.-]*)[\"']?"
# A mark of YAML's may stand before a value, which may stand below its name.
_MARKS = r"(?:[&!][^\s\"']+[ \t]+|[|>][-+\d]*[ \t]*\r?\n[ \t]+)?"
_GIVEN = re.compile(
    rf"{_NAME}[ \t]*[:=][ \t]*{_MARKS}(?P<quote>[\"'])?"
    r"(?P<value>(?(quote)(?:\\.|(?!(?P=quote))[^\\\n])+|[^\s#,;\"']+))"
)
_OF_IMAGE = re.compile(r"(?m)^\s*(?:ENV|ARG)[ \t]+(?P<name>\w+)[ \t]+(?P<value>\S(?:[^\n]*\S)?)")
_TO_NEXT = r"[\"']?[ \t]*,?[ \t]*(?:\r?\n\s*)?[\"']?"
_BELOW = re.compile(
    rf"\bname[\"']?:[ \t]*[\"']?(?P<name>[\w.-]+){_TO_NEXT}value[\"']?:[ \t]*[\"']?(?P<value>[^\s\"'#,}}]+)"
)
_ABOVE = re.compile(
    rf"\bvalue[\"']?:[ \t]*[\"']?(?P<value>[^\s\"'#,}}]+){_TO_NEXT}name[\"']?:[ \t]*[\"']?(?P<name>[\w.-]+)"
)
_OPTION = re.compile(
    r"--?(?P<name>[\w-]*(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|requirepass))"
    r"(?:[ =]+|[\"'][ \t]*,\s*|[\"']?[ \t]*\r?\n\s*-[ \t]+)[\"']?(?P<value>[^\s\"'-][^\s\"']*)",
    re.I,
)
_DEFAULT = re.compile(r"\$\{\w+:?[-=]([^}]+)\}")
_NO_VALUE = re.compile(r"(true|false|yes|no|on|off|null|none|[01]|str|string|bytes|int)$|\$|\{\{|<|\|", re.I)
# A word for it in other languages, which no rule takes for one: in some of them it is a key as well, or a haste.
_IN_OTHER_LANGUAGES = re.compile(
    r"(?i)(?:^|_)(?:passwort|kennwort|senha|contrase(?:n|ñ)a|clave|mot_?de_?passe|mdp|has[lł]o|heslo|passcode|passw)"
    r"(?:_\w+)?$"
)
# `neo4j/…`, `user:…`: who logs in stands before.
_AUTH = re.compile(r"(?i)(?:^|[_-]|basic|http|digest)auth\d*$")
_PAIR = re.compile(r"[\w.@-]+[:/](?![/\d])(\S{4,})")
_SPEAKS = re.compile(r"(?i)\b(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?)\b")
_QUOTED = re.compile(r"([\"'`])((?:(?!\1)\S)+)\1")
_LIKELY = re.compile(r"(?i)pass|pwd|psw|psk|salt|secret|token|key|cred|auth|pw\b|senha|clave|contra|kennw")


def names_secret(name: str) -> bool:
    """Whether what is called so should not be shown."""
    return (
        is_secret_name(name)
        or is_signing_name(name)
        or is_secret_variable(name)
        or _IN_OTHER_LANGUAGES.search(name) is not None
    )


def names_login(name: str) -> bool:
    """Whether a user and a password are called so together: `http_auth`."""
    return _AUTH.search(name) is not None


def behind_user(value: str) -> str:
    """The password of `user:password` or `user/password`, else ''."""
    match = _PAIR.fullmatch(value)
    return match[1] if match else ""


def given(text: str) -> Iterator[tuple[int, str]]:
    """The values that a text gives to names of secrets, and where each begins."""
    for pattern in (_GIVEN, _OF_IMAGE, _BELOW, _ABOVE, _OPTION):
        for match in _overlapping(pattern, text):
            name, value, start = match["name"].replace("-", "_").replace(".", "_"), match["value"], match.start("value")
            if names_login(name) and (password := behind_user(value)):
                yield start + value.rfind(password), password
            if not (pattern is _OPTION or names_secret(name)):
                continue
            if default := _DEFAULT.search(value):
                value, start = default[1], start + default.start(1)
            if not _NO_VALUE.match(value):
                yield start, value


def given_within(text: str) -> Iterator[tuple[int, str]]:
    """The same of a text within code, a comment too, where a word may be about a secret: `password: required`."""
    if _LIKELY.search(text):
        yield from ((start, value) for start, value in given(text) if is_strong(value))


def spoken_of(comment: str) -> Iterator[tuple[int, str]]:
    """What a comment quotes where it speaks of a secret: `# the password is "x"`."""
    if _SPEAKS.search(comment):
        yield from ((each.start(2), each[2]) for each in _QUOTED.finditer(comment) if is_strong(each[2]))


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Each match, also one within the value of another: `env = DB_PASSWORD=…`."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.end() if "${" in match["value"] else match.start("value"))
