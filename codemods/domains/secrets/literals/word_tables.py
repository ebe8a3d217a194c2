"""Tables of words under names that say secret: translations, labels, permissions, events. None of them is a secret."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.secrets.names_and_values import is_random, is_secret_name
from codemods.model.strings import literal
from codemods.model.targets import Place, words
from codemods.project.source_file import SourceFile

# A word, or a few, as a person reads them: `Passwort`, `mot de passe`, `API-Schlüssel`.
_WORDS = re.compile(r"[^\W\d_]+(?:[ '\u2019-]+[^\W\d_]+)*[.:!?\u2026]?")
# What a program calls something: `apikey.manage`, `password-reset`, `token:read`.
_IDENTIFIER = re.compile(r"[a-z]+(?:[._:/-][a-z]+)+")
# Kebabs are passwords too, but who has several of these has names of something.
_DOTTED = re.compile(r"[a-z]+(?:[.:/][a-z]+)+")
_SEPARATOR = re.compile(r"[._:/-]")
_SEVERAL = 2


def is_in_word_table(file: SourceFile, place: Place, value: str) -> bool:
    """Whether a value stands among others that show what the table is made of."""
    match place.kind, place.owner:
        case "key", ast.Dict() | ast.Call() as table:
            entries = list(_entries(table))
            return _are_words(entries) or (_is_dotted(value) and _are_dotted(entries))
        case (("attribute" | "constant"), ast.ClassDef(body=body) | ast.Module(body=body)):
            named = list(_assigned(body))
            return _says_name(place.name, value) or (_is_dotted(value) and _are_dotted(named))
    return False


def _entries(table: ast.Dict | ast.Call) -> Iterator[tuple[str, str]]:
    if isinstance(table, ast.Dict):
        pairs = [(literal(key), literal(value)) for key, value in zip(table.keys, table.values, strict=True)]
    else:
        pairs = [(each.arg, literal(each.value)) for each in table.keywords]
    yield from ((key, value) for key, value in pairs if key and value is not None)


def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for each in body:
        match each:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ):
                if (known := literal(value)) is not None:
                    yield name, known


def _are_words(entries: list[tuple[str, str]]) -> bool:
    """Whether all values are natural words: as one writes them for readers, or under several keys of secrets."""
    values = [value for _, value in entries]
    if not values or not all(map(_WORDS.fullmatch, values)) or any(map(is_random, values)):
        return False
    secrets = [value for key, value in entries if is_secret_name(key)]
    return all(map(_is_for_readers, values)) or len(secrets) >= _SEVERAL


def _is_for_readers(value: str) -> bool:
    return value[:1].isupper() or " " in value or not value.isascii()


def _are_dotted(entries: list[tuple[str, str]]) -> bool:
    """Whether others beside it are spelled as it is, so that it is one of several names."""
    return sum(1 for _, value in entries if _is_dotted(value)) >= max(_SEVERAL, len(entries) - 1)


def _is_dotted(value: str) -> bool:
    return _DOTTED.fullmatch(value) is not None


def _says_name(name: str, value: str) -> bool:
    """Whether a value is made of the words of its own name: `MANAGE_API_KEY = "apikey.manage"`."""
    said = "".join(words(name))
    return _IDENTIFIER.fullmatch(value) is not None and all(part in said for part in _SEPARATOR.split(value))
