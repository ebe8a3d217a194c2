"""The source lines of a finding, as a report may show them."""

from __future__ import annotations

import re

from codemods.engine.concealment.masking import conceal
from codemods.project.project import Project
from codemods.vocabulary.checked import Excerpt
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.unreadable import Unreadable

_MAX_LINES = 4


def excerpt(project: Project, finding: Finding, secrets: re.Pattern[str] | None) -> Excerpt:
    """The finding's source lines without secrets."""
    try:
        lines = project.files[finding.path].lines
    except (KeyError, Unreadable):
        return Excerpt()
    span = finding.span
    last = min(span.end_line, span.line + _MAX_LINES - 1, len(lines))
    shown = lines[span.line - 1 : last]
    hidden = conceal("\n".join(shown), secrets).split("\n")
    if len(hidden) != len(shown):
        hidden = [conceal(each, secrets) for each in shown]
    return Excerpt(tuple(hidden), bool(shown) and hidden[0] == shown[0])
