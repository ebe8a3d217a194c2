"""What a rule file declares: its card, its find (ast), its rewrite (LibCST)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from codemods.vocabulary.finding import Safety

if TYPE_CHECKING:
    from codemods.vocabulary.finding import Finding

Finder = Callable[[Any, Any], "Iterator[Finding]"]
Rewriter = Callable[[Any, "Finding", Any], Any]


class Skip(Exception):
    """Raised by a rewrite that meets what it does not master; the fix is dropped and the reason reported."""


def defect(code: str, error: Exception) -> str:
    """What to tell of an error that no rule should raise: where it was raised, and please report it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace else ""
    return f"{code} failed here: {type(error).__name__}{where}; this is a defect of operable, please report it"


@dataclass
class Rule:
    """A rule's card.

    `needles`: the rule looks at no file that holds none of them; of a needle for a Python file only the words count, as
    nothing else is sure to stand side by side there. `safety`: the best that its fixes can be; a finding may say less.
    `last`: its fixes wait until no other rule has one left, as what is compiled from the others' work has to.
    `together`: it looks at whole services, so that one process asks it of all files. `once`: what cannot be fixed and
    is said in the same words is one finding with its places, "file" of each file, "service" of each service. The
    documentation is the docstring of the module that makes the rule.
    """

    code: str
    name: str
    needles: tuple[str, ...]
    safety: Safety = Safety.SAFE
    last: bool = False
    together: bool = False
    once: str = ""
    finders: list[tuple[type, Finder]] = field(default_factory=list)
    rewriters: list[tuple[str, str, Rewriter]] = field(default_factory=list)
    doc: str = ""

    def __post_init__(self) -> None:
        caller = sys._getframe(2).f_globals
        self.doc = (caller.get("__doc__") or "").strip()

    @property
    def anti_pattern(self) -> int:
        """1 to 8: the digit behind OP."""
        return int(self.code[2])

    def find(self, *types: type) -> Callable[[Finder], Finder]:
        """Register a finder for `ast` node types or for document types of codemods.formats."""

        def register(function: Finder) -> Finder:
            self.finders += [(each, function) for each in types]
            return function

        return register

    def rewrite(self, *types: str, role: str = "") -> Callable[[Rewriter], Rewriter]:
        """Register a rewriter for LibCST node types by name (`"Call"`), so that finding never imports LibCST.

        A document type's name ("Compose") registers a text rewriter. The site's role picks among rewriters.
        """

        def register(function: Rewriter) -> Rewriter:
            self.rewriters += [(each, role, function) for each in types]
            return function

        return register

    def rewriter(self, role: str) -> dict[str, Rewriter]:
        """The rewriters of one role, by the node type's name."""
        return {kind: function for kind, each, function in self.rewriters if each == role}
