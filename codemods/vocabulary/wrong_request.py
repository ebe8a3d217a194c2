"""What is raised of a request that cannot be carried out as it stands."""

from __future__ import annotations

import sys
from pathlib import Path


class WrongRequest(Exception):
    """Something is wrong with what was asked for: the message is one line and names the remedy."""


def program() -> str:
    """The command as it was typed, for messages that name one: `operable`, or `python -m codemods`."""
    name = Path(sys.argv[0]).stem if sys.argv else ""
    return "operable" if name == "operable" else "python -m codemods"
