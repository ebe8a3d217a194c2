"""Where a file's bytes give a collection to a name or an attribute, and where they change what may be one."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from codemods.analysis.source import SourceFile

CHANGERS = frozenset(
    ("append", "appendleft", "extend", "insert", "add", "update", "setdefault", "pop", "popleft", "popitem", "remove",
     "discard", "clear")
)  # fmt: skip
# What can be made again at any time, and so may differ between processes, by its name.
_HARMLESS = re.compile(
    r"(?i)^__|cache|memo|pool|regist|plugin|handler|lazy|singleton|(^|_)lock|instance|engine|compiled|client$|model$"
)
# Each pattern for a search begins with what is found fast; what stands before it is looked at after.
_COLLECTION = re.compile(
    rb"=\s*(?:\((?:[\s(]|#[^\n]*\n)*)?(?:[\[{]|(?:\w+\.)?(?:dict|list|set|defaultdict|deque|OrderedDict|Counter)\()"
)
_TARGET = re.compile(rb"([ \t]*)(self\.)?(\w+)\s*(?::[^=\n]+)?")
_ANNOTATED = re.compile(rb"\n([ \t]*)(self\.)?(\w+)\s*:[^=\n]*\[\n(?:\1[ \t]+[^\n]*\n)*\1\]\s*\Z")
_METHODS = rb"\.(?:%s)\s*\(" % b"|".join(sorted(each.encode() for each in CHANGERS))
_SUBSCRIBED = re.compile(rb"\[(?=[^\n]*(?:[^=!<>\n]=(?!=)|%s))" % _METHODS)
_CHANGES = (
    re.compile(_METHODS), _SUBSCRIBED,
    *(re.compile(re.escape(each)) for each in (b"+=", b"|=", b"-=", b"&=", b"^=", b"*=")),
)  # fmt: skip
_NAMED = re.compile(rb"((?:\bself|\bcls)?\.|)\b(\w+)\s*\Z")
_FARTHEST = 120
_LONGEST = 500
_DELETED = re.compile(rb"del\s+(?:\w+\.)*\w+(?=\[)")
# Brackets in pairs, and what makes a change of them; a quote there: they stood in a string.
_INNER = rb"[^\[\]\n]*(?:\[[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*\][^\[\]\n]*)*"
_SUBSCRIPTS = re.compile(rb"(?:\[%s\]\s*)+" % _INNER)
_THEN = re.compile(rb"=(?!=)|(?:[-+|&^*/%%@]|//|\*\*|<<|>>)=|%s|[\"'\\]" % _METHODS)
_FUNCTION = re.compile(rb"\b(?:lambda|def)\b")


class Place(NamedTuple):
    """Where a collection is made, or where one is changed.

    `receiver` is what stands before the name: `self.`, `cls.`, `.` or nothing. `inner`: the line is indented.
    """

    file: SourceFile
    start: int
    receiver: bytes
    name: bytes
    inner: bool


@functools.cache
def is_harmless(name: str) -> bool:
    """Whether a collection of this name is no state, as its name tells."""
    return _HARMLESS.search(name) is not None


def made(file: SourceFile) -> Iterator[Place]:
    """The collections that are given to a name or to an attribute of `self`, a function's own among them."""
    data = file.data
    for found in _COLLECTION.finditer(data):
        end = found.start()
        line = data.rfind(b"\n", 0, end) + 1
        target = _TARGET.fullmatch(data, line, end)
        if target is None and data[line:end].lstrip().startswith(b"]"):
            target = _ANNOTATED.search(data, max(0, line - _LONGEST), end)
        if target and not is_harmless(target[3].decode(errors="replace")):
            yield Place(file, target.start(3), target[2] or b"", target[3], bool(target[1]))


def changed(file: SourceFile, names: Container[bytes]) -> Iterator[Place]:
    """The changes of what has one of the names, on lines that can stand in a function."""
    data = file.data
    for pattern in (*_CHANGES, _DELETED):
        for found in pattern.finditer(data):
            end = found.end() if pattern is _DELETED else found.start()
            line = data.rfind(b"\n", 0, end) + 1
            named = _NAMED.search(data, max(line, end - _FARTHEST), end)
            if named is None or named[2] not in names or (pattern is _SUBSCRIBED and not _changes(data, end)):
                continue
            inner = data[line : line + 1] in b" \t"
            if inner or _FUNCTION.search(data, line, end):
                yield Place(file, named.start(2), named[1], named[2], inner)


def _changes(data: bytes, start: int) -> bool:
    """Whether what stands in a pair of brackets is given another value, or changed by a method."""
    subscripts = _SUBSCRIPTS.match(data, start)
    return subscripts is None or _THEN.match(data, subscripts.end()) is not None
