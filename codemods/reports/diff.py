"""What `apply` changes, as a unified diff that shows no secret."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from codemods.engine.fix import Fixed
from codemods.formats import dotenv
from codemods.reports.conceal import MASK, conceal


def unified(fixed: Fixed, secrets: re.Pattern[str] | None) -> Iterator[str]:
    """The lines of the diff, without their ends. Values in `.env` files are masked all of them."""
    for path in sorted(fixed.changes):
        old = fixed.before.files[path].text if path in fixed.before.files else _on_disk(fixed, path)
        new = fixed.after.files[path].text
        if ".env" in path and not path.endswith(".env.example") and not path.startswith("env/") and "/env/" not in path:
            old, new = _masked(old), _masked(new)
        lines = difflib.unified_diff(
            old.splitlines(), new.splitlines(), f"a/{path}" if old else "/dev/null", f"b/{path}", lineterm=""
        )
        yield from (conceal(line, secrets) for line in lines)


def _on_disk(fixed: Fixed, path: str) -> str:
    try:
        return (fixed.before.root / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _masked(text: str) -> str:
    names = {entry.span.line: entry.name for entry in dotenv.parse(text).entries}
    lines = text.splitlines()
    return "\n".join(f"{names[number]}={MASK}" if number in names else line for number, line in enumerate(lines, 1))
