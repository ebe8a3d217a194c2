"""What a rule file declares: its card, its find (ast), its rewrite (LibCST)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, cast, overload

from codemods.vocabulary.finding import Safety

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from codemods.project.source_file import SourceFile
    from codemods.rewriting.edit import Edit
    from codemods.vocabulary.finding import Finding

    D = TypeVar("D", default=object)
    N = TypeVar("N")
    N2 = TypeVar("N2")
    N3 = TypeVar("N3")
    N4 = TypeVar("N4")
    N5 = TypeVar("N5")
    N6 = TypeVar("N6")
    R = TypeVar("R", default=object)
    F = TypeVar("F")
    Finder = Callable[[N, SourceFile], Iterator[Finding[D]]]
    Rewriter = Callable[[N, Finding[D], Edit], R]
    # As they are kept: whoever calls them has seen to it that the node is of a type that they take.
    KeptFinder = Finder[object, D]
    KeptRewriter = Rewriter[object, D, object]
    _Same = Callable[[F], F]
else:
    from typing import TypeVar

    D = TypeVar("D")


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
class Rule(Generic[D]):
    """A rule's card.

    `needles`: the rule looks at no file that holds none of them; of a needle for a Python file only the words count, as
    nothing else is sure to stand side by side there. `safety`: the best that its fixes can be; a finding may say less.
    `last`: its fixes wait until no other rule has one left, as what is compiled from the others' work has to.
    `together`: it looks at whole services, so that one process asks it of all files. `once`: what cannot be fixed and
    is said in the same words is one finding with its places, "file" of each file, "service" of each service.

    `Rule[D]` has findings whose data are a D: what its finders give, and what its rewriters read. One without data is
    a plain `Rule`.
    """

    code: str
    name: str
    needles: tuple[str, ...]
    safety: Safety = Safety.SAFE
    last: bool = False
    together: bool = False
    once: str = ""
    finders: list[tuple[type, KeptFinder[D]]] = field(default_factory=list)
    rewriters: list[tuple[str, str, KeptRewriter[D]]] = field(default_factory=list)

    @property
    def doc(self) -> str:
        """The rule's page: the docstring of the module that makes it, which its finders name."""
        modules = (sys.modules.get(function.__module__) for _, function in self.finders)
        return next((each.__doc__ or "" for each in modules if getattr(each, "rule", None) is self), "").strip()

    @property
    def anti_pattern(self) -> int:
        """1 to 8: the digit behind OP."""
        return int(self.code[2])

    if TYPE_CHECKING:
        # Of several types a finder takes any, and no type checker infers a union by itself.
        # fmt: off
        @overload
        def find(self, one: type[N], /) -> _Same[Finder[N, D]]: ...
        @overload
        def find(self, one: type[N], two: type[N2], /) -> _Same[Finder[N | N2, D]]: ...
        @overload
        def find(self, one: type[N], two: type[N2], three: type[N3], /) -> _Same[Finder[N | N2 | N3, D]]: ...
        @overload
        def find(
            self, one: type[N], two: type[N2], three: type[N3], four: type[N4], /,
        ) -> _Same[Finder[N | N2 | N3 | N4, D]]: ...
        @overload
        def find(
            self, one: type[N], two: type[N2], three: type[N3], four: type[N4], five: type[N5], /,
        ) -> _Same[Finder[N | N2 | N3 | N4 | N5, D]]: ...
        @overload
        def find(
            self, one: type[N], two: type[N2], three: type[N3], four: type[N4], five: type[N5], six: type[N6], /,
        ) -> _Same[Finder[N | N2 | N3 | N4 | N5 | N6, D]]: ...
        # fmt: on

    def find(self, *types: type[N]) -> _Same[Finder[N, D]]:
        """Register a finder for `ast` node types or for document types of codemods.formats."""

        def register(function: Finder[N, D]) -> Finder[N, D]:
            # The dispatch gives a finder what it has asked for, and nothing else.
            self.finders += [(each, cast("KeptFinder[D]", function)) for each in types]
            return function

        return register

    def rewrite(self, *types: str, role: str = "") -> Callable[[Rewriter[N, D, R]], Rewriter[N, D, R]]:
        """Register a rewriter for LibCST node types by name (`"Call"`), so that finding never imports LibCST.

        A document type's name ("Compose") registers a text rewriter. The site's role picks among rewriters.
        """

        def register(function: Rewriter[N, D, R]) -> Rewriter[N, D, R]:
            # It gets nodes of these types only: tests/test_house.py compares them with what it says it takes.
            self.rewriters += [(each, role, cast("KeptRewriter[D]", function)) for each in types]
            return function

        return register

    def rewriter(self, role: str) -> dict[str, KeptRewriter[D]]:
        """The rewriters of one role, by the node type's name."""
        return {kind: function for kind, each, function in self.rewriters if each == role}
