"""Which newer Python a line needs that the running one cannot parse."""

from __future__ import annotations

import re
import sys

# What a line shows, or how Python 3.11 and older speak of it. `except A, B:` was also Python 2's.
_SIGNS = (
    ((3, 12), re.compile(r"^\s*type\s+\w+\s*(\[.*\]\s*)?=")),
    ((3, 12), re.compile(r"^\s*(async\s+def|def|class)\s+\w+\s*\[")),
    ((3, 12), re.compile(r"\bf[\"'].*^f-string: ", re.MULTILINE | re.DOTALL | re.IGNORECASE)),
    ((3, 14), re.compile(r"\b(t|tr|rt)[\"']", re.IGNORECASE)),
    ((3, 14), re.compile(r"^\s*except\*?\s+[A-Z][\w.]*(\s*,\s*[A-Z][\w.]*)+\s*:")),
)


def needed(line: str, message: str, running: tuple[int, int] = sys.version_info[:2]) -> str:
    """`needs Python ≥ 3.12 to read`, or "" where nothing in the line at which parsing failed says so."""
    for version, sign in _SIGNS:
        if version > running and sign.search(f"{line}\n{message}"):
            return f"needs Python ≥ {version[0]}.{version[1]} to read"
    return ""
