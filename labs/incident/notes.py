"""On-call notes: what a good one tells, and what one's own leaves out."""

from __future__ import annotations

import re

from codemods.reports.wrapping import wrapped
from codemods.vocabulary.languages import said
from labs.incident.incidents import Incident

# The headings of a note, and what each is to tell.
PARTS = {
    "seen": "what customers met, from when to when",
    "layer": "application, container, orchestrator or platform",
    "cause": "what it was, and which line or figure proved it",
    "done": "what mended it, as somebody would type it again",
    "sooner": "how it would have been noticed before the customers did",
    "later": "what has to change so that it does not come again, and who does it",
}
WIDTH = 92  # of a text, beside the name of its part


def empty() -> str:
    """A note with its headings alone."""
    return "".join(f"## {part}\n<!-- {said(tells)} -->\n\n" for part, tells in PARTS.items())


def lacking(text: str) -> list[str]:
    """The parts that a note does not have, or that say nothing."""
    told = {head.strip().lower(): re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).strip()
            for head, body in re.findall(r"^#+ (.+)\n((?:(?!#+ ).*\n?)*)", text, re.MULTILINE)}  # fmt: skip
    return [f"{part}: {tells}" for part, tells in PARTS.items() if not told.get(part)]


def good(incident: Incident) -> str:
    """A note that whoever is on call next can use."""
    note = incident.note
    told = {"layer": incident.layer, **vars(note)}
    lines = {part: wrapped(said(told[part]), WIDTH).splitlines() for part in PARTS}
    return "\n".join(f"{part:<7} " + f"\n{' ' * 8}".join(lines[part]) for part in PARTS)
