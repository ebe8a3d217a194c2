"""The vocabulary: what a rule says about a place in somebody's code."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

if TYPE_CHECKING:
    # The default, which typing has from Python 3.13 on, is for mypy alone.
    from typing_extensions import TypeVar

    D_co = TypeVar("D_co", covariant=True, default=object)
else:
    from typing import TypeVar

    D_co = TypeVar("D_co", covariant=True)


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
    engine has chosen another name. `key` is the site's that reads it, where a finding has several. `derived`: the rule
    made the name up, nothing in the code is called so. `form`: how the text is written, where not plainly. `given`:
    the service is given it already, so that no file has to hold it.
    """

    name: str
    value: str | None = None
    secret: bool = False
    others: tuple[str, ...] = ()
    environments: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False
    listens: bool = False
    asked: str = ""
    key: str = ""
    derived: bool = False
    form: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a fix rewrites: the exact span of one syntax node, in any file of the project.

    `role` picks the rewriter, `key` what the finding's settings and data say of this site.
    """

    path: str
    span: Span
    role: str = ""
    key: str = ""


class Identity(NamedTuple):
    """What tells a finding from all others of one check."""

    rule: str
    path: str
    span: Span
    message: str


# What has no sites has no rewriter that would read its data.
_NONE: Any = None


@dataclass(frozen=True, slots=True)
class Finding(Generic[D_co]):
    """One place of one rule, with all that its rewrite needs. Plain data: it crosses process borders.

    `span` is where a reader looks; `sites` is what the rewrite changes (empty where safety is NONE). `data` are of the
    rule's own type, and only its rewriters read them; a finding without sites may have none.
    Findings of one `group` are rewritten together or not at all. `conceal` holds secret values in the source lines
    that no report may show. `also`: path and line of the further places of the same fault. `requirements`: the line
    that the fix adds to each manifest, by path. `library`: the fix reads by a library that the code uses. `left`: the
    public values, each with the name of its setting, that a fix would have taken out of the code, where there is none.
    """

    rule: str
    path: str
    span: Span
    message: str
    remedy: str
    safety: Safety
    sites: tuple[Site, ...] = ()
    data: D_co = _NONE
    settings: tuple[Setting, ...] = ()
    group: str = ""
    conceal: tuple[str, ...] = ()
    also: tuple[tuple[str, int], ...] = ()
    requirements: Mapping[str, str] = field(default_factory=dict)
    library: bool = False
    left: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        """What tells it from the others of one check."""
        return Identity(self.rule, self.path, self.span, self.message)

    def setting(self, site: Site) -> Setting:
        """The setting that the site reads."""
        return next(each for each in self.settings if each.key == site.key)

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
