"""What is done with a file that was opened: whether anything is written to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.files import OPEN_READERS, OPEN_READS
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.project.source_file import SourceFile


def is_only_read(file: SourceFile, opened: ast.Call) -> bool:
    """Whether the file that a call opens is known to be read alone: every use of it is seen, and none can write."""
    place = file.parents.get(opened)
    match place:
        case ast.withitem(optional_vars=ast.Name() as name) | ast.Assign(targets=[ast.Name() as name]):
            uses = list(_uses(file, name))
            return bool(uses) and all(_reads(file, each) for each in uses)
        case ast.withitem(optional_vars=None) | ast.Expr():
            return True
    return isinstance(place, ast.Attribute | ast.Call) and _reads(file, opened)


def _uses(file: SourceFile, name: ast.Name) -> Iterator[ast.Name]:
    """All that reads a name which is bound in the same scope."""
    own = lookup(file, name, name.id)
    for each in file.nodes(ast.Name):
        if each.id == name.id and isinstance(each.ctx, ast.Load) and lookup(file, each, each.id) == own:
            yield each


def _reads(file: SourceFile, use: ast.expr) -> bool:
    match file.parents.get(use):
        case ast.Attribute(attr=name):
            return name in OPEN_READS
        case ast.Call(args=[first, *_]) as call if first is use:
            return OPEN_READERS.search(called(file, call)) is not None
        case ast.For(iter=given) | ast.comprehension(iter=given):
            return given is use
    return False
