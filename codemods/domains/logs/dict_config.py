"""Logging set up by a dictionary (`dictConfig`): its handlers, its loggers' lists of handlers, who covers whom."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.logs.choice import is_chosen
from codemods.domains.logs.formats import Fields, format_fields, says_as_much
from codemods.libraries.loggers import CONSOLE, EXTERNAL_STREAMS, FILE_HANDLERS
from codemods.model.names import qualified
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Entry:
    """One handler of the dictionary: its name ('' where it stands alone), its own dictionary, the one it is in."""

    name: str
    node: ast.Dict
    inside: ast.Dict | None

    def value(self, key: str) -> ast.expr | None:
        """The value of one of its keys."""
        return values(self.node).get(key)

    @property
    def kind(self) -> str:
        """The class that makes it, as written."""
        return literal(self.value("class")) or literal(self.value("()")) or ""

    @property
    def is_file(self) -> bool:
        """Whether it writes to a file."""
        return self.kind in FILE_HANDLERS or (self.kind.endswith("FileHandler") and self.value("filename") is not None)

    def is_console(self, file: SourceFile) -> bool:
        """Whether it writes to stdout or stderr."""
        stream = self.value("stream")
        known = (
            stream is None
            or literal(stream) in EXTERNAL_STREAMS
            or qualified(file, stream) in ("sys.stdout", "sys.stderr")
        )
        return self.kind in CONSOLE and known

    def covers(self, other: Entry) -> bool:
        """Whether every record that the other one takes is taken by this one too."""
        if self.value("filters") is not None:
            return False
        own, its = self.value("level"), other.value("level")
        if own is None or (its is not None and ast.dump(own) == ast.dump(its)):
            return True
        return (low := level(own)) is not None and (low == 0 or ((high := level(its)) is not None and low <= high))


@dataclass(frozen=True, slots=True)
class Listing:
    """One logger's list of handlers' names."""

    logger: str
    elements: ast.List
    propagates: bool

    @property
    def names(self) -> list[str | None]:
        """The names in the list."""
        return [literal(each) for each in self.elements.elts]


def values(node: ast.Dict) -> dict[str, ast.expr]:
    """A dictionary's values by those of its keys that are literals."""
    return {
        key: value
        for each, value in zip(node.keys, node.values, strict=True)
        if each is not None and (key := literal(each)) is not None
    }


def level(node: ast.expr | None) -> int | None:
    """The number of a level, None where it can't be known; 0 where there is none."""
    if node is None:
        return 0
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    name = literal(node) or (node.attr if isinstance(node, ast.Attribute) else "")
    return logging.getLevelNamesMapping().get(name.upper())


def entry_of(file: SourceFile, node: ast.Dict) -> Entry:
    """The handler that a dictionary describes, with its place."""
    parent = file.parents[node]
    if isinstance(parent, ast.Dict):
        name = next((key for key, value in values(parent).items() if value is node), "")
        return Entry(name, node, parent if name else None)
    return Entry("", node, None)


def beside(file: SourceFile, entry: Entry) -> tuple[list[Entry], list[Listing]]:
    """The other handlers of the same configuration, and its loggers' lists; both empty where it isn't one literal."""
    whole = file.parents.get(entry.inside) if entry.inside else None
    if entry.inside is None or not isinstance(whole, ast.Dict):
        return [], []
    others = [
        Entry(name, node, entry.inside) for name, node in values(entry.inside).items() if isinstance(node, ast.Dict)
    ]
    return [each for each in others if each.node is not entry.node], list(_listings(whole))


def _listings(whole: ast.Dict) -> Iterator[Listing]:
    parts = values(whole)
    loggers = parts.get("loggers")
    named = dict(values(loggers)) if isinstance(loggers, ast.Dict) else {}
    if "root" in parts:
        named[""] = parts["root"]
    for name, node in named.items():
        if isinstance(node, ast.Dict):
            own = values(node)
            listed, propagate = own.get("handlers"), own.get("propagate")
            if isinstance(listed, ast.List):
                stays = isinstance(propagate, ast.Constant) and not propagate.value
                yield Listing(name, listed, bool(name) and not stays)


