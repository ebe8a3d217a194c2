"""What an owner has written beside a literal so that it passes: for a scanner of secrets, or for who reads it.

A comment may say of a value in a function that it opens nothing, since it was made for a check to be carried out with.
"""

from __future__ import annotations

import ast
import re

from codemods.project.source_file import SourceFile

_MARK = re.compile(r"#.*\b(nosec\b|gitleaks:allow|pragma: ?(allowlist|whitelist) secret|noqa:.*\bS10[567]\b|nosemgrep)")
_COMMENT = re.compile(r"^\s*#")
# Another statement in the line, whose comment it is then.
_BEHIND = re.compile(r"^\s*[^\s#].*")
_SAYS = re.compile(
    r"\b(?:innocuous|harmless|no(?:t an?)? (?:real )?secrets?|test vectors?|throw-?away)\b"
    r"|\b(?:made|created|generated|used|exists?|meant)\b(?: \w+)? (?:just |only |solely )?(?:to|for) (?:\w+ )?"
    r"(?:self-?)?(?:test|check)(?:s|ing)?\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:never|must|should|todo|fixme|change|replace|remove)\b", re.IGNORECASE)


def is_marked(file: SourceFile, node: ast.AST) -> bool:
    """Whether one of the lines of the statement around the node says that it holds no secret."""
    statement = (
        node
        if isinstance(node, ast.stmt)
        else next((each for each in file.ancestors(node) if isinstance(each, ast.stmt)), node)
    )
    first = getattr(node, "lineno", 0)
    last = getattr(node, "end_lineno", first) if isinstance(node, ast.stmt) else first
    lines = {first, last, *([statement.end_lineno] if isinstance(statement, ast.Assign) else ())}
    return any(_MARK.search(file.lines[each - 1]) for each in lines if each)


def is_for_trial(file: SourceFile, node: ast.AST) -> bool:
    """Whether a local value's comment, above its statement or behind it, says that it is for a check alone."""
    statement = file.statement(node)
    if not isinstance(file.function(node), ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    span = file.span(statement)
    said = [_BEHIND.sub("", file.lines[span.end_line - 1][span.end_column - 1 :])]
    above = statement.lineno - 2
    while above >= 0 and _COMMENT.match(file.lines[above]):
        said.insert(0, file.lines[above].lstrip(" \t#"))
        above -= 1
    text = " ".join(said)
    return _SAYS.search(text) is not None and _DENIES.search(text) is None
