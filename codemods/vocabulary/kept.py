"""Answers that are found once: `@once` for a state of the project, `@fact` for as long as a file's bytes are the same.

Both are kept on the first argument, by the question and what else it is asked with: hashable, and given by position.
An answer is one object for all who ask: nobody changes it. Where finding it fails, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from types import FunctionType
from typing import Any, Protocol, TypeVar, TypeVarTuple, cast

from codemods.vocabulary.noting import noting

Answers = dict[object, Any]


class _Kept(Protocol):
    """A project, or a file, in one of its states."""

    answers: Answers


class _Bytes(Protocol):
    """A file, whatever the state of its project."""

    facts: Answers


_State = TypeVar("_State", bound=_Kept)
_File = TypeVar("_File", bound=_Bytes)
_More = TypeVarTuple("_More")
_Found = TypeVar("_Found")


def once(function: Callable[[_State, *_More], _Found]) -> Callable[[_State, *_More], _Found]:
    """A question about a project or a file: each state of the project has an answer of its own."""
    return cast(Callable[[_State, *_More], _Found], _keeping(function, of_bytes=False))


def fact(function: Callable[[_File, *_More], _Found]) -> Callable[[_File, *_More], _Found]:
    """A question about a file that its bytes alone answer: all states that hold the same file share the answer."""
    return cast(Callable[[_File, *_More], _Found], _keeping(function, of_bytes=True))


class Names(frozenset[str]):
    """Names that stand in code, and never what a string holds: an answer that may be kept on disk."""


# What asks a question again in another run, by the function's name.
QUESTIONS: dict[str, Callable[..., Any]] = {}


@cache
def name(function: Callable[..., Any]) -> str:
    """What a question is called from one run to the next."""
    return f"{function.__module__}.{function.__qualname__}"


def _keeping(function: Callable[..., Any], of_bytes: bool) -> Callable[..., Any]:
    """The function, whose answers are looked for first: a million times in a check, so there is one for each shape."""

    def plain(holder: Any) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            found = answers[function]
        except KeyError:
            pass
        else:
            if noting.recorder is not None:
                noting.recorder.again(function, holder, (), of_bytes)
            return found
        found = answers[function] = _find(function, holder, (), of_bytes)
        return found

    def about_one(holder: Any, about: object) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            found = answers[function][about]
        except KeyError:
            pass
        else:
            if noting.recorder is not None:
                noting.recorder.again(function, holder, (about,), of_bytes)
            return found
        found = _find(function, holder, (about,), of_bytes)
        answers.setdefault(function, {})[about] = found
        return found

    def about_several(holder: Any, *about: object) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            found = answers[function][about]
        except KeyError:
            pass
        else:
            if noting.recorder is not None:
                noting.recorder.again(function, holder, about, of_bytes)
            return found
        found = _find(function, holder, about, of_bytes)
        answers.setdefault(function, {})[about] = found
        return found

    takes = cast(FunctionType, function).__code__.co_argcount
    keeping: Callable[..., Any] = plain if takes == 1 else about_one if takes == 2 else about_several
    QUESTIONS[name(function)] = wraps(function)(keeping)
    return QUESTIONS[name(function)]


def _find(function: Callable[..., Any], holder: Any, about: tuple[object, ...], of_bytes: bool) -> Any:
    if noting.recorder is None:
        return function(holder, *about)
    return noting.recorder.find(function, holder, about, of_bytes)