def covered(file: SourceFile, entry: Entry, listing: Listing, others: list[Entry], lists: list[Listing]) -> bool:
    """Whether another handler of the logger (or of the root above it) takes every line to the console."""
    by_name = {each.name: each for each in others}
    for where in (listing, *_above(listing, lists)):
        for name in where.names:
            other = by_name.get(name or "")
            if other is None or not other.covers(entry) or not _says_as_much(file, other, entry):
                continue
            first = not entry.covers(other) or other.node.lineno < entry.node.lineno
            if other.is_console(file) or (other.is_file and first and not is_chosen(file, other.value("filename"))):
                return True
    return False


def _above(listing: Listing, lists: list[Listing]) -> list[Listing]:
    """The lists of the loggers that a logger's records go on to."""
    above = [each for each in lists if each.logger == "" or listing.logger.startswith(f"{each.logger}.")]
    return [each for each in above if each is not listing] if listing.propagates else []


def unclear(file: SourceFile, entry: Entry, others: list[Entry], lists: list[Listing], uncovered: list[Listing]) -> str:
    """Why a line might come twice or not at all if the handler wrote to the console, '' where none would."""
    whole = file.parents.get(entry.inside) if entry.inside else None
    if not isinstance(whole, ast.Dict) or len(lists) < _loggers(whole):
        return "it is not known which loggers have it"
    by_name = {each.name: each for each in others}
    for listing in lists:
        above = any(listing in _above(each, lists) for each in uncovered)
        joins = listing in uncovered or above or any(each in uncovered for each in _above(listing, lists))
        for other in (by_name.get(name or "") for name in listing.names) if joins else ():
            if other is None or not (other.is_console(file) or other.is_file):
                continue
            below = listing not in uncovered and entry.name not in listing.names
            if other.is_console(file) and (
                below or level(other.value("level")) is None or not _both_say(file, other, entry)
            ):
                return f"the console handler {other.name} writes a part of its lines"
            nested = (entry.covers(other) or other.covers(entry)) and not below
            if other.is_file and not nested and not covered(file, other, listing, [*others, entry], lists):
                return f"the handler {other.name} writes a part of its lines"
    return ""


def _loggers(whole: ast.Dict) -> int:
    """How many loggers of a configuration have handlers."""
    parts = values(whole)
    loggers = parts.get("loggers")
    named = [*loggers.values] if isinstance(loggers, ast.Dict) else []
    named += [parts["root"]] if "root" in parts else []
    return sum(1 for each in named if not isinstance(each, ast.Dict) or "handlers" in values(each))


def _both_say(file: SourceFile, entry: Entry, other: Entry) -> bool:
    return _says_as_much(file, entry, other) and _says_as_much(file, other, entry)


def _says_as_much(file: SourceFile, entry: Entry, other: Entry) -> bool:
    """Whether the lines of a handler say all that those of another one say."""
    mine, its = entry.value("formatter"), other.value("formatter")
    if mine is not None and its is not None and ast.dump(mine) == ast.dump(its):
        return True
    return says_as_much(_fields(file, entry), _fields(file, other))


def _fields(file: SourceFile, entry: Entry) -> Fields | None:
    name = entry.value("formatter")
    if name is None:
        return frozenset(("message",))
    whole = file.parents.get(entry.inside) if entry.inside else None
    formatters = values(whole).get("formatters") if isinstance(whole, ast.Dict) else None
    own = values(formatters).get(literal(name) or "") if isinstance(formatters, ast.Dict) else None
    if not isinstance(own, ast.Dict) or values(own).keys() & {"()", "class"}:
        return None
    given = values(own).get("format")
    return frozenset(("message",)) if given is None else format_fields(file, given)


def narrower(
    file: SourceFile, entry: Entry, others: list[Entry], lists: list[Listing], uncovered: list[Listing]
) -> Entry | None:
    """The console handler that stands beside the entry in all its lists, and in no other, and takes less lines."""
    consoles = [each for each in others if each.is_console(file) and each.value("filters") is None]
    beside_it = [each for each in consoles if uncovered and all(each.name in listing.names for listing in uncovered)]
    if len(beside_it) != 1 or entry.value("filters") is not None:
        return None
    console = beside_it[0]
    if not _says_as_much(file, console, entry):
        return None
    elsewhere = any(console.name in each.names and each not in uncovered for each in lists)
    return None if elsewhere or level(console.value("level")) is None else console
