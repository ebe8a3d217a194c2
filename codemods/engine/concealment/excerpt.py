"""The source lines of a finding, as a report may show them."""

from __future__ import annotations

import re

from codemods.engine.concealment.masking import conceal
from codemods.engine.request import Request
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.unreadable import Unreadable

_MAX_LINES = 4


def excerpt(request: Request, finding: Finding, secrets: re.Pattern[str] | None) -> tuple[list[str], bool]:
    """The finding's source lines without secrets, and whether the first one stands there as it is in the file."""
    try:
        lines = request.project.files[finding.path].lines
    except (KeyError, Unreadable):
        return [], False
    span = finding.span
    last = min(span.end_line, span.line + _MAX_LINES - 1, len(lines))
    shown = lines[span.line - 1 : last]
    hidden = conceal("\n".join(shown), secrets).split("\n")
    if len(hidden) != len(shown):
        hidden = [conceal(each, secrets) for each in shown]
    return hidden, bool(shown) and hidden[0] == shown[0]
