"""What an answer hangs on: the files that were read for it, and the questions that were asked.

Nothing is noted unless somebody wants to know: a check that keeps its answers for the next one (engine/again).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from codemods.vocabulary.finding import Problem

Question = tuple[object, ...]


class Reason:
    """The files, a bit each (`SourceFile.bit`), and questions that something hangs on; the limits it was cut off at."""

    __slots__ = ("files", "limits", "questions")

    def __init__(self) -> None:
        self.files = 0
        self.questions: set[Question] = set()
        self.limits: set[Problem] = set()

    def add(self, other: Reason) -> None:
        """It hangs on all that the other one hangs on."""
        self.files |= other.files
        self.questions |= other.questions
        self.limits |= other.limits


class Recorder(Protocol):
    """Who wants to know."""

    def again(self, function: Callable[..., Any], holder: Any, about: tuple[object, ...], of_bytes: bool) -> None:
        """An answer that is there is given once more."""

    def find(self, function: Callable[..., Any], holder: Any, about: tuple[object, ...], of_bytes: bool) -> Any:
        """The answer to a question that was not asked yet in this state of the project."""

    def fold(self, found: Reason) -> None:
        """Make one question of a reason of many: thousands of answers may hang on it."""


class _Noting:
    """Who wants to know, if anybody; the reasons of what is being found just now, the innermost last."""

    def __init__(self) -> None:
        self.recorder: Recorder | None = None
        self.open: list[Reason] = []


noting = _Noting()


def note(reason: Reason) -> None:
    """What is being found hangs on all that something else hangs on."""
    if noting.open:
        noting.open[-1].add(reason)


class reason:
    """What the block reads and asks; whoever is being answered hangs on it too. Nothing if nobody wants to know."""

    __slots__ = ("_found", "_recorder")

    def __enter__(self) -> Reason:
        self._found, self._recorder = Reason(), noting.recorder
        if self._recorder is not None:
            noting.open.append(self._found)
        return self._found

    def __exit__(self, *error: object) -> None:
        if self._recorder is not None:
            noting.open.pop()
            self._recorder.fold(self._found)
            note(self._found)


class aside:
    """What the block reads and asks, of which nothing else hangs."""

    __slots__ = ()

    def __enter__(self) -> Reason:
        found = Reason()
        noting.open.append(found)
        return found

    def __exit__(self, *error: object) -> None:
        noting.open.pop()
