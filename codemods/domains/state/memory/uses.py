"""Where the service uses a name of one of its modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.names import qualified
from codemods.model.scopes import lookup, tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_NAMESPACES = ("globals", "vars", "locals")

_Use = tuple[SourceFile, ast.expr]


@once
def uses(file: SourceFile, name: str) -> list[_Use] | None:
    """The uses of what a module calls so, tests left out, but not where it is made; None where they can't be told."""
    try:
        found = [(home, node) for home in _files(file, name) for node in _uses(home, file, name)]
    except Unreadable:
        return None
    known = [(home, node) for home, node in found if node is not None]
    return known if len(known) == len(found) else None


def _files(file: SourceFile, name: str) -> Iterator[SourceFile]:
    """The files that hold the name, tests left out; and those that may take all names of a module."""
    project = file.project
    taking = {*project.words.holding(name.encode()), *project.words.holding(b"import *")}
    return (other for other in project.python() if other in taking and not project.is_test(other.path))


def _uses(home: SourceFile, file: SourceFile, name: str) -> Iterator[ast.expr | None]:
    """Where a file uses the map of another (or of its own); None where that can't be told."""
    local = {name} if home is file else set()
    for node in home.nodes(ast.ImportFrom):
        module = home.project.absolute_name(home.path, node.level, node.module)
        if home.project.module(module, home.path) is file:
            local |= {each.asname or each.name for each in node.names if each.name == name}
            if any(each.name == "*" for each in node.names):
                yield None
    for each in home.nodes(ast.Global):
        if local.intersection(each.names):
            yield None
    for variable in home.nodes(ast.Name):
        if home is file and variable.id in _NAMESPACES:
            yield None
        if variable.id in local and not isinstance(variable.ctx, ast.Store):
            bound = lookup(home, variable, variable.id)
            if len(bound) != 1:
                yield None
            elif home is not file or bound is tables(file)[file.tree].names[name]:
                yield variable
    if any(each.value == name and _is_named(home, each) for each in home.nodes(ast.Constant)):
        yield None
    for attribute in home.nodes(ast.Attribute):
        if attribute.attr == name and any(each.node is file.tree for each in evaluate(home, attribute.value)):
            yield attribute if isinstance(attribute.ctx, ast.Load) else None


def _is_named(file: SourceFile, node: ast.Constant) -> bool:
    """Whether a string is the name of an attribute."""
    outer = file.parents.get(node)
    return isinstance(outer, ast.Call) and qualified(file, outer.func) in ("builtins.getattr", "builtins.setattr")
