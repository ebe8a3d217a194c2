"""The commands that a script may end with: the last one, or that of each branch and function that it ends in."""

from __future__ import annotations

from collections.abc import Sequence

from codemods.formats.shell import Command, Way

_LOOPS = frozenset(("while", "until", "for", "select", "("))
_ON = ("", "\n", ";", ";;")


def ends(commands: Sequence[Command]) -> list[Command]:
    """The commands behind which nothing of the script is run, whichever way it goes."""
    return _ends([each for each in commands if "function" not in each.inside], 0, commands)


def _ends(own: Sequence[Command], depth: int, commands: Sequence[Command]) -> list[Command]:
    """`own`: the commands of the script, or of a function; `depth`: how many constructs are around all of them."""
    found = []
    for number, each in enumerate(own):
        looped = not _LOOPS.isdisjoint(each.inside[depth:]) or any(map(_asks, each.inside[depth:], each.ways[depth:]))
        if looped or each.operator not in _ON or any(_follows(each, other) for other in own[number + 1 :]):
            continue
        body = _body(each, commands)
        found += _ends(body, 1, commands) if body else [each]
    return found


def _asks(word: str, way: Way) -> bool:
    """Whether a command's place is the question of an `if`."""
    return word == "if" and not way.branch % 2


def _follows(first: Command, second: Command) -> bool:
    """Whether the second is run behind the first, and not in its stead."""
    for one, other in zip(first.ways, second.ways, strict=False):
        if one != other:
            return one.construct != other.construct
    return True


def _body(call: Command, commands: Sequence[Command]) -> list[Command]:
    """The commands of the function that a command calls, if nothing else does, at the script's own level."""
    name = call.values[0] if call.words else ""
    calls = [each for each in commands if each.values[:1] == (name,)]
    body = [each for each in commands if each.ways and each.ways[0].function == name]
    return body if name and len(calls) == 1 and len({each.ways[0].construct for each in body}) == 1 else []
