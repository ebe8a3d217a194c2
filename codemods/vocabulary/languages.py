"""The languages that a person can be answered in: the code holds English, a catalogue what is said instead.

A catalogue is `catalogues/<language>.po` in gettext's format, which translators' tools read and write. An entry that is
flagged `python-brace-format` has `{names}` for what varies, those of one letter for numbers. What a catalogue lacks is
said in English.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogues"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_BRACES = re.compile(r"\{(\w+)\}")
_NUMBER = r"\d[\d.,]*"
_LINE = re.compile(r'(?:(msgid|msgstr) )?(".*")')
_chosen = ENGLISH


@dataclass(frozen=True)
class Entry:
    """An English text, what is said instead ("" while nobody has said it), and whether names in braces vary."""

    english: str
    said: str
    varies: bool

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a text looks like that this entry stands for."""
        parts = _BRACES.split(self.english)
        words = [re.escape(part) for part in parts]
        for place, name in enumerate(parts[1::2]):
            again = name in parts[1 : 2 * place : 2]
            words[2 * place + 1] = f"(?P={name})" if again else f"(?P<{name}>{_NUMBER if len(name) == 1 else '.+?'})"
        return re.compile("".join(words))


def choose(language: str) -> None:
    """Answer in one of LANGUAGES from now on."""
    global _chosen
    _chosen = language


def chosen() -> str:
    """The language of the answers."""
    return _chosen


def of_locale(environment: Mapping[str, str]) -> str:
    """The language that the locale asks for, as gettext reads it; English where there is no catalogue of it."""
    asked = next(filter(None, map(environment.get, _LOCALES)), "") or ""
    language = re.split(r"[_.@]", asked)[0]
    return language if language in LANGUAGES else ENGLISH


def said(text: str) -> str:
    """The text in the chosen language. Line breaks and runs of spaces do not count."""
    if _chosen == ENGLISH:
        return text
    known = _catalogue(_chosen)
    key = " ".join(text.split())
    if key in known.fixed:
        return known.fixed[key]
    for entry in known.varying:
        if found := entry.pattern.fullmatch(key):
            return _BRACES.sub(lambda name: said(found[name[1]]), entry.said)
    return text


def said_by_line(text: str) -> str:
    """Each line by itself: what another program printed stays as it is, between what is said of it."""
    return "\n".join(map(said, text.split("\n")))


@dataclass(frozen=True)
class _Known:
    fixed: Mapping[str, str]
    varying: tuple[Entry, ...]


@functools.cache
def _catalogue(language: str) -> _Known:
    told = [entry for entry in entries(language) if entry.said]
    fixed = {entry.english: entry.said for entry in told if not entry.varies}
    return _Known(fixed, tuple(entry for entry in told if entry.varies))


def entries(language: str) -> Iterator[Entry]:
    """All of a catalogue but its header and what is marked fuzzy. Raises ValueError for a line that is no entry's."""
    text = (FOLDER / f"{language}.po").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text.strip()):
        texts, flags, field = {"msgid": "", "msgstr": ""}, "", ""
        for line in block.splitlines():
            if line.startswith("#"):
                flags += line if line.startswith("#,") else ""
            elif (found := _LINE.fullmatch(line)) and (field := found[1] or field):
                texts[field] += json.loads(found[2])
            else:
                raise ValueError(f"{language}.po: {line}")
        if texts["msgid"] and "fuzzy" not in flags:
            yield Entry(texts["msgid"], texts["msgstr"], "python-brace-format" in flags)
