"""A file's code without its comments and strings, told from the bytes: where a name stands there, something uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.text.spelling import LONG, PASSIVE
from codemods.vocabulary.kept import Names, fact, once

# An f-string to the end of its line: from Python 3.12 on it can hold its own quotes.
_PREFIXES = tuple(each + quote for each in (b"f", b"F", b"fr", b"fR", b"Fr", b"FR") for quote in (b'"', b"'"))
_FORMATTED = re.compile(rb"\b(?:[fF][rR]?|[rR][fF])(?=[\"'])(?:" + LONG + rb")?[^\n]*", re.DOTALL)
_IMPORTED = re.compile(rb"\bimport\b[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)")
_ATTRIBUTE = re.compile(rb"\.([\w\x80-\xff]+)")
_DEFINITION = re.compile(rb"(?:def|class) ([\w\x80-\xff]+)")
_CLASS = re.compile(rb"\bclass (\w+) ?(?:\[[^\]]*\] ?)?\((.*?)\)\s*:", re.DOTALL)
_WORD = re.compile(rb"\w+")
# What may be written otherwise without another sense.
_BLANKS = re.compile(rb"[ \t]{2,}|\t|(?:[ \t]*\\\r?\n[ \t]*)+")
_SPACES = re.compile(rb"  +")
_GOES_ON = (b"\\\n", b"\\\r\n")
_BEHIND_DOT = re.compile(rb"\.\s+")
_IMPORTABLE = re.compile(rb"\w+|\*")
# `a.b.` before a name, with the blanks before it.
_CHAIN = re.compile(rb"[ \t]*[\w.]*\Z")
_BEFORE = 60


@fact
def code(file: SourceFile) -> bytes:
    """The bytes without comments and strings, in one spelling; f-strings, which hold code too, stand at the end."""
    data = file.spelled
    formatted = _FORMATTED.findall(data) if any(each in data for each in _PREFIXES) else []
    plain = b" ".join([*PASSIVE.split(data), *formatted])
    return _BEHIND_DOT.sub(b".", _single_spaced(plain))


def _single_spaced(plain: bytes) -> bytes:
    if any(each in plain for each in _GOES_ON):
        return _BLANKS.sub(b" ", plain)
    return _SPACES.sub(b" ", plain.replace(b"\t", b" "))


def has_attribute(file: SourceFile, name: str) -> bool:
    """Whether the code asks anything for an attribute of that name."""
    return name in _attributes(file)


@fact
def _attributes(file: SourceFile) -> Names:
    return _names(_ATTRIBUTE.findall(code(file)))


def _names(found: Iterable[bytes]) -> Names:
    return Names(each.decode(errors="surrogateescape") for each in found)


def may_mean(file: SourceFile, name: str) -> bool:
    """Whether the code can mean a name of another module: it imports the name, or all, or asks for an attribute."""
    imported = _imported_names(file)
    return "*" in imported or name in imported or has_attribute(file, name)


@fact
def _imported_names(file: SourceFile) -> Names:
    return _names(_IMPORTABLE.findall(b" ".join(_IMPORTED.findall(code(file)))))


def defines(file: SourceFile, name: str) -> bool:
    """Whether the code has a function or class of that name."""
    return name in _definitions(file)


@fact
def _definitions(file: SourceFile) -> Names:
    return _names(_DEFINITION.findall(code(file)))


def may_derive(file: SourceFile, name: str) -> bool:
    """Whether the file has a class that may have a class of that name among its bases, or gives it another name."""
    derived = _descendants(file.project, name)
    if any(derived & words for _, words in _classes(file)):
        return True
    return any(
        _CHAIN.sub(b"", before).endswith(b"=") or after.startswith(b" as ")
        for before, after in _around(code(file), name.encode())
    )


def _around(data: bytes, word: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands on the line before each place of a whole word, without blanks at its end, and a little behind it."""
    place = data.find(word)
    while place >= 0:
        end = place + len(word)
        if not (_is_word(data[place - 1 : place]) or _is_word(data[end : end + 1])):
            yield data[max(0, place - _BEFORE) : place].rstrip(), data[end : end + 4]
        place = data.find(word, end)


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_" or byte > b"\x7f"


@fact
def _classes(file: SourceFile) -> list[tuple[Names, Names]]:
    """The classes that name bases, each with the words that stand there."""
    return [(_names([each]), _names(_WORD.findall(bases))) for each, bases in _CLASS.findall(code(file))]


@once
def _descendants(project: Project, name: str) -> Names:
    """The name and those of all classes that have it, or one of them, among their bases."""
    children = _children(project)
    found, pending = {name}, [name]
    while pending:
        new = children.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return Names(found)


@once
def _children(project: Project) -> dict[str, set[str]]:
    """By each word among the bases of classes, the names of those classes."""
    found: dict[str, set[str]] = {}
    for file in project.python():
        for child, words in _classes(file):
            for word in words:
                found.setdefault(word, set()).update(child)
    return found
