"""Answers to questions that ask one another, in circles too: each is found once, and is the same whoever asks first.

A question that is asked again while it is open gets what is known of its answer so far, at first nothing. What was
found with that help is no answer yet: the oldest question of the circle is gone through again until nothing changes,
and then the answers of all in the circle stand. So there is no need to stop at a depth: only where the interpreter
itself can go no deeper the first question has no answer, and then none is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from codemods.project.project import Project
from codemods.vocabulary.kept import once
from codemods.vocabulary.noting import Reason, note, reason

Answer = tuple[Any, ...]

# From here on an answer only grows: without that, one that shrinks as another grows could go on for ever.
_GROWING = 3


def asked(project: Project, question: Hashable, answer: Callable[[], Iterable[Any]]) -> Answer:
    """The answer to a question about the project, without what is in it twice.

    `answer` finds it, and may ask other questions; it is called anew where one of them comes back to this one.
    """
    answers = _answers(project)
    known = answers.known.get(question)
    if known is None:
        return answers.ask(question, answer)
    note(answers.reasons[question])
    return known


@once
def _answers(project: Project) -> _Answers:
    return _Answers()


class _Answers:
    """`known` are those that stand. All others belong to circles whose oldest question is still open.

    `_open` has each open question's depth, `_found` what is known of a question so far, `_lowest` the depth of the
    oldest open question that an answer hangs on, `_waiting` the questions that are no longer open and wait for it,
    `_times` how often each of them was gone through.
    """

    def __init__(self) -> None:
        self.known: dict[Hashable, Answer] = {}
        # What each of them hangs on: of a circle all on the same.
        self.reasons: dict[Hashable, Reason] = {}
        self._open: dict[Hashable, int] = {}
        self._found: dict[Hashable, Answer] = {}
        self._lowest: dict[Hashable, float] = {}
        self._waiting: list[Hashable] = []
        self._times: dict[Hashable, int] = {}
        self._oldest = math.inf

    def ask(self, question: Hashable, answer: Callable[[], Iterable[Any]]) -> Answer:
        """See `asked`."""
        if question in self._open:
            self._oldest = min(self._oldest, self._open[question])
            return self._found.get(question, ())
        if question in self._lowest:
            self._oldest = min(self._oldest, self._lowest[question])
            return self._found[question]
        outer, self._oldest = self._oldest, math.inf
        depth = self._open[question] = len(self._open)
        mark = len(self._waiting)
        try:
            with reason() as found:
                oldest = self._settle(question, answer, depth, mark)
        except BaseException as error:
            self._forget(mark)
            self._found.pop(question, None)
            if isinstance(error, RecursionError) and len(self._open) == 1:
                return ()
            raise
        finally:
            del self._open[question]
            self._oldest = outer
        if oldest < depth:
            self._waiting.append(question)
            # What hangs on this question hangs on what this one does.
            self._lowest.update((each, oldest) for each in self._waiting[mark:])
            self._oldest = min(outer, oldest)
            return self._found[question]
        for each in (*self._waiting[mark:], question):
            self.known[each] = self._found[each]
            self.reasons[each] = found
        self._forget(mark)
        if not self._open:
            self._found.clear()
            self._times.clear()
        return self.known[question]

    def _settle(self, question: Hashable, answer: Callable[[], Iterable[Any]], depth: int, mark: int) -> float:
        """Find the answer, again and again where it hangs on itself alone; the depth of what else it hangs on."""
        while True:
            before = self._state(question, mark)
            for each in self._waiting[mark:]:
                del self._lowest[each]
            del self._waiting[mark:]
            self._oldest = math.inf
            found = tuple(dict.fromkeys(answer()))
            times = self._times[question] = self._times.get(question, 0) + 1
            if times > _GROWING:
                found = tuple(dict.fromkeys((*self._found.get(question, ()), *found)))
            self._found[question] = found
            if self._oldest != depth or before == self._state(question, mark):
                return self._oldest

    def _state(self, question: Hashable, mark: int) -> dict[Hashable, frozenset[Any]]:
        return {each: frozenset(self._found.get(each, ())) for each in (*self._waiting[mark:], question)}

    def _forget(self, mark: int) -> None:
        for each in self._waiting[mark:]:
            self._lowest.pop(each, None)
            self._found.pop(each, None)
        del self._waiting[mark:]
