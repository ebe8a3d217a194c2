"""Whether a call that connects or serves may be given a literal by its name, as far as the bytes tell."""

from __future__ import annotations

import functools
import re

from codemods.analysis import connections, servers
from codemods.analysis.held import GAP, calls, holds, reaches
from codemods.analysis.source import SourceFile

_WORDS = frozenset((*connections.ROOTS, *servers.ROOTS))
_LIBRARIES = tuple(sorted({root for roots in connections.ROOTS.values() for root in roots}))
_KEYWORDS = {each.encode() for each in (*connections.KEYWORDS, *servers.KEYWORDS)}
# A name among what a call is given, by keyword or without, or in a dictionary or list.
_NAME = re.compile(
    rb"(?:^|[,(\[{:])%s(?:(\w+)%s=%s)?[\[(]?((?:[A-Za-z_]\w*\.)*)(?!(?:True|False|None|self|cls)\b)([A-Za-z_]\w*)(?=%s(?:$|[,)\]}]))"
    % (GAP, GAP, GAP, GAP)
)
_FROM = re.compile(rb"from[ \t]+\S+[ \t]+import[ \t]*(?:\([^)]*\)|(?:[^\n\\]|\\\r?\n?)*)")
_LITERAL = rb"(?:[rRuU]?[\"']|\d|True\b|False\b)"
_OWN = (b"self.", b"cls.")


def may_flow(file: SourceFile) -> bool:
    """Whether there is such a call in the file."""
    for word, match, text in calls(file, _WORDS):
        if file.data.endswith(b"def ", 0, match.start()):
            continue
        if match[1] is not None:
            if match[1] + b"(" in file.data and _may_name(file, word):
                return True
        elif any(_may_be_literal(file, *each) for each in set(_NAME.findall(text))) and (
            (word in ("run", "run_server") and servers.may_run(file, match.start())) or _may_name(file, word)
        ):
            return True
    return False


def _may_name(file: SourceFile, word: str) -> bool:
    """Whether the word may be the last one of such a call's name."""
    return (word in servers.ROOTS and reaches(file, *servers.ROOTS[word])) or (
        word in connections.ROOTS and holds(file, *_LIBRARIES) and reaches(file, *connections.ROOTS[word])
    )


def _may_be_literal(file: SourceFile, keyword: bytes, owner: bytes, name: bytes) -> bool:
    """Whether what has the name may be given a literal: in this file, or in another that it is taken from."""
    if keyword and keyword not in _KEYWORDS:
        return False
    if not owner or owner in _OWN:
        if _given(name).search(file.data):
            return True
        if owner:
            return False
        imported = [each for each in _FROM.findall(file.data) if name in each]
        original = [re.search(rb"\b(\w+)\s+as\s+%s\b" % name, each) for each in imported]
        names = {each[1] if each else name for each in original}
    else:
        names = {name}
    return any(
        _given(each).search(other.data) for each in names for other in file.project.words.holding(each, whole=True)
    )


@functools.cache
def _given(name: bytes) -> re.Pattern[bytes]:
    """What gives the name a literal, as a constant, in a tuple, or as a default."""
    return re.compile(
        rb"%s\b[ \t)]*(?:(?::[^=\n]*)?=(?!=)(?:[^=\n\"'(]*=)*[\s\\(]*%s|"
        rb"(?:,[\w \t,)]*)?=(?!=)[ \t]*(?:\([^()=\n]*,[^()=\n]*\)|[^()=\n]*,[^()=\n]*)(?:[#\r\n]|\Z))"
        % (name, _LITERAL)
    )
