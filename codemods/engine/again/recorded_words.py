"""Which files hold which words, asked as questions: after a change only the changed files are looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.text.words import Words
from codemods.vocabulary.noting import Question, aside, noting

if TYPE_CHECKING:
    from codemods.engine.again.recorder import Known, Recorder


class RecordedWords:
    """What `Words` answers; see there."""

    def __init__(self, project: Project, recorder: Recorder) -> None:
        self._recorder = recorder
        self._files = list(project.python())
        self._numbered = list(project.files.values())

    @cached_property
    def _all(self) -> Words:
        with aside():
            return Words(self._files)

    @cached_property
    def _changed(self) -> Words:
        with aside():
            return Words(each for each in self._files if each.bit & self._recorder.changed)

    def holding(self, needle: bytes, *, whole: bool = False) -> list[SourceFile]:
        """See Words."""
        return self._ask(("words", "holding", needle, whole))

    def naming_any(self, needles: Iterable[bytes]) -> list[SourceFile]:
        """See Words."""
        return self._ask(("words", "naming_any", *sorted(needles)))

    def stands(self, question: Question, known: Known) -> bool:
        """Whether the same files hold the words."""
        return self._bits(question) == known.files

    def _ask(self, question: Question) -> list[SourceFile]:
        bits = self._bits(question)
        if noting.open:
            noting.open[-1].questions.add(question)
        return list(self._among(bits)) if bits.bit_count() < len(self._files) else self._files

    def _among(self, bits: int) -> Iterator[SourceFile]:
        """The files of a set, in their order."""
        while bits:
            lowest = bits & -bits
            yield self._numbered[lowest.bit_length() - 1]
            bits ^= lowest

    def _bits(self, question: Question) -> int:
        from codemods.engine.again.recorder import Known

        found = self._recorder.found.get(question)
        if found is None:
            earlier = self._recorder.earlier.get(question)
            with aside():
                if earlier is None:
                    bits = _told(self._all, question)
                else:
                    bits = earlier.files & ~self._recorder.changed | _told(self._changed, question)
            found = self._recorder.found[question] = Known(bits)
        return found.files


def _told(words: Words, question: Question) -> int:
    _, method, *rest = question
    found = words.holding(rest[0], whole=bool(rest[1])) if method == "holding" else words.naming_any(rest)  # type: ignore[arg-type]
    bits = 0
    for each in found:
        bits |= each.bit
    return bits
