"""Which files hold which words: asked thousands of times, so the files are read through once and not for each question.

The index of 40 MB is made in a second; to search them once for one name takes 16 ms.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codemods.project.source_file import SourceFile

_WORD = {*(string.ascii_letters + string.digits + "_").encode(), *range(128, 256)}
_SPACED = bytes(each if each in _WORD else 32 for each in range(256))


class Words:
    """The words of some files: what stands between anything that is no letter, digit or underscore."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._files = list(files)
        self._numbers: dict[bytes, list[int]] = {}
        for number, file in enumerate(self._files):
            for word in set(file.spelled.translate(_SPACED).split()):
                self._numbers.setdefault(word, []).append(number)
        # By length: a part of 12 letters is in no shorter word, so most of the text need not be searched for it.
        ordered = sorted(self._numbers, key=len)
        self._joined = b" ".join([b"", *ordered, b""])
        self._starts: list[int] = []
        place = 0
        for word in ordered:
            while len(self._starts) <= len(word):
                self._starts.append(place)
            place += len(word) + 1

    def holding(self, needle: bytes, *, whole: bool = False) -> list[SourceFile]:
        """The files whose bytes hold the needle, in the order that they were given.

        It counts inside a word too; with `whole` only where it begins and ends as words do.
        """
        numbers = self._numbered(needle, whole)
        return self._files if len(numbers) == len(self._files) else [self._files[number] for number in sorted(numbers)]

    def naming_any(self, needles: Iterable[bytes]) -> list[SourceFile]:
        """The files that hold the words of one of the needles, whatever stands between them there, in the same order.

        A needle without a word is looked for as it is.
        """
        found: set[int] = set()
        for needle in needles:
            found |= self._worded(needle, needle.translate(_SPACED), False)
        return [self._files[number] for number in sorted(found)]

    def _numbered(self, needle: bytes, whole: bool) -> set[int]:
        """The numbers of the files that hold the needle."""
        spaced = needle.translate(_SPACED)
        found = self._worded(needle, spaced, whole)
        if needle == spaced and b" " not in spaced:
            return found
        return {number for number in found if needle in self._files[number].spelled}

    def _worded(self, needle: bytes, spaced: bytes, whole: bool) -> set[int]:
        """The numbers of the files that hold the needle's words."""
        parts = sorted({*spaced.split()}, key=len, reverse=True)
        if not parts:
            return {number for number, file in enumerate(self._files) if needle in file.spelled}
        found = self._with(parts[0], spaced, whole)
        for part in parts[1:]:
            found = found & self._with(part, spaced, whole)
        return found

    def _with(self, part: bytes, spaced: bytes, whole: bool) -> set[int]:
        """The numbers of the files with a word that holds the part as the needle does: whole, at an end, or within."""
        if whole or b" %s " % part in spaced:
            return set(self._numbers.get(part, ()))
        ends = spaced.startswith(part + b" ")
        begins = not ends and spaced.endswith(b" " + part)
        return set().union(*(self._numbers[word] for word in self._words(part, begins, ends)))

    def _words(self, part: bytes, begins: bool, ends: bool) -> Iterator[bytes]:
        """The words that hold the part, or that begin or end with it."""
        joined = self._joined
        if len(part) >= len(self._starts):
            return
        sought = (b" " if begins else b"") + part + (b" " if ends else b"")
        place = joined.find(sought, self._starts[len(part)])
        while place >= 0:
            end = joined.index(b" ", place + begins)
            yield joined[joined.rindex(b" ", 0, place + 1 if begins else place) + 1 : end]
            place = joined.find(sought, end)
