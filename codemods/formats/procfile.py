"""Procfiles: `web: gunicorn app:app`, one process type a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codemods.formats import shell
from codemods.vocabulary.finding import Span

_LINE = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*?)[ \t\r]*$")


@dataclass(frozen=True, slots=True)
class Process:
    """One process type. `span` covers its command line, `text`."""

    name: str
    text: str
    span: Span

    @property
    def commands(self) -> tuple[shell.Command, ...]:
        """The simple commands of the line, with their places."""
        return shell.commands(self.text, self.span.line, self.span.column)


@dataclass(frozen=True, slots=True)
class Document:
    """A Procfile's process types, in order."""

    processes: tuple[Process, ...]


def parse(text: str) -> Document:
    """Read a Procfile; lines of another form (comments, blank ones) are passed over, as Heroku and foreman do."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _LINE.match(line):
            start = match.start(2) + 1
            found.append(Process(match[1], match[2], Span(number, start, number, start + len(match[2]))))
    return Document(tuple(found))
