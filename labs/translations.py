"""What of the workshop is said in another language: which pages are behind the English ones, which texts are missing.

A translated page begins with the digest of the English page that it was made from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from codemods.engine.registry import rules
from codemods.reports.explain import texts
from codemods.vocabulary import languages
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from labs import lesson, up
from labs.experiments import EXPERIMENTS
from labs.experiments.file_logs import BUFFERS
from labs.incident import session
from labs.incident.incidents import INCIDENTS
from labs.incident.notes import PARTS
from labs.prove.comparison import CHANGES
from labs.prove.vocabulary import VERDICTS
from labs.said import CAUSES
from labs.sentences import SAMPLE, sentences

PAGES = Path(__file__).parent / "pages"
_HEAD = re.compile(r"\A---\nenglish: (\w+)\n---\n")
_WORD = re.compile(r"[A-Za-z]{2,}")


def digest(page: Path) -> str:
    """What tells one state of an English page from another."""
    return hashlib.sha256(page.read_bytes()).hexdigest()[:12]


def states(language: str, pages: Path = PAGES) -> Iterator[tuple[str, str]]:
    """Each English page's name, and whether its translation is `current`, `behind` or `missing`."""
    for english in sorted((pages / languages.ENGLISH).glob("*.md")):
        theirs = pages / language / english.name
        yield english.name, _state(theirs, digest(english))


def _state(page: Path, english: str) -> str:
    if not page.is_file():
        return "missing"
    head = _HEAD.match(page.read_text(encoding="utf-8"))
    return "current" if head and head[1] == english else "behind"


def mark(language: str, name: str, pages: Path = PAGES) -> None:
    """Say that a translated page now tells what the English one tells. Raises OSError if there is no such page."""
    page = pages / language / name
    text = _HEAD.sub("", page.read_text(encoding="utf-8")).lstrip("\n")
    page.write_text(f"---\nenglish: {digest(pages / languages.ENGLISH / name)}\n---\n\n{text}", encoding="utf-8")


def unsaid(language: str) -> list[str]:
    """What the catalogue of a language lacks of all that a person is shown."""
    before = languages.chosen()
    languages.choose(language)
    try:
        return [text for text in dict.fromkeys(_texts()) if languages.said(text) == text]
    finally:
        languages.choose(before)


def _texts() -> Iterator[str]:
    for row in ANTI_PATTERNS.values():
        yield from (row.title, row.talk, row.why, row.remedy)
    for rule in rules().values():
        yield from texts(rule)
    for experiment in EXPERIMENTS.values():
        yield from filter(None, (experiment.question, experiment.claim, experiment.imitated))
    yield from filter(_has_words, sentences())
    yield from (lesson.CONTRACT, up.HELP, session.HELP, *VERDICTS, *CHANGES)
    yield from PARTS.values()
    for incident in INCIDENTS.values():
        yield from (incident.alert, *vars(incident.note).values())
    for _, cause in (*CAUSES, *BUFFERS):
        yield cause.format(SAMPLE, SAMPLE)


def _has_words(text: str) -> bool:
    """Whether there is something to say: names, addresses and values are the same everywhere."""
    return bool(_WORD.search(text))
