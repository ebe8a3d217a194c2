"""Makefiles, read for one thing: what `make TARGET` runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

NAMES = ("GNUmakefile", "makefile", "Makefile")
# A word behind options and variables is a target.
_MADE = re.compile(r"\bmake((?:[ \t]+(?:-[Cf][ \t]+\S+|[\w./=:-]+))+)")
_TARGET = re.compile(r"[\w.-]+")


def targets(text: str) -> set[str]:
    """The targets that commands in a text have `make` make; `make` alone is not among them."""
    return {
        word
        for match in _MADE.finditer(text)
        for word in re.sub(r"-[Cf][ \t]+\S+", "", match[1]).split()
        if _TARGET.fullmatch(word) and not word.startswith("-")
    }


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
