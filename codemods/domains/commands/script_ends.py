"""The commands that a script may end with: the last one, or that of each branch and function that it ends in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from codemods.formats.shell import Command, Way

_LOOPS = frozenset(("while", "until", "for", "select", "("))
_ON = ("", "\n", ";", ";;")


_EQUALS = ("=", "==")
_LONGEST = 6  # words of `[ "$ROLE" = web ]`, and one more
_VARIABLE = re.compile(r"\$\{?(\w+)\}?$")

# What an `if` asks, by its construct: the variable, the one word that it is to be, and the line.
_Questions = Mapping[int, tuple[str, str, int]]


def ends(commands: Sequence[Command]) -> list[Command]:
    """The commands behind which nothing of the script is run, whichever way it goes."""
    return _ends([each for each in commands if "function" not in each.inside], 0, commands)


def _ends(own: Sequence[Command], depth: int, commands: Sequence[Command]) -> list[Command]:
    """`own`: the commands of the script, or of a function; `depth`: how many constructs are around all of them."""
    found = []
    questions = _questions(commands)
    for number, each in enumerate(own):
        looped = not _LOOPS.isdisjoint(each.inside[depth:]) or any(map(_asks, each.inside[depth:], each.ways[depth:]))
        if looped or each.operator not in _ON or any(_follows(each, other, questions) for other in own[number + 1 :]):
            continue
        body = _body(each, commands)
        found += _ends(body, 1, commands) if body else [each]
    return found


def _asks(word: str, way: Way) -> bool:
    """Whether a command's place is the question of an `if`."""
    return word == "if" and not way.branch % 2


def _follows(first: Command, second: Command, questions: _Questions) -> bool:
    """Whether the second is run behind the first, and not in its stead."""
    for one, other in zip(first.ways, second.ways, strict=False):
        if one != other:
            return one.construct != other.construct and not _excludes(one, other, questions)
    return True


def _excludes(one: Way, other: Way, questions: _Questions) -> bool:
    """Whether two `if`s, one after the other, want the same variable to be two different words."""
    if one.branch != 1 or other.branch > 1 or one.construct not in questions or other.construct not in questions:
        return False
    (name, word, _), (second, another, _) = questions[one.construct], questions[other.construct]
    return name == second and word != another


def _questions(commands: Sequence[Command]) -> _Questions:
    """The questions of the `if`s that ask for nothing but one word of a variable, which is set before all of them."""
    asked: dict[int, list[Command]] = {}
    for each in commands:
        if each.ways and each.inside and each.inside[-1] == "if" and not each.ways[-1].branch:
            asked.setdefault(each.ways[-1].construct, []).append(each)
    found: dict[int, tuple[str, str, int]] = {}
    for construct, (question, *more) in asked.items():
        match question.values:
            case ("[" | "[[" | "test", variable, sign, word, *_) if not more and sign in _EQUALS and "$" not in word:
                if len(question.values) < _LONGEST and (name := _VARIABLE.match(variable)):
                    found[construct] = (name[1], word, question.span.line)
    first = min((line for _, _, line in found.values()), default=0)
    changed = {name for each in commands if each.span.line > first for name in _sets(each)}
    return {construct: each for construct, each in found.items() if each[0] not in changed}


def _sets(command: Command) -> set[str]:
    """The variables that a command may set."""
    words = command.values[1:] if command.values[:1] in (("export",), ("read",), ("local",), ("declare",)) else ()
    return {name for name, _ in command.assignments} | {each.partition("=")[0] for each in words}


def _body(call: Command, commands: Sequence[Command]) -> list[Command]:
    """The commands of the function that a command calls, if nothing else does, at the script's own level."""
    name = call.values[0] if call.words else ""
    calls = [each for each in commands if each.values[:1] == (name,)]
    body = [each for each in commands if each.ways and each.ways[0].function == name]
    return body if name and len(calls) == 1 and len({each.ways[0].construct for each in body}) == 1 else []
