"""What no report may show of a file: every literal that stands where a secret stands, or has the form of one.

No rule is asked, none can be left out, and nothing is too likely an example: what is taken for a secret too often costs
a masked word, what is not costs a secret.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from codemods.domains.secrets.in_texts.assignments import behind_user, given, given_within, names_login, spoken_of
from codemods.domains.secrets.in_texts.by_form import AROUND, FORMATS, by_form, is_key
from codemods.domains.secrets.in_texts.filled_in import filled_in
from codemods.domains.secrets.in_texts.in_commands import in_words, passwords
from codemods.domains.secrets.literals.receivers import is_given
from codemods.domains.secrets.names_and_values import is_random, is_secret_name
from codemods.formats.userinfo import tokens, userinfos
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What is mixed into hashes is a secret where nobody would write it by hand; else it says what it is for.
_SALT = re.compile(r"(?i)(?:^|_)(?:salt|pepper)$")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$")
_QUOTES = re.compile(r"^[A-Za-z]*('''|\"\"\"|'|\")|('''|\"\"\"|'|\")$")


class Seen(NamedTuple):
    """A secret as it is written in one line of a file: what it says, and what stands before it in the line."""

    text: str
    before: str


@once
def seen(file: SourceFile) -> list[Seen]:
    """The secrets of a file, as their lines spell them."""
    try:
        found = list(_in_python(file) if file.kind == "python" else _in_text(file))
    except (Unreadable, RecursionError):
        found = _undecoded(file)
    return list(dict.fromkeys(each for each in found if _says_something(each.text)))


def _undecoded(file: SourceFile) -> list[Seen]:
    """What can be seen where there is no tree, or no text."""
    try:
        return list(_in_text(file))
    except Unreadable:
        return []


def _in_python(file: SourceFile) -> Iterator[Seen]:
    for node in file.nodes(ast.Constant):
        if isinstance(node.value, str | bytes) and node.value:
            value = node.value if isinstance(node.value, str) else node.value.decode("utf-8", "backslashreplace")
            joined = isinstance(file.parents.get(node), ast.JoinedStr)
            secret = node in filled_in(file) or is_given(file, node)
            secret = secret or (is_random(value) and (is_key(value) or is_given(file, node, _is_salt)))
            if secret and not (_VARIABLE.match(value) and is_secret_name(value)):
                yield from _written(file, node, value, joined)
            parts = [*by_form(value, joined), *(each for _, each in given_within(value))]
            if (password := behind_user(value)) and is_given(file, node, names_login):
                parts.append(password)
            for part in parts:
                yield from _written(file, node, part, joined, within=True)
    for word, password in in_words(file):
        yield from _written(file, word, password, joined=False, within=True)
    for line in file.lines:
        code, mark, comment = line.partition("#")
        found = (*given_within(comment), *spoken_of(comment)) if mark else ()
        yield from (Seen(each, code + mark + comment[:start]) for start, each in found)


def _written(file: SourceFile, node: ast.Constant, value: str, joined: bool, *, within: bool = False) -> Iterator[Seen]:
    """The value, or a part of it, as the lines of the node spell it."""
    pieces = [value] if joined or within else []
    if not within:
        pieces += _pieces(file, node)
    for piece in dict.fromkeys(line for each in pieces for line in each.splitlines() if _says_something(line)):
        places = [
            (line, place) for line, start, end in _stretches(file, node) for place in _places(line, piece, start, end)
        ]
        yield from (Seen(piece, line[:place]) for line, place in places)
        if not places:
            yield Seen(piece, "")


def _says_something(text: str) -> bool:
    """Whether a text may be a secret: a quote or a comma that stands for one would mask what is no secret anywhere."""
    return len(text.strip()) > 3 or any(map(str.isalnum, text))


def _stretches(file: SourceFile, node: ast.Constant) -> Iterator[tuple[str, int, int]]:
    """The lines of a node, and from where to where each is the node's."""
    span = file.span(node)
    for number in range(span.line, span.end_line + 1):
        line = file.lines[number - 1]
        yield (
            line,
            span.column - 1 if number == span.line else 0,
            span.end_column if number == span.end_line else len(line),
        )


def _pieces(file: SourceFile, node: ast.Constant) -> list[str]:
    """What stands in each literal that the constant is made of."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(f"({file.source(node)}\n)").readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [_QUOTES.sub("", each.string) for each in tokens if each.type == tokenize.STRING]


def _places(line: str, piece: str, start: int, end: int) -> Iterator[int]:
    place = line.find(piece, start, end)
    while place >= 0:
        yield place
        place = line.find(piece, place + 1, end)


def _is_salt(name: str) -> bool:
    return _SALT.search(name) is not None


def _in_text(file: SourceFile) -> Iterator[Seen]:
    text = file.text
    yield from (Seen(value, _before(text, start)) for start, value in given(text))
    yield from (Seen(token, _before(text, start)) for start, token in tokens(text))
    for uri in userinfos(text):
        if uri.password[0] not in "{}$":
            yield from (Seen(each, _before(text, uri.start)) for each in dict.fromkeys((uri.password, uri.widest)))
    for pattern in AROUND:
        yield from (Seen(each[1], _before(text, each.start(1))) for each in pattern.finditer(text))
    yield from (Seen(password, _before(text, place)) for place, password in passwords(text))
    for pattern in FORMATS:
        yield from (Seen(each[0], _before(text, each.start())) for each in pattern.finditer(text))


def _before(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place]
