"""Units of systemd (`[Service]`, `ExecStart=…`): the commands that a service is started with, and how it is stopped.

Follows systemd.syntax(7) and systemd.service(5): a line that ends with a backslash goes on in the next one, comments
between them are passed over; a setting may be written several times, and an empty value takes away what came before.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from codemods.formats import dockerfile
from codemods.vocabulary.finding import Span

# What a start does, in the order in which systemd does it.
BEFORE = ("ExecStartPre",)
START = "ExecStart"
_AFTER = ("ExecStartPost",)

_SECTION = re.compile(r"\[([^\]]+)\]\s*$")
_ENTRY = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
# What tells systemd how to run the command: `-` to bear its failure, `@` to call it by another name.
_PREFIXES = re.compile(r"[-@:+!|]*")
_UNITS = {
    "us": 1e-6, "usec": 1e-6, "ms": 1e-3, "msec": 1e-3, "": 1.0, "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 60.0, "min": 60.0, "minute": 60.0, "minutes": 60.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0,
    "hours": 3600.0, "d": 86400.0, "day": 86400.0, "days": 86400.0,
}  # fmt: skip
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `Name=value`. A value of several lines is joined by blanks; `span` is where it stands."""

    section: str
    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Command:
    """One command that a start runs: `name` is the setting's, `text` is without systemd's prefixes.

    In `words` the variables that the unit sets are replaced.
    """

    name: str
    text: str
    words: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A unit's settings, in order."""

    entries: tuple[Entry, ...]

    def all(self, name: str) -> tuple[Entry, ...]:
        """The entries of [Service] of that name that are in force."""
        found: list[Entry] = []
        for each in self.entries:
            if each.section == "Service" and each.name == name:
                found = [*found, each] if each.value else []
        return tuple(found)

    def last(self, *names: str) -> Entry | None:
        """The entry of [Service] that decides, where only one can; of several names the one that is written last."""
        found = [each for each in self.entries if each.section == "Service" and each.name in names and each.value]
        return found[-1] if found else None

    def value(self, name: str) -> str:
        """The last value of a setting, "" without one."""
        entry = self.last(name)
        return entry.value if entry is not None else ""

    @property
    def environment(self) -> dict[str, str]:
        """What `Environment=` sets."""
        pairs = [word.partition("=") for each in self.all("Environment") for word in words(each.value)]
        return {name: value for name, equals, value in pairs if equals}

    @property
    def commands(self) -> tuple[Command, ...]:
        """What a start runs, in order."""
        variables = self.environment
        found = []
        for name in (*BEFORE, START, *_AFTER):
            for each in self.all(name):
                prefix = _PREFIXES.match(each.value)
                marks = prefix[0] if prefix else ""
                text = each.value[len(marks) :].strip()
                called = words(text)
                if "@" in marks:
                    del called[1:2]
                if called:
                    expanded = tuple(dockerfile.expand(word, variables).replace("%%", "%") for word in called)
                    found.append(Command(name, text, expanded, each.span))
        return tuple(found)


def parse(text: str) -> Document:
    """Read a unit; lines of another form are passed over."""
    lines = text.removeprefix("\ufeff").splitlines()
    entries: list[Entry] = []
    section = ""
    number = 0
    while number < len(lines):
        first, line = number, lines[number]
        number += 1
        if line.lstrip().startswith(("#", ";")):
            continue
        if heading := _SECTION.match(line.strip()):
            section = heading[1]
            continue
        parts, last = [line.rstrip()], number
        while parts[-1].endswith("\\") and number < len(lines):
            if not lines[number].lstrip().startswith(("#", ";")):
                parts.append(lines[number].rstrip())
                last = number + 1
            number += 1
        match = _ENTRY.match(parts[0])
        if match is not None:
            value = " ".join(filter(None, (each.removesuffix("\\").strip() for each in parts)))
            value = value[len(match[0].strip()) :].strip()
            span = Span(first + 1, match.end() + 1, last, len(lines[last - 1].rstrip()) + 1)
            entries.append(Entry(section, match[1], value, span))
    return Document(tuple(entries))


def seconds(text: str) -> float | None:
    """A time span (`5`, `1min 30s`) in seconds; None for one without an end, or of another form."""
    parts = _DURATION.findall(text.strip())
    if not parts or _DURATION.sub("", text.strip()) or any(unit not in _UNITS for _, unit in parts):
        return None
    # systemd takes no time at all for no end.
    return sum(float(number) * _UNITS[unit] for number, unit in parts) or None


def words(text: str) -> list[str]:
    """The words of a value, without their quotes."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
