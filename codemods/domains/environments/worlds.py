"""One imagined run of a module in a given environment: its values, its names, and what could be noticed of it.

A value is a constant, a `Box` (a list, tuple, set or dictionary) or a `Term`: what only the running program knows,
named after what made it and of what. Two runs agree where their values do, terms included.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from codemods.project.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Term:
    """What only the running program knows: how it comes about, as a hashable key."""

    key: tuple[Any, ...]


@dataclass(eq=False, slots=True)
class Box:
    """A container; `touched` are the numbers of the events that may have changed it."""

    kind: str
    items: list[Any]
    touched: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """The read of a setting that a fix writes: text, int, float or flag; without a default it is required."""

    name: str
    kind: str
    default: str | None


class Stopped(Exception):
    """The code returned or raised: what, as a key."""

    def __init__(self, key: Any) -> None:
        super().__init__(key)
        self.key = key


class Undecided(Exception):
    """What decides cannot be known."""


class Fork(Exception):
    """A test around what is judged cannot be known: whoever evaluates says which way it goes, by this key."""

    def __init__(self, key: Any) -> None:
        super().__init__(key)
        self.key = key


@dataclass(slots=True)
class Frame:
    """The names of one scope, and the scope around it."""

    file: SourceFile
    names: dict[str, Any] = field(default_factory=dict)
    outer: Frame | None = None

    def find(self, name: str) -> Any:
        """The value of a name; a term where nothing that was run has bound it."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.outer
        return Term(("name", name))


@dataclass
class World:
    """One evaluation. `given`: the variables that are known, None for one that is not set.

    `judged`: the nodes in question, what they decide by comes to `decided`; `instead`: what stands in their place.
    `choices`: which way unknown tests around them go. `watched`: names of the module whose values a call may see.
    `events`: what happened that could be noticed, in order. `held`: what was last put under attributes and keys.
    """

    given: dict[str, str | None]
    judged: frozenset[ast.AST] = frozenset()
    instead: Mapping[ast.AST, Any] = field(default_factory=dict)
    choices: Mapping[Any, bool] = field(default_factory=dict)
    watched: frozenset[str] = frozenset()
    events: list[Any] = field(default_factory=list)
    held: dict[Any, Any] = field(default_factory=dict)
    decided: list[Any] = field(default_factory=list)
    imported: Callable[[World, SourceFile, str], Any] | None = None
    importing: list[SourceFile] = field(default_factory=list)

    def event(self, frame: Frame, *what: Any) -> int:
        """Something happens: with what is kept and what the watched names are at this moment. Returns its number."""
        top = frame
        while top.outer is not None:
            top = top.outer
        seen = tuple((name, shown(top.names[name])) for name in sorted(self.watched) if name in top.names)
        held = frozenset((name, shown(value)) for name, value in self.held.items())
        self.events.append((what, held, seen))
        return len(self.events)


def shown(value: Any) -> Any:
    """A value as a hashable key: equal keys are equal values of equal types."""
    if isinstance(value, Term):
        return value.key
    if isinstance(value, Box):
        return (value.kind, tuple(map(shown, value.items)), tuple(value.touched))
    if isinstance(value, tuple):
        return tuple(map(shown, value))
    return (type(value).__name__, value)


def variables(key: Any) -> Iterator[str]:
    """The variables of the environment that a value, as a key, is made of."""
    if isinstance(key, tuple):
        if key[:1] == ("env",):
            yield str(key[1])
        for each in key:
            yield from variables(each)


def is_known(value: Any) -> bool:
    """Whether the value is wholly known."""
    if isinstance(value, Box):
        return not value.touched and all(map(is_known, value.items))
    return not isinstance(value, Term) and not (isinstance(value, tuple) and not all(map(is_known, value)))


def truth(value: Any) -> bool | None:
    """Whether a value counts as true; None where that is unknown."""
    if isinstance(value, Box):
        return None if value.touched else bool(value.items)
    return None if isinstance(value, Term) else bool(value)


def touch(values: list[Any], number: int) -> None:
    """Note on all containers among the values that an event may have changed them."""
    for each in values:
        if isinstance(each, Box):
            each.touched.append(number)
            touch(each.items, number)
        elif isinstance(each, tuple):
            touch(list(each), number)


def place(file: SourceFile, node: ast.AST) -> tuple[Any, ...]:
    """What names a node in both evaluations."""
    return (file.path, node.lineno, node.col_offset, type(node).__name__)  # type: ignore[attr-defined]


def fork(world: World, frame: Frame, node: ast.AST) -> bool | None:
    """Which way an unknown test goes; None where nothing that is judged hangs on it. Raises Fork."""
    if not any(each in world.judged for each in ast.walk(node)):
        return None
    key = place(frame.file, node)
    if key not in world.choices:
        raise Fork(key)
    return world.choices[key]
