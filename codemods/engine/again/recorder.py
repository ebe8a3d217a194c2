"""What each answer of a check hangs on, and which answers of an earlier check still stand.

A question whose answer is a plain value is a wall: what asked it hangs on that value alone, not on what it was found
by. So after a file has changed an answer stands if it hangs on no changed file, and if each question behind it stands
or has the same answer again. Answers that hold nodes of a tree are no walls: who asks hangs on what they hang on.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from codemods.engine.again import values
from codemods.engine.again.recorded_words import RecordedWords
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary import kept
from codemods.vocabulary.finding import Problem
from codemods.vocabulary.noting import Question, Reason, aside, note, noting

# A reason of more questions than these is one for itself.
_MANY = 24


class Known(NamedTuple):
    """An answer: the files (bits) and questions that it hangs on, its digest, and the packed value, if it is kept; the
    limits that it was cut off at.
    """

    files: int
    questions: tuple[Question, ...] = ()
    digest: bytes | None = None
    packed: bytes | None = None
    limits: tuple[Problem, ...] = ()


@contextlib.contextmanager
def noted_by(recorder: Recorder | None) -> Iterator[None]:
    """While the block runs, the recorder notes what is asked."""
    noting.recorder = recorder
    try:
        yield
    finally:
        noting.recorder = None


class Recorder:
    """Notes what is asked in a project; `earlier` are answers of another state of it, `changed` the files since.

    `hidden` is a digest of the secrets that none of those names, `found` are the answers of this state, for the next.
    """

    def __init__(
        self, project: Project, salt: bytes, earlier: Mapping[Question, Known], changed: int, hidden: bytes
    ) -> None:
        self.project, self.salt, self.earlier, self.changed, self.hidden = project, salt, earlier, changed, hidden
        self.found: dict[Question, Known] = {}
        # By who was asked, and what about: most answers hang on that file alone, and are not in it.
        self._reasons: dict[tuple[Any, Callable[..., Any]], dict[tuple[object, ...], Reason | Question]] = {}
        self._stands: dict[Question, bool] = {}
        # What groups of this run are called, with the process: those of others may stand beside them.
        self._run = secrets.token_bytes(8)
        self._same: dict[tuple[int, frozenset[Question], frozenset[Problem]], Reason] = {}
        project.words = RecordedWords(project, self)  # type: ignore[assignment]

    @property
    def is_nearly_known(self) -> bool:
        """Whether so little has changed that more processes would cost more than they save."""
        return bool(self.earlier) and self.changed.bit_count() * 20 <= len(self.project.files)

    def again(self, function: Callable[..., Any], holder: Any, about: tuple[object, ...], of_bytes: bool) -> None:
        """See noting.Recorder."""
        if not noting.open:
            return
        known = self._reasons.get((holder, function))
        why = known.get(about) if known is not None else None
        if why is None:
            # The reason of most answers about a file, and not kept for each.
            noting.open[-1].files |= holder.bit
        elif isinstance(why, Reason):
            note(why)
        else:
            noting.open[-1].questions.add(why)

    def find(self, function: Callable[..., Any], holder: Any, about: tuple[object, ...], of_bytes: bool) -> Any:
        """See noting.Recorder."""
        path = holder.path if isinstance(holder, SourceFile) else ""
        question = values.question(path, kept.name(function), about)
        known = self.earlier.get(question) if question is not None else None
        if question is not None and known is not None and known.packed is not None and self.stands(question):
            self._hangs(function, holder, about, question)
            self._ask(question)
            return values.unpack(known.packed, self.project)
        with aside() as why:
            try:
                found = function(holder, *about)
            except BaseException:
                if len(noting.open) > 1:
                    noting.open[-2].add(why)
                raise
        digest = values.digest(found, self.salt) if question is not None else None
        if question is None or digest is None:
            self.fold(why)
            if why.questions or why.limits or not path or why.files & ~holder.bit:
                self._hangs(function, holder, about, self._one(why))
            note(why)
            return found
        packed = values.pack(found, self.project)
        self.found[question] = Known(why.files, tuple(why.questions), digest, packed, tuple(why.limits))
        self._hangs(function, holder, about, question)
        self._ask(question)
        return found

    def _hangs(
        self, function: Callable[..., Any], holder: Any, about: tuple[object, ...], why: Reason | Question
    ) -> None:
        self._reasons.setdefault((holder, function), {})[about] = why

    def fold(self, found: Reason) -> None:
        """See noting.Recorder."""
        if len(found.questions) > _MANY:
            group: Question = ("group", self._run, os.getpid(), len(self.found))
            self.found[group] = Known(found.files, tuple(found.questions), limits=tuple(found.limits))
            found.files, found.questions, found.limits = 0, {group}, set()

    def _one(self, why: Reason) -> Reason:
        """One object for all that hang on the same."""
        return self._same.setdefault((why.files, frozenset(why.questions), frozenset(why.limits)), why)

    def _ask(self, question: Question) -> None:
        if noting.open:
            noting.open[-1].questions.add(question)

    def holds(self, known: Known) -> bool:
        """Whether nothing has changed of what an answer hung on."""
        if known.files & self.changed or not all(map(self.stands, known.questions)):
            return False
        self.project.passed.update(known.limits)
        return True

    def stands(self, question: Question) -> bool:
        """Whether the answer to the question is the same as in the earlier state."""
        if question in self._stands:
            return self._stands[question]
        known = self.earlier.get(question)
        if known is None:
            return False
        # Until it is known otherwise: what is asked meanwhile is found anew.
        self._stands[question] = False
        if question[0] == "group":
            self._stands[question] = self.holds(known)
            if self._stands[question]:
                self.found[question] = known
        elif question[0] == "words":
            self._stands[question] = self.project.words.stands(question, known)  # type: ignore[attr-defined]
        elif self.holds(known):
            self.found.setdefault(question, known)
            self._stands[question] = True
        else:
            self._stands[question] = self._answered_anew(question) == known.digest
        return self._stands[question]

    def _answered_anew(self, question: Question) -> bytes | None:
        name, path, *named = question
        try:
            holder = self.project.files[str(path)] if path else self.project
            with aside():
                kept.QUESTIONS[str(name)](holder, *values.about(tuple(named), self.project))
        except Exception:
            return None
        found = self.found.get(question)
        return found.digest if found is not None else None
