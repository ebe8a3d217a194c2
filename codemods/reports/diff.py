"""What `apply` changes, as a unified diff that shows no secret."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator

from codemods.engine.concealment.masking import MASK, conceal
from codemods.engine.fix import Fixed
from codemods.formats import dotenv
from codemods.reports.text import printable

_NEWLINE = re.compile(r"\r\n|\r|\n")


def unified(fixed: Fixed, secrets: re.Pattern[str] | None) -> Iterator[str]:
    """The lines of the diff, without their ends. Values in `.env` files are masked all of them."""
    for path in sorted(fixed.changes):
        old = fixed.before.files[path].text if path in fixed.before.files else _on_disk(fixed, path)
        new = fixed.after.files[path].text
        if _holds_secrets(path):
            old, new = _masked(old), _masked(new)
        lines = difflib.unified_diff(
            _lines(old), _lines(new), f"a/{path}" if old else "/dev/null", f"b/{path}", lineterm=""
        )
        yield from (printable(conceal(line, secrets)) for line in lines)


def _holds_secrets(path: str) -> bool:
    folder, name = posixpath.split(path)
    if posixpath.basename(folder) == "env" or name in dotenv.EXAMPLES:
        return False
    return name.startswith(".env") or name.endswith(".env")


def _lines(text: str) -> list[str]:
    lines = _NEWLINE.split(text)
    return lines if lines[-1] else lines[:-1]


def _on_disk(fixed: Fixed, path: str) -> str:
    return (fixed.after.outside.get(path) or b"").decode(errors="replace")


def _masked(text: str) -> str:
    names = {entry.span.line: entry.name for entry in dotenv.parse(text).entries}
    lines = text.splitlines()
    return "\n".join(f"{names[number]}={MASK}" if number in names else line for number, line in enumerate(lines, 1))
