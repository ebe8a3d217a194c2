"""Settings that nothing reads: an added requirement would stop the service for what it does not need."""

from __future__ import annotations

import ast
import re

from codemods.libraries.settings import READ_BY
from codemods.model.parsable import is_passed_over, readable
from codemods.model.strings import literal
from codemods.model.targets import place_of
from codemods.project.source_file import SourceFile


def is_asked_by_nobody(file: SourceFile, node: ast.AST) -> bool:
    """Whether nothing reads the constant or the entry of a configuration that gets the node's value."""
    place = place_of(file, node)
    while place is not None and place.kind == "key" and isinstance(place.owner, ast.Dict):
        place = place_of(file, place.owner)
    if place is None:
        return False
    if place.name in READ_BY and place.kind in ("setting", "constant"):
        return not _is_read(file, place.name, READ_BY[place.name])
    return place.kind == "constant" and place.shown is file.statement(node) and is_passed_over(file, place.name)


def _is_read(file: SourceFile, key: str, library: str) -> bool:
    """Whether code names the entry again, or does something with its library besides importing it."""
    project, word = file.project, re.compile(rf"\b{key}\b".encode())
    if sum(len(word.findall(each.spelled)) for each in project.words.holding(key.encode(), whole=True)) > 1:
        return True
    return any(_uses(each, library) for each in readable(project.words.holding(library.encode())))


def _uses(file: SourceFile, library: str) -> bool:
    statements: list[ast.Import | ast.ImportFrom] = [*file.nodes(ast.Import), *file.nodes(ast.ImportFrom)]
    bound = {
        (alias.asname or alias.name).partition(".")[0]
        for each in statements for alias in each.names
        if (getattr(each, "module", None) or alias.name).partition(".")[0] == library
    }  # fmt: skip
    return any(each.id in bound for each in file.nodes(ast.Name)) or any(
        library in (literal(each) or "") for each in file.nodes(ast.Constant)
    )
