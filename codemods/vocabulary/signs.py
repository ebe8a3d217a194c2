"""Signs that files are searched for: the texts of which a pattern needs one are looked for first, thirty times as fast.

A check asks every file for each of a hundred patterns, and nearly all of them are nowhere.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:
    # CPython's own, and nobody's promise: without it each pattern is searched for as it is.
    _parser = None

# What the parts of a pattern are together: more texts than these are not looked for.
_MOST = 40
_SHORTEST = 2
# What stands in nearly every file.
_COMMON = frozenset(each.encode() for each in keyword.kwlist)
_GOES_ON = frozenset(("AT", "ASSERT", "ASSERT_NOT"))
_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))

_Item = tuple[Any, Any]


class Sign:
    """A pattern of bytes, to be asked as one of `re`."""

    def __init__(self, pattern: bytes | re.Pattern[bytes], flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self._folds = bool(self.pattern.flags & re.IGNORECASE)

    @cached_property
    def needles(self) -> tuple[bytes, ...]:
        """Texts of which one stands in all that the pattern matches, in lower case where it ignores that; or none."""
        if _parser is None:
            return ()
        parsed = _parser.parse(self.pattern.pattern, self.pattern.flags)
        found = max(_required(parsed, self._folds), key=_rarity, default=frozenset())
        if _rarity(found) < _SHORTEST:
            return ()
        # Quotes come in two kinds; and where a text holds another one, that says it all.
        bare = frozenset(each.strip(b"\"'") for each in found)
        found = bare if _rarity(bare) >= _SHORTEST else found
        return tuple(sorted(each for each in found if not any(one != each and one in each for one in found)))

    def may_be_in(self, data: bytes) -> bool:
        """Whether the data hold one of the needles."""
        if not self.needles:
            return True
        lowered = data.lower() if self._folds else data
        return any(each in lowered for each in self.needles)

    def search(self, data: bytes) -> re.Match[bytes] | None:
        """The first match."""
        return self.pattern.search(data) if self.may_be_in(data) else None

    def finditer(self, data: bytes) -> Iterator[re.Match[bytes]]:
        """All matches."""
        return self.pattern.finditer(data) if self.may_be_in(data) else iter(())

    def findall(self, data: bytes) -> list[Any]:
        """What all matches say."""
        return self.pattern.findall(data) if self.may_be_in(data) else []


@cache
def sign_of(pattern: re.Pattern[bytes]) -> Sign:
    """A pattern as a sign."""
    return Sign(pattern)


def whole(name: str) -> re.Pattern[bytes]:
    """A pattern for a name where it is no part of another one: sought by its letters, not by where words begin."""
    return re.compile(rb"%s(?<!\w%s)(?!\w)" % ((re.escape(name.encode()),) * 2))


def _rarity(texts: frozenset[bytes]) -> int:
    return min((0 if each.strip() in _COMMON else len(each) for each in texts), default=0)


def _required(items: Iterable[_Item], folds: bool) -> list[frozenset[bytes]]:
    """Sets of texts: whatever a sequence of parts matches holds a text of each set."""
    found: list[frozenset[bytes]] = []
    run = frozenset((b"",))
    for operation, given in items:
        texts = _texts(operation, given, folds)
        if texts is not None and len(run) * len(texts) <= _MOST:
            run = frozenset(before + each for before in run for each in texts)
            continue
        found += [run, *_within(operation, given, folds)]
        run = frozenset((b"",)) if texts is None else texts
    return [each for each in (*found, run) if b"" not in each]


def _texts(operation: Any, given: Any, folds: bool) -> frozenset[bytes] | None:
    """All texts that a part of a pattern can match; None where these are many."""
    if str(operation) in _GOES_ON:
        return frozenset((b"",))
    if str(operation) == "LITERAL":
        text = bytes((given,))
        return frozenset((text.lower() if folds else text,))
    if str(operation) == "IN" and all(str(kind) == "LITERAL" for kind, _ in given):
        return frozenset().union(*(_texts(kind, each, folds) or () for kind, each in given))
    if str(operation) in _REPEATS and given[:2] == (0, 1):
        inner = _together(given[2], folds)
        return None if inner is None else inner | {b""}
    ways = [_together(each, folds) for each in _ways(operation, given)]
    return frozenset().union(*filter(None, ways)) if ways and None not in ways else None


def _together(items: Iterable[_Item], folds: bool) -> frozenset[bytes] | None:
    """All texts that a sequence of parts can match; None where these are many."""
    found = frozenset((b"",))
    for operation, given in items:
        texts = _texts(operation, given, folds)
        if texts is None or len(found) * len(texts) > _MOST:
            return None
        found = frozenset(before + each for before in found for each in texts)
    return found


def _within(operation: Any, given: Any, folds: bool) -> list[frozenset[bytes]]:
    """What `_required` says of one part."""
    if str(operation) in _REPEATS:
        return _required(given[2], folds) if given[0] else []
    ways = [_required(each, folds) for each in _ways(operation, given)]
    if not ways or not all(ways):
        return []
    # Of each way its rarest: whichever is taken, one of these is there.
    texts = frozenset().union(*(max(each, key=_rarity) for each in ways))
    return [texts] if len(texts) <= _MOST else []


def _ways(operation: Any, given: Any) -> list[Iterable[_Item]]:
    """The sequences of parts of which one has to match."""
    if str(operation) == "BRANCH":
        return list(given[1])
    # A group that changes what its letters mean says nothing.
    if str(operation) == "SUBPATTERN" and not given[1] & re.IGNORECASE and not given[2] & re.IGNORECASE:
        return [given[3]]
    return [given] if str(operation) == "ATOMIC_GROUP" else []
