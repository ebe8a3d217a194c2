"""A secret that leaves a line leaves it whole."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from codemods.domains.secrets.sight import seen
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# Fewer characters than these are in any line by chance.
_TELLING = 4


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """No part of a secret is left in a line that the change takes another part of it from."""
    for path in paths:
        old, new = before.files.get(path), after.files.get(path)
        if old is not None and new is not None and (line := next(_halved(old, new), 0)):
            return f"a part of the secret would be left in line {line}"
    return None


def _halved(old: SourceFile, new: SourceFile) -> Iterator[int]:
    """The changed lines that keep a part of a secret, and not all of it."""
    try:
        was, now = old.lines, new.lines
    except Unreadable:
        return
    secrets = [each for each in seen(old) if len(each.text) > _TELLING]
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False) if secrets and was != now else None
    for kind, first, last, start, end in matcher.get_opcodes() if matcher else ():
        if kind != "replace" or last - first != end - start:
            continue
        for offset in range(last - first):
            line, changed = was[first + offset], now[start + offset]
            for each in secrets:
                if line.startswith(each.before + each.text) and each.text not in changed:
                    begin, until = len(each.before), len(each.before) + len(each.text)
                    if _left(line, changed, begin, until) >= _TELLING:
                        yield start + offset + 1


def _left(line: str, changed: str, begin: int, until: int) -> int:
    """How many characters of the line between two places are still there, before the change or behind it."""
    head = _alike(line, changed)
    tail = min(_alike(line[::-1], changed[::-1]), min(len(line), len(changed)) - head)
    return max(head - begin, 0) + max(until - (len(line) - tail), 0)


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))
