"""Literals that reach a connecting or serving call by a name: a constant, a local variable, a parameter's default."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.connections import addresses
from codemods.domains.connections.addresses import ADDRESSES, connection, parts
from codemods.domains.runtime import server_calls
from codemods.domains.runtime.server_calls import server_parts
from codemods.libraries.server_options import CODE_SETTINGS
from codemods.model.names import qualified
from codemods.model.parsable import parses
from codemods.model.scopes import Binding, lookup, tables
from codemods.model.targets import defaults
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# The path, line and column (in bytes, from 0) of a literal.
Where = tuple[str, int, int]


@once
def flows(project: Project) -> dict[Where, str]:
    """Each literal, or list of servers, that reaches such a call by a name, and what its setting would be called:
    `DB_HOST`, `PORT`.
    """
    return dict(_flows(project))


def where(file: SourceFile, value: ast.expr) -> Where:
    """The literal's key in `flows`."""
    return file.path, value.lineno, value.col_offset


def lists_servers(name: str, value: ast.expr) -> bool:
    """Whether a list of texts stands for the address of a connection, by the setting's name."""
    if not isinstance(value, ast.List | ast.Tuple) or not name.endswith(ADDRESSES):
        return False
    return bool(value.elts) and all(
        isinstance(each, ast.Constant) and isinstance(each.value, str) for each in value.elts
    )


def bound(file: SourceFile, node: ast.expr) -> tuple[SourceFile, ast.expr] | None:
    """The one expression that a name, a constant of another module or an attribute of the class stands for."""
    match node:
        case ast.Name(id=name):
            return _one(file, lookup(file, node, name), name)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            owner = file.enclosing_class(node)
            return _one(file, tables(file)[owner].names.get(name, []), name) if owner else None
        case ast.Attribute(value=ast.Name() | ast.Attribute() as base, attr=name):
            return _member(file, qualified(file, base), name)
    return None


def _flows(project: Project) -> Iterator[tuple[Where, str]]:
    for file in _calling(project):
        if not _connects_by_name(file):
            continue
        for call in sorted(file.nodes(ast.Call), key=_place, reverse=True):
            for name, value in _named_parts(file, call):
                found = bound(file, value)
                if found is not None and (isinstance(found[1], ast.Constant) or lists_servers(name, found[1])):
                    yield where(*found), name


@once
def _connects_by_name(file: SourceFile) -> bool:
    try:
        return any(True for call in file.nodes(ast.Call) for _ in _named_parts(file, call))
    except (Unreadable, RecursionError):
        return False


def _calling(project: Project) -> list[SourceFile]:
    """The files, tests left out, that hold the last word of such a call's name: by path, and the last one first.

    Of several names for one literal the first in the text stays.
    """
    words = sorted(addresses.LAST | server_calls.LAST)
    found = {each for word in words for each in project.words.holding(word.encode(), whole=True)}
    kept = (each for each in found if not project.is_test(each.path))
    return sorted(kept, key=lambda each: each.path, reverse=True)


def _place(node: ast.Call) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _named_parts(file: SourceFile, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The arguments that are names, with the setting that each would be."""
    arguments = [*call.args, *(each.value for each in call.keywords)]
    if not any(isinstance(_converted(each), ast.Name | ast.Attribute) for each in arguments):
        return
    connect = connection(file, call)
    pairs = [(f"{connect.service}_{suffix}", value) for suffix, value in parts(call, connect)] if connect else []
    served = [] if connect else server_parts(file, call)
    pairs += [(CODE_SETTINGS[part], value) for part, value in served if part in CODE_SETTINGS]
    named = ((name, _converted(value)) for name, value in pairs)
    yield from ((name, value) for name, value in named if isinstance(value, ast.Name | ast.Attribute))


def _converted(value: ast.expr) -> ast.expr:
    """What a call of a plain type is given: `int(PORT)`."""
    match value:
        case ast.Call(func=ast.Name(id="int" | "str"), args=[only], keywords=[]):
            return only
    return value


def _one(file: SourceFile, bindings: list[Binding], name: str) -> tuple[SourceFile, ast.expr] | None:
    if len(bindings) != 1:
        return None
    binding = bindings[0]
    match binding.kind, binding.node:
        case "value", ast.Assign() | ast.AnnAssign() if binding.value is not None:
            return file, binding.value
        case "param", ast.arg():
            arguments = file.parents[binding.node]
            if isinstance(arguments, ast.arguments):
                return next(((file, value) for arg, value in defaults(arguments) if arg is binding.node), None)
        case "from", ast.ImportFrom() as statement:
            original = next(each.name for each in statement.names if (each.asname or each.name) == name)
            module = file.project.absolute_name(file.path, statement.level, statement.module)
            return _member(file, module, original)
    return None


def _member(file: SourceFile, owner: str, name: str) -> tuple[SourceFile, ast.expr] | None:
    """A constant of a module or an attribute of a class of the project, by the owner's dotted name."""
    if not owner:
        return None
    target = file.project.module(owner, file.path)
    if target is not None and parses(target):
        bindings = [each for each in tables(target)[target.tree].names.get(name, []) if each.kind == "value"]
        return _one(target, bindings, name)
    module, _, class_name = owner.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None or not parses(target):
        return None
    for scope, table in tables(target).items():
        if isinstance(scope, ast.ClassDef) and scope.name == class_name:
            return _one(target, table.names.get(name, []), name)
    return None
