"""What an owner has written beside a literal so that a scanner of secrets lets it pass."""

from __future__ import annotations

import ast
import re

from codemods.project.source_file import SourceFile

_MARK = re.compile(r"#.*\b(nosec\b|gitleaks:allow|pragma: ?(allowlist|whitelist) secret|noqa:.*\bS10[567]\b|nosemgrep)")


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
