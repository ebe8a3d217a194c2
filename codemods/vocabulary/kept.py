"""Answers that are found once: `@once` for a state of the project, `@fact` for as long as a file's bytes are the same.

Both are kept on the first argument, by the question and what else it is asked with: hashable, and given by position.
An answer is one object for all who ask: nobody changes it. Where finding it fails, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, Protocol, TypeVar, TypeVarTuple, cast

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


def _keeping(function: Callable[..., Any], of_bytes: bool) -> Callable[..., Any]:
    """The function, whose answers are looked for first: a million times in a check, so there is one for each shape."""

    def plain(holder: Any) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            return answers[function]
        except KeyError:
            pass
        found = answers[function] = function(holder)
        return found

    def about_one(holder: Any, about: object) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            return answers[function][about]
        except KeyError:
            pass
        found = function(holder, about)
        answers.setdefault(function, {})[about] = found
        return found

    def about_several(holder: Any, *about: object) -> Any:
        answers = holder.facts if of_bytes else holder.answers
        try:
            return answers[function][about]
        except KeyError:
            pass
        found = function(holder, *about)
        answers.setdefault(function, {})[about] = found
        return found

    takes = cast(FunctionType, function).__code__.co_argcount
    keeping: Callable[..., Any] = plain if takes == 1 else about_one if takes == 2 else about_several
    return wraps(function)(keeping)
