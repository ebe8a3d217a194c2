"""Files that the installation brings: each replica copies, or unpacks, the same ones for itself."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Sequence

from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import given_by_callers, outermost
from codemods.domains.state.path_keys import constants, first_part, given
from codemods.libraries.files import COPIES, JOINS, PATHS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import argument, literal, text
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile, walk

_PACKAGE = "__init__.py"
# Through how many names and functions a path is followed.
_DEPTH = Limit(6, "a path that is the same everywhere")


def is_brought(group: Sequence[Operation]) -> bool:
    """Whether all writes copy a file of the installation to one place, or unpack a package of code to be imported."""
    return all(_is_example(each) or _is_package(each.file, each.path) for each in group if each.does == "write")


def _is_example(write: Operation) -> bool:
    source = argument(write.call, 0, "src") if called(write.file, write.call) in COPIES else None
    return (
        source is not None
        and _is_fixed(write.file, source)
        and _is_beside_code(write.file, source)
        and _is_fixed(write.file, write.path)
    )


def _is_beside_code(file: SourceFile, node: ast.expr) -> bool:
    """Whether the path is made of `__file__`."""
    seen: set[ast.AST] = {node}
    pending: list[tuple[SourceFile, ast.AST]] = [(file, node)]
    for here, start in pending:
        for each in walk(start):
            if isinstance(each, ast.Name) and each.id == "__file__":
                return True
            new = [(other, value) for other, value in given(here, each) if value not in seen]
            seen.update(value for _, value in new)
            pending += new
    return False


def _is_fixed(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the path is the same whoever asks: of constants, and of parameters for which all callers give some."""
    if _DEPTH.is_passed(file, depth):
        return False
    match node:
        case ast.Constant():
            return True
        case ast.Call(args=[_, *_] as values, keywords=[]) if PATHS.match(called(file, node)):
            return all(_is_fixed(file, each, depth + 1) for each in values)
        case ast.BinOp(left=left, right=right):
            return _is_fixed(file, left, depth + 1) and _is_fixed(file, right, depth + 1)
        case ast.Attribute(value=value, attr=name):
            return name.isupper() and bool(constants(file, qualified(file, value), name))
        case ast.Name(id=name):
            return name == "__file__" or _is_fixed_name(file, node, depth)
    return False


def _is_fixed_name(file: SourceFile, node: ast.Name, depth: int) -> bool:
    bindings = lookup(file, node, node.id)
    if [each.kind for each in bindings] == ["param"]:
        values = list(given_by_callers(file, node))
        return bool(values) and all(_is_fixed(other, value, depth + 1) for other, value in values)
    if len(bindings) != 1:
        return False
    if node.id.isupper() and (bindings is tables(file)[file.tree].names.get(node.id) or _is_imported(file, node)):
        return True
    value = bindings[0].value if bindings[0].kind == "value" else None
    return value is not None and _is_fixed(file, value, depth + 1)


def _is_imported(file: SourceFile, node: ast.Name) -> bool:
    """Whether the name is another module's constant."""
    return any(other is not file for other, _ in given(file, node))


def _is_package(file: SourceFile, path: ast.expr, depth: int = 0) -> bool:
    """Whether the path is a package's `__init__.py`, or the folder that the same function puts one in."""
    if posixpath.basename(text(file, path).suffix) == _PACKAGE:
        return True
    if isinstance(path, ast.Name) and [each.kind for each in lookup(file, path, path.id)] == ["param"]:
        values = [] if _DEPTH.is_passed(file, depth + 1) else list(given_by_callers(file, path))
        if values and all(_is_package(other, value, depth + 1) for other, value in values):
            return True
    folder = ast.dump(path)
    return any(
        isinstance(each, ast.Call) and called(file, each) in JOINS and each.args
        and literal(each.args[-1]) == _PACKAGE and ast.dump(first_part(file, each)) == folder
        for each in walk(outermost(file, path))
    )  # fmt: skip
