"""Which files hold which words: asked thousands of times, so the files are read through once and not for each question.

The index of 40 MB is made in a second; to search them once for one name takes 16 ms.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.analysis.source import SourceFile

_WORD = {*(string.ascii_letters + string.digits + "_").encode(), *range(128, 256)}
_SPACED = bytes(each if each in _WORD else 32 for each in range(256))


class Words:
    """The words of some files: what stands between anything that is no letter, digit or underscore."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._files = list(files)
        self._numbers: dict[bytes, list[int]] = {}
        for number, file in enumerate(self._files):
            for word in set(file.data.translate(_SPACED).split()):
                self._numbers.setdefault(word, []).append(number)
        self._joined = b" ".join([b"", *self._numbers, b""])

    def holding(self, needle: bytes, *, whole: bool = False) -> list[SourceFile]:
        """The files whose bytes hold the needle, in the order that they were given.

        It counts inside a word too; with `whole` only where it begins and ends as words do.
        """
        spaced = needle.translate(_SPACED)
        longest = max(spaced.split(), key=len, default=b"")
        if not needle:
            return self._files
        if not longest:
            return [file for file in self._files if needle in file.data]
        if whole or b" %s " % longest in spaced:
            numbers = set(self._numbers.get(longest, ()))
        else:
            numbers = {number for word in self._words(longest) for number in self._numbers[word]}
        found = [self._files[number] for number in sorted(numbers)]
        return found if needle == longest else [file for file in found if needle in file.data]

    def naming(self, pattern: re.Pattern[bytes], test: Callable[[str], bool]) -> dict[str, list[bytes]]:
        """By path, the words of a file that the pattern matches somewhere and of which the test is true."""
        found: dict[str, list[bytes]] = {}
        place = 0
        while match := pattern.search(self._joined, place):
            place = self._joined.index(b" ", match.end() - 1)
            word = self._joined[self._joined.rindex(b" ", 0, match.start() + 1) + 1 : place]
            if word and test(word.decode(errors="replace")):
                for number in self._numbers[word]:
                    found.setdefault(self._files[number].path, []).append(word)
        return found

    def _words(self, part: bytes) -> Iterator[bytes]:
        """The words that hold the part."""
        place = self._joined.find(part)
        while place >= 0:
            end = self._joined.index(b" ", place)
            yield self._joined[self._joined.rindex(b" ", 0, place) + 1 : end]
            place = self._joined.find(part, end)
