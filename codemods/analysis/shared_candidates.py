"""Which files can make or change what a process keeps in its memory, as far as their bytes tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codemods.analysis.scopes import tables
from codemods.analysis.source import SourceFile, Unreadable

CHANGERS = frozenset(
    ("append", "appendleft", "extend", "insert", "add", "update", "setdefault", "pop", "popleft", "popitem", "remove",
     "discard", "clear")
)  # fmt: skip
_COLLECTION = rb"\s*(?::[^=\n]+)?=\s*(?:[\[{(]|(?:\w+\.)?(?:dict|list|set|defaultdict|deque|OrderedDict|Counter)\()"
_AT_TOP = re.compile(rb"^(\w+)" + _COLLECTION, re.MULTILINE)
_IN_CLASS = re.compile(rb"^[ \t]+(\w+)" + _COLLECTION, re.MULTILINE)
_OF_SELF = re.compile(rb"^[ \t]+self\.(\w+)" + _COLLECTION, re.MULTILINE)
_CLASS = re.compile(rb"^[ \t]*class\s+(\w+)", re.MULTILINE)
_INSTANCE = re.compile(rb"^\w+\s*(?::[^=\n]+)?=\s*(?:\w+\.)*(\w+)\(", re.MULTILINE)
_METHODS = b"|".join(sorted(each.encode() for each in CHANGERS))
_OWN = (b"self.", b"cls.")
_FROM = re.compile(rb"from[ \t]+\S+[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\r?\n?)*)")
_NAME = re.compile(rb"\w+")
# What changes a collection, from behind its name; each begins with what a search finds fast.
_CHANGES = (
    re.compile(rb"\.(?:%s)\s*\(" % _METHODS),
    re.compile(rb"\[(?=[^\n]*(?:[^=!<>\n]=(?!=)|\.(?:%s)\())" % _METHODS),
    re.compile(rb"[-+|&^*/]="),
)
_NAMED = re.compile(rb"((?:\bself|\bcls)?\.|)\b(\w+)\s*\Z")
_FARTHEST = 120
_DELETED = re.compile(rb"del\s+(?:\w+(\.))*(\w+)\[")


def candidates(files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[SourceFile]]:
    """The files whose bytes make, and those whose bytes change, a collection that another place changes or makes.

    Nothing else is parsed: most collections are a function's own.
    """
    changed = {file: set(_changed(file.data)) for file in files}
    # A name of its own a file can change in any way; another file's only by an import or as something's attribute.
    imported = {
        file: {name for each in _FROM.findall(file.data) for name in _NAME.findall(each)} for file in files
    }  # fmt: skip
    elsewhere = {
        name for file, each in changed.items() for receiver, name in each
        if (receiver not in _OWN if receiver else name in imported[file])
    }  # fmt: skip
    attributes = {
        name for each in changed.values() for receiver, name in each if receiver and receiver not in _OWN
    }  # fmt: skip
    instances = {name for file in files for name in _INSTANCE.findall(file.data)}
    made: dict[SourceFile, set[bytes]] = {}
    for file in files:
        kept = elsewhere | {name for _, name in changed[file]}
        own = {name for name in _AT_TOP.findall(file.data) if name in kept}
        if classes := set(_CLASS.findall(file.data)):
            members = attributes | {name for receiver, name in changed[file] if receiver}
            own |= {name for name in _IN_CLASS.findall(file.data) if name in members}
            if classes & instances:
                own |= {name for name in _OF_SELF.findall(file.data) if name in members}
        if own and is_read(file):
            made[file] = own
    names = set().union(*made.values())
    return list(made), [
        file for file, each in changed.items()
        if any(
            (name in names and (receiver not in _OWN if receiver else name in imported[file]))
            or name in made.get(file, ()) for receiver, name in each
        ) and is_read(file)
    ]  # fmt: skip


def _changed(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names of what may be changed, each with what stands before it: `self.`, `cls.`, `.` or nothing."""
    for pattern in _CHANGES:
        for found in pattern.finditer(data):
            start = found.start()
            if named := _NAMED.search(data, max(data.rfind(b"\n", 0, start) + 1, start - _FARTHEST), start):
                yield named[1], named[2]
    yield from _DELETED.findall(data)


def is_read(file: SourceFile) -> bool:
    """Whether the file can be parsed."""
    try:
        tables(file)
    except (Unreadable, RecursionError):
        return False
    return True
