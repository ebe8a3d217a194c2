"""Makefiles, read for one thing: what `make TARGET` runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

NAMES = ("GNUmakefile", "makefile", "Makefile")
# A word behind options and variables is a target.
_MADE = re.compile(r"(?:\bmake|\$\(MAKE\)|\$\{MAKE\})((?:[ \t]+(?:-[Cf][ \t]+\S+|[\w./=:-]+))+)")
_ALONE = re.compile(r"(?:^|[;&|]\s*|\w=\S*\s+)make(?:[ \t]+-[A-Za-z]\d*)*[ \t]*(?=$|[;&|\n])", re.MULTILINE)
_VARIABLE = re.compile(r"^(?:export[ \t]+)?(\w+)[ \t]*[:?]{0,2}=[ \t]*([^\n#]*[^\s#])", re.MULTILINE)
_USE = re.compile(r"\$(?:\((\w+)\)|\{(\w+)\})")
_FOLDER = re.compile(r"\bmake[ \t]+(?:\S+[ \t]+)*?-C[ \t]*(\S+)")
_TARGET = re.compile(r"[\w.-]+")


def targets(text: str) -> set[str]:
    """The targets that commands in a text have `make` make; `make` alone is not among them."""
    return {
        word
        for match in _MADE.finditer(text)
        for word in re.sub(r"-[Cf][ \t]+\S+", "", match[1]).split()
        if _TARGET.fullmatch(word) and not word.startswith("-")
    }


def folder_of(text: str) -> str:
    """The folder that a command has `make` go into first, '' for none."""
    match = _FOLDER.search(text)
    return match[1] if match else ""


def is_made_alone(text: str) -> bool:
    """Whether a command has `make` make what the Makefile begins with, in the folder that it is started in."""
    return _ALONE.search(text) is not None and not re.search(r"\bcd[ \t]", text)


def first_target(text: str) -> str:
    """The target of a Makefile's first rule."""
    for line in text.split("\n"):
        name, colon, rest = line.partition(":")
        if colon and not rest.startswith("=") and _TARGET.fullmatch(name) and not name.startswith("."):
            return name
    return ""


def expanded(text: str) -> str:
    """A Makefile's text with what its own variables stand for."""
    values = {match[1]: match[2] for match in _VARIABLE.finditer(text)}

    def value(match: re.Match[str]) -> str:
        return values.get(match[1] or match[2], match[0])

    return _USE.sub(value, _USE.sub(value, text))


def recipes(text: str, made: Collection[str]) -> str:
    """A Makefile's text with nothing but the rules of some targets and of what these need, each line where it was."""
    lines = text.split("\n")
    wanted = {*made}
    while new := {each for line in lines for each in _needed(line, wanted)} - wanted:
        wanted |= new
    kept, inside = [], False
    for line in lines:
        if line[:1] not in ("\t", "", "#"):
            inside = not wanted.isdisjoint(line.partition(":")[0].split())
        kept.append(line if inside else "")
    return "\n".join(kept)


def _needed(line: str, wanted: Collection[str]) -> Iterator[str]:
    """The targets that a rule for one of the wanted ones names behind its colon."""
    if line[:1] in ("\t", "#", "") or ":" not in line or ":=" in line:
        return
    named, _, needs = line.partition(":")
    if not set(named.split()).isdisjoint(wanted):
        yield from (each for each in needs.partition(";")[0].split() if _TARGET.fullmatch(each))
