"""Which newer Python a line needs that the running one cannot parse."""

from __future__ import annotations

import re
import sys

_DEFINES = r"^\s*(async\s+def|def|class|type)\s+\w+\s*"
# What a line shows, or how Python 3.11 and older speak of it, the newest first. `except A, e:` was also Python 2's.
_SIGNS = (
    ((3, 14), re.compile(r"\b(t|tr|rt)[\"']", re.IGNORECASE)),
    ((3, 14), re.compile(r"^\s*except\*?\s+[\w.]+(\s*,\s*[\w.]+)*\s*,\s*(\w+\.[\w.]+|[A-Z]\w*)\s*:")),
    ((3, 13), re.compile(_DEFINES + r"\[[^\n]*\w\s*=(?!=)[^\n]*\]\s*[(:=]")),
    ((3, 12), re.compile(r"^\s*type\s+\w+\s*(\[.*\]\s*)?=")),
    ((3, 12), re.compile(_DEFINES + r"\[")),
    ((3, 12), re.compile(r"\bf[\"'].*^f-string: ", re.MULTILINE | re.DOTALL | re.IGNORECASE)),
    ((3, 12), re.compile(r"^f-string expression part cannot include", re.MULTILINE)),
    ((3, 12), re.compile(r"\br?f[\"'][^\"'\n]*\{[^}\"'\n]*$.*^unterminated string", re.MULTILINE | re.DOTALL | re.I)),
)


def needed(line: str, message: str, running: tuple[int, int] = sys.version_info[:2]) -> str:
    """`needs Python ≥ 3.12 to read`, or "" where nothing in the line at which parsing failed says so."""
    for version, sign in _SIGNS:
        if version > running and sign.search(f"{line}\n{message}"):
            return f"needs Python ≥ {version[0]}.{version[1]} to read"
    return ""
