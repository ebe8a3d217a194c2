"""Cheap questions about a file's bytes, before it is parsed: which words it holds, and what its calls are given."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from codemods.analysis.imports import imports
from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile

# What may stand between two tokens.
GAP = rb"(?:[\s\\]|#[^\n]*\n)*"
_REACH = 2000
_BRACKETS = re.compile(rb"[()]")


def holds(file: SourceFile, *words: str) -> bool:
    """Whether one of the words stands in the file, as a whole word."""
    return file.path in _holders(file.project, words)


def reaches(file: SourceFile, *words: str) -> bool:
    """Whether one of the words stands in the file or in one that it imports, packages opened: names are passed on."""
    holding = _holders(file.project, words)
    seen, pending = {file.path}, [file]
    while holding and pending:
        here = pending.pop()
        if here.path in holding:
            return True
        if here is file or here.path.endswith("__init__.py"):
            found = [each.file for each in imports(here) if each.file.path not in seen]
            seen.update(each.path for each in found)
            pending += found
    return False


def may_name(file: SourceFile, names: frozenset[str]) -> bool:
    """Whether the file holds the first and the last word of one of the qualified names.

    A name that the project passes on under another one is not seen.
    """
    cache: dict[frozenset[str], frozenset[str]] = file.project.__dict__.setdefault("_may_name", {})
    if names not in cache:
        lasts: dict[str, set[str]] = {}
        for name in names:
            lasts.setdefault(name.partition(".")[0], set()).add(name.rpartition(".")[2])
        cache[names] = frozenset().union(
            *(_holders(file.project, (root,)) & _holders(file.project, tuple(last)) for root, last in lasts.items())
        )
    return file.path in cache[names]


def given(data: bytes, call: re.Pattern[bytes]) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """The calls whose beginning, "(" included, the pattern matches, and what stands between their parentheses.

    It may be longer than that, where a string or a comment holds a parenthesis, or be cut off.
    """
    for match in call.finditer(data):
        depth, end = 1, match.end() + _REACH
        for each in _BRACKETS.finditer(data, match.end(), end):
            depth += 1 if each[0] == b"(" else -1
            if not depth:
                end = each.start()
                break
        yield match, data[match.end() : end]


def calls(file: SourceFile, words: frozenset[str]) -> Iterator[tuple[str, re.Match[bytes], bytes]]:
    """The calls of what ends in one of the words, as `given` tells them; the match's group is the word's alias."""
    data = file.data
    for word in sorted(_held(file.project, words).get(file.path, ())):
        for match, text in given(data, _call(word)):
            before = data[match.start() - 1 : match.start()]
            if not (before.isalnum() or before == b"_"):
                yield word, match, text


def any_word(words: Iterable[str]) -> bytes:
    """A pattern's alternatives for words, in a fixed order."""
    return "|".join(sorted(map(re.escape, words))).encode()


@functools.cache
def _call(word: str) -> re.Pattern[bytes]:
    """A search for a word at the beginning takes a tenth of the time of one for the beginning of any word."""
    return re.compile(rb"%s(?:\s*\(|[ \t]+as[ \t]+(\w+))" % word.encode())


def _held(project: Project, words: frozenset[str]) -> dict[str, list[str]]:
    """By path, which of the words stand in a file."""
    cache: dict[frozenset[str], dict[str, list[str]]] = project.__dict__.setdefault("_held_words", {})
    if words not in cache:
        cache[words] = {}
        for word in words:
            for each in project.words.holding(word.encode(), whole=True):
                cache[words].setdefault(each.path, []).append(word)
    return cache[words]


def _holders(project: Project, words: tuple[str, ...]) -> frozenset[str]:
    cache: dict[tuple[str, ...], frozenset[str]] = project.__dict__.setdefault("_holders", {})
    if words not in cache:
        cache[words] = frozenset(
            each.path for word in words for each in project.words.holding(word.encode(), whole=True)
        )
    return cache[words]
