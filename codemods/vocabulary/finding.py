"""The vocabulary: what a rule says about a place in somebody's code."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Safety(enum.StrEnum):
    """How far a fix can be trusted; the words are ruff's.

    SAFE: the target's own tests pass unchanged with no new setting.
    UNSAFE: right in intent, but needs a setting, a review or an infrastructure change.
    NONE: nothing is rewritten; a person has to act.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text file: lines and columns count from 1, columns in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character (or are the same empty place)."""
        start, end = (self.line, self.column), (self.end_line, self.end_column)
        other_start, other_end = (other.line, other.column), (other.end_line, other.end_column)
        return (start < other_end and other_start < end) or start == other_start


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a fix takes out of the code into the environment.

    `name` is what a person would call it; the engine may choose one of `others` when `name` already means something
    else in this service. `value` is today's value as the environment would hold it, None when there is none.
    A secret's value goes to `.env` and nowhere else. `environments` maps an environment's name to its own value.
    `fixed`: the code reads the name already, or a class for each environment gives it; no other name will do.
    `listens`: it says where the service itself listens, as PORT and HOST do. `asked` is the first choice where the
    engine has chosen another name.
    """

    name: str
    value: str | None = None
    secret: bool = False
    others: tuple[str, ...] = ()
    environments: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False
    listens: bool = False
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a fix rewrites: the exact span of one syntax node, in any file of the project."""

    path: str
    span: Span
    role: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of one rule, with all that its rewrite needs. Plain data: it crosses process borders.

    `span` is where a reader looks; `sites` is what the rewrite changes (empty where safety is NONE).
    Findings of one `group` are rewritten together or not at all. `conceal` holds secret values in the source lines
    that no report may show. `also`: path and line of the further places of the same fault.
    """

    rule: str
    path: str
    span: Span
    message: str
    remedy: str
    safety: Safety
    sites: tuple[Site, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    group: str = ""
    conceal: tuple[str, ...] = ()
    also: tuple[tuple[str, int], ...] = ()

    @property
    def anti_pattern(self) -> int:
        """1 to 8: the digit behind OP."""
        return int(self.rule[2])


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, parsed or written, or a fix that was dropped: reported, and the run goes on."""

    path: str
    message: str
    line: int = 1
