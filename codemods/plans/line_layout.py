"""What a fix breaks over several lines if it makes a line too long."""

from __future__ import annotations

import ast

from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site


def to_lay_out(file: SourceFile, node: ast.AST | None) -> tuple[Site, ...]:
    """The call or dictionary to break if a fix makes its line too long: the outermost one of that line."""
    found = node if isinstance(node, ast.Call | ast.Dict) else None
    while node is not None and found and isinstance(parent := file.parents.get(node), ast.expr | ast.keyword):
        if isinstance(parent, ast.expr) and parent.lineno != parent.end_lineno:
            break
        given = isinstance(parent, ast.keyword | ast.List | ast.Tuple | ast.Dict)
        if not given and not (isinstance(parent, ast.Call) and node is not parent.func):
            break
        node = parent
        found = node if isinstance(node, ast.Call | ast.Dict) else found
    return () if found is None else (file.site(found, "layout"),)
