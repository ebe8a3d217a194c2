"""Comments that ask whoever deploys the service to change the secret beside them."""

from __future__ import annotations

import ast
import itertools
import re

from codemods.project.source_file import SourceFile

_ASKS = re.compile(
    r"#\W*(?:(?:todo|fixme|xxx|note|warning|important)\b\W*)?"
    r"(?:(?:please|must|should|you|be|to|needs?|remember|sure|always)\s+)*"
    r"(?:chang|replac|overrid|overwrit)(?:e|ed|den|ten)\b(?P<rest>.*)",
    re.IGNORECASE,
)
# What holds more than the secret: its comment may be about the rest.
_HOLDING = (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.keyword, ast.JoinedStr)
# What such a comment is about; with any other word it says something more.
_SAYS = frozenset((
    "a", "an", "and", "as", "at", "before", "by", "default", "deploy", "deploying", "deployment", "env",
    "environment", "file", "for", "from", "here", "in", "instead", "it", "key", "live", "me", "must", "of", "on",
    "one", "or", "own", "password", "please", "prod", "production", "random", "real", "secret", "server",
    "settings", "something", "strong", "that", "the", "this", "to", "token", "value", "variable", "variables",
    "with", "your",
))  # fmt: skip


def asking(file: SourceFile, node: ast.AST) -> ast.stmt | None:
    """The statement around a secret if all that its trailing comment says is to change the secret; else None."""
    statement = file.statement(node)
    if any(
        isinstance(each, _HOLDING)
        for each in itertools.takewhile(lambda one: one is not statement, file.ancestors(node))
    ):
        return None
    span = file.span(statement)
    before, behind = file.lines[span.line - 1][: span.column - 1], file.lines[span.end_line - 1][span.end_column - 1 :]
    found = _ASKS.fullmatch(behind.strip())
    if before.strip() or found is None or not isinstance(statement, ast.Assign | ast.AnnAssign):
        return None
    return statement if {each.lower() for each in re.findall(r"[\w']+", found["rest"])} <= _SAYS else None
