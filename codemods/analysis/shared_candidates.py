"""Which files can make or change what a process keeps in its memory, as far as their bytes tell.

Nothing else is parsed: most collections are a function's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from codemods.analysis import singletons
from codemods.analysis.imports import knowing
from codemods.analysis.indented import Header, around, at_top, in_function
from codemods.analysis.scopes import tables
from codemods.analysis.shared_places import Place, changed, made
from codemods.analysis.source import SourceFile, Unreadable

_FROM = re.compile(rb"from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\r?\n?)*)")
_NAME = re.compile(rb"\w+")
_RECEIVER = re.compile(rb"(\w+)\s*\.\Z")
_FARTHEST = 80


class _Made:
    """The collections that some files make, by name: at the top of modules, and as attributes, with their classes."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.at_top: dict[bytes, list[Place]] = {}
        self.members: dict[bytes, list[tuple[Place, Header]]] = {}
        for file in files:
            for each in made(file):
                if not each.receiver and (not each.inner or at_top(file, each.start)):
                    self.at_top.setdefault(each.name, []).append(each)
                elif owner := _owner(each):
                    self.members.setdefault(each.name, []).append((each, owner))
        self.names = self.at_top.keys() | self.members.keys()


def candidates(files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[SourceFile]]:
    """The files whose bytes make, and those whose bytes change, a collection that another place changes or makes."""
    made = _Made(files)
    makers: set[SourceFile] = set()
    changers: set[SourceFile] = set()
    for file in files:
        for change in changed(file, made.names):
            found = {each.file for each in _meant(made, change)}
            makers |= found
            if found:
                changers.add(file)
    return _read(files, makers), _read(files, changers)


def _meant(made: _Made, change: Place) -> Iterator[Place]:
    """What the change can be one of. What is cheap is asked first."""
    file, name = change.file, change.name
    match change.receiver:
        case b"":
            for each in made.at_top.get(name, ()):
                if (file is each.file or _imports(file, each)) and in_function(file, change.start):
                    yield each
        case b".":
            for each in made.at_top.get(name, ()):
                if _names(change, each.file) and file.path in knowing(each.file):
                    yield each
            for each, owner in made.members.get(name, ()):
                if file.path in knowing(each.file) and _is_kept(each, owner):
                    yield each
        case _:
            for each, owner in made.members.get(name, ()):
                if file is each.file and owner == _class(change) and _is_kept(each, owner):
                    yield each


def _owner(each: Place) -> Header | None:
    """The class in whose body or constructor it is made."""
    headers = list(around(each.file, each.start))
    if not each.receiver:
        return headers[0] if headers and headers[0].is_class else None
    return next((outer for inner, outer in pairwise(headers) if inner.name == b"__init__" and outer.is_class), None)


def _is_kept(each: Place, owner: Header) -> bool:
    """Whether the class has it, or an object of the class that a module keeps."""
    return not each.receiver or bool(singletons.makers(each.file, owner.name))


def _class(change: Place) -> Header | None:
    return next((each for each in around(change.file, change.start) if each.is_class), None)


def _imports(file: SourceFile, each: Place) -> bool:
    """Whether the file imports the name from the module that the collection is made in."""
    for dots, module, names in _FROM.findall(file.data):
        if each.name in names and each.name in _NAME.findall(names):
            dotted = file.project.absolute_name(file.path, len(dots), module.decode(errors="replace"))
            if file.project.module(dotted, file.path) is each.file:
                return True
    return False


def _names(change: Place, module: SourceFile) -> bool:
    """Whether the attribute is one of what is called as the module, or as something that is imported under a name."""
    data = change.file.data
    receiver = _RECEIVER.search(data, max(0, change.start - _FARTHEST), change.start)
    if receiver is None:
        return False
    stem = posixpath.basename(module.path.removesuffix("/__init__.py").removesuffix(".py")).encode()
    return receiver[1] == stem or re.search(rb"\bas\s+%s\b" % receiver[1], data) is not None


def _read(files: Sequence[SourceFile], chosen: set[SourceFile]) -> list[SourceFile]:
    return [each for each in files if each in chosen and is_read(each)]


def is_read(file: SourceFile) -> bool:
    """Whether the file can be parsed."""
    try:
        tables(file)
    except (Unreadable, RecursionError):
        return False
    return True
