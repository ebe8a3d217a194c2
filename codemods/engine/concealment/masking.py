"""Keep secrets out of everything that is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, quote_plus, unquote

from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.domains.secrets.sight import Seen
from codemods.formats import userinfo

MASK = "********"
# A shorter secret, or one that is a word, is masked only where it stands as a whole value.
_SHORT = 6
# How much of the text before an ordinary word tells where it is a secret.
_NEAR = 60
_BEFORE = r"(?:(?<=[\"'`:=/@}])|(?<=[:=-] ))"
_AFTER = r"(?=[\"'`@:/\s,;&?{]|$)"

# What is a secret by its place, whoever has found it: a string given to a secret's name.
_ASSIGNED = re.compile(
    r"(?P<name>[A-Za-z_][\w-]*)(?P<between>[\"']?\]?\s*(?::\s*\w+\s*)?[=:]\s*[bru]{0,2})(?P<quote>[\"'])"
    r"(?P<value>(?:\\.|(?!(?P=quote))[^\\\n])+)(?P=quote)",
    re.IGNORECASE,
)
# What names a secret and holds none: `${DB_PASSWORD}`, `${DB_PASSWORD:?}`.
_REFERENCE = re.compile(r"\$\{\w+(?::?\?[^{}]*)?\}")


def concealer(
    secrets: Iterable[str], places: Iterable[Seen] = (), is_ordinary: Callable[[str], bool] = lambda value: False
) -> re.Pattern[str] | None:
    """A pattern that finds the secrets in shown text: as they are, and as literals, URLs and lines write them.

    What is an ordinary word besides is found in its `places` alone.
    """
    seen = list(dict.fromkeys(places))
    wanted: set[str] = set()
    for secret in {*secrets, *(each.text for each in seen)}:
        wanted |= {secret, *(line.strip() for line in secret.splitlines() if len(line.strip()) >= _SHORT)}
    ordinary = {each for each in wanted if is_ordinary(each)}
    forms = {form for secret in wanted - ordinary if secret.strip() for form in _forms(secret)}
    alternatives = [_in_place(each) for each in seen if each.text in ordinary]
    alternatives += [
        rf"{_BEFORE}{re.escape(form)}{_AFTER}|^{re.escape(form)}$" if _is_weak(form) else re.escape(form)
        for form in sorted(forms, key=lambda each: (-len(each), each))
    ]
    return re.compile("|".join(alternatives), re.MULTILINE) if alternatives else None


def _in_place(seen: Seen) -> str:
    """A pattern that finds what is written behind the very same text, or alone in its line."""
    before, text = seen.before.lstrip()[-_NEAR:], re.escape(seen.text)
    return rf"(?<={re.escape(before)}){text}" if before else rf"(?:(?<=^)|(?<=\s)){text}(?=\s*$)"


def _is_weak(form: str) -> bool:
    return len(form) < _SHORT or form.replace("_", "").isalpha()


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield secret.strip()
    for literal in (repr(secret), repr(secret.encode())[1:], ascii(secret)):
        yield literal[1:-1]
    yield secret.replace("\\", "\\\\").replace('"', '\\"')
    yield secret.replace("\\", "\\\\").replace("'", "\\'")
    yield secret.replace("{", "{{").replace("}", "}}")
    yield secret.replace("$", "$$")
    yield secret.replace("%", "%%")
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield unquote(secret)


def conceal(text: str, pattern: re.Pattern[str] | None, words: bool = False) -> str:
    """The text with every secret replaced by a mask of one length. `words`: it is our sentence, no source."""
    if pattern:
        text = pattern.sub(MASK, text)
    text = userinfo.masked(text, MASK)
    return text if words else _ASSIGNED.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    told = match["value"].startswith(MASK) or _REFERENCE.fullmatch(match["value"])
    if not is_secret_name(match["name"]) or told:
        return match[0]
    return f"{match['name']}{match['between']}{match['quote']}{MASK}{match['quote']}"
