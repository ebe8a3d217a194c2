"""Keep secrets out of everything that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "********"
# A shorter secret is masked only where it stands as a whole quoted string or value.
_SHORT = 6


def concealer(secrets: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds the secrets in shown text, as they are and as a string literal writes them."""
    alternatives = []
    for secret in sorted({each for each in secrets if each}, key=len, reverse=True):
        for form in sorted({secret, repr(secret)[1:-1], secret.replace('"', '\\"')}, key=len, reverse=True):
            escaped = re.escape(form)
            alternatives.append(escaped if len(form) >= _SHORT else rf"(?<=[\"'=:/@ ]){escaped}(?=[\"'@:/\s]|$)")
    return re.compile("|".join(alternatives), re.MULTILINE) if alternatives else None


def conceal(text: str, pattern: re.Pattern[str] | None) -> str:
    """The text with every secret replaced by a mask of one length."""
    return pattern.sub(MASK, text) if pattern else text
