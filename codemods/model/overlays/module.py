"""What a module itself, or the one that takes all of its names, loads over them: stars, namespaces, later entries."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.import_graph import importers
from codemods.model.parsable import readable
from codemods.model.scopes import tables
from codemods.model.strings import literal
from codemods.model.targets import Place, place_of
from codemods.model.test_scopes import use_of
from codemods.project.source_file import SourceFile, begin, end
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_NAMESPACES = frozenset(("globals", "locals", "vars"))
# Modules that an installation has and the repository lacks.
INSTALLED = re.compile(r"(^|\.)(local_?settings|settings_local|local_?config|config_local|private|secrets?)$")
_STAR = re.compile(rb"import(?<!\wimport)\s*\(?\s*\*")


def is_rebound(file: SourceFile, node: ast.AST) -> bool:
    """Whether production's settings take all names of this module, by a star, and bind again the node's own name, or
    that of the dictionary which it is an entry of, or put into the entry what is worked out there; or load over all of
    them, while others for developers bind it.

    Raises Unreadable.
    """
    stars = _stars(file)
    place, *keys = _held(file, node) if stars else (None,)
    if place is None or place.kind != "constant":
        return False
    entry = [place.name, *keys] if keys else []
    binding = [
        other for other, star in stars if _binds(other, star, place.name) or _puts_into(other, star, entry)
    ]  # fmt: skip
    if any(use_of(each) is Use.PRODUCTION for each in binding):
        return True
    return bool(binding) and any(
        begin(call) > end(star) and _fills_namespace(call) and _is_always_run(other, call)
        for other, star in stars if use_of(other) is Use.PRODUCTION for call in other.nodes(ast.Call)
    )  # fmt: skip


def _binds(file: SourceFile, star: ast.ImportFrom, name: str) -> bool:
    return any(
        begin(each.node) > end(star) and not isinstance(each.node, ast.AugAssign)
        for each in tables(file)[file.tree].names.get(name, ())
    )


def _puts_into(file: SourceFile, star: ast.ImportFrom, entry: list[str]) -> bool:
    """Whether a module gives an entry of a dictionary that it has by the star a value: `QUEUE["host"] = getenv(…)`."""
    return bool(entry) and any(
        _path(holder) == entry and begin(holder) > end(star) and not _is_plain(value) and _is_always_run(file, holder)
        for holder, value in _entries_set(file)
    )


def _is_always_run(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands at the module's level and in no branch of it."""
    branches = (ast.If, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ExceptHandler)
    return not any(isinstance(each, branches) for each in file.ancestors(node))


@once
def _stars(file: SourceFile) -> tuple[tuple[SourceFile, ast.ImportFrom], ...]:
    """Where modules of production, or of developers, import all names of the file."""
    starred = file.project.matching(_STAR, (b"import",))
    taking = dict.fromkeys(other for other, _ in importers(file) if other in starred)
    return tuple(
        (other, star)
        for other in readable(each for each in taking if use_of(each) in (Use.PRODUCTION, Use.DEVELOPMENT))
        for star in other.nodes(ast.ImportFrom)
        if star.names[0].name == "*"
        and other.project.module(other.project.absolute_name(other.path, star.level, star.module), other.path) is file
    )


def whole_value(file: SourceFile, node: ast.AST) -> ast.AST:
    """The outermost expression that the node's value goes into: `SECRET = environ["A"].encode()`."""
    for each in file.ancestors(node):
        if place_of(file, node) is not None or not isinstance(each, ast.expr):
            break
        node = each
    return node


def given_in_module(file: SourceFile, node: ast.AST, name: str) -> str:
    """What the file itself loads over its names: `from local_settings import *`, `globals().update(…)`, `exec(…)`."""
    if file.function(node) is not None:
        return ""
    for star in file.nodes(ast.ImportFrom):
        if star.names[0].name == "*" and file.function(star) is None:
            later = begin(star) > end(file.statement(node))
            if (later or INSTALLED.search(star.module or "")) and _brings(file, star, name):
                return written_at(file, star)
    return filled_later(file, node)


def filled_later(file: SourceFile, node: ast.AST) -> str:
    """Where a module puts what it loads under its own names, or into the node's entry of a dictionary; '' for nowhere.

    Raises Unreadable.
    """
    if file.function(node) is not None:
        return ""
    for call in file.nodes(ast.Call):
        if _fills_namespace(call) and (begin(call) > begin(node) or file.function(call) is not None):
            return written_at(file, call)
    for assign in file.nodes(ast.Assign):
        if any(isinstance(each, ast.Subscript) and _is_namespace(each.value) for each in assign.targets):
            return written_at(file, assign)
    return next((written_at(file, holder) for holder, _ in loaded_into(file, node)), "")


def loaded_into(file: SourceFile, node: ast.AST) -> Iterator[tuple[ast.Subscript, ast.expr]]:
    """What is put below into the dictionary's entry around the node, or into one around that, and is worked out: each
    with the entry's place.
    """
    place, *keys = _held(file, node)
    if place is None or not keys or place.kind != "constant":
        return
    for holder, value in _entries_set(file):
        path = _path(holder)
        later = begin(holder) > end(file.statement(node)) and not _is_plain(value)
        if later and path[:1] == [place.name] and path[1:] == keys[: len(path) - 1]:
            yield holder, value


def _entries_set(file: SourceFile) -> Iterator[tuple[ast.Subscript, ast.expr]]:
    """What is assigned to entries of dictionaries, and what these are updated by."""
    for assign in file.nodes(ast.Assign):
        yield from ((each, assign.value) for each in assign.targets if isinstance(each, ast.Subscript))
    for call in file.nodes(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(attr="update", value=ast.Subscript() as holder), args=[value]):
                if not isinstance(value, ast.Dict):
                    yield holder, value


def _held(file: SourceFile, node: ast.AST) -> tuple[Place | None, *tuple[str, ...]]:
    """Where the outermost dictionary around a node goes, and the keys that lead from there to it."""
    place = place_of(file, whole_value(file, node))
    keys: list[str] = []
    while place is not None and place.kind == "key" and isinstance(place.owner, ast.Dict):
        keys.insert(0, place.name)
        place = place_of(file, whole_value(file, place.owner))
    return place, *keys


def _path(node: ast.expr) -> list[str]:
    """`A["b"]["c"]` as its names: A, b, c; empty where one of them is not known."""
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Subscript(value=value, slice=ast.Constant(value=str(key))):
            return [*before, key] if (before := _path(value)) else []
    return []


def _is_plain(node: ast.expr) -> bool:
    """Whether a value is written out to its last part."""
    parts = (ast.Constant, ast.Dict, ast.List, ast.Tuple, ast.Set, ast.expr_context)
    return all(isinstance(each, parts) for each in ast.walk(node))


def _brings(file: SourceFile, star: ast.ImportFrom, name: str) -> bool:
    """Whether the star may bring the name: its module does, or is none of the repository's."""
    dotted = file.project.absolute_name(file.path, star.level, star.module)
    found = file.project.module(dotted, file.path)
    if found is None:
        # A library brings no settings of ours; what only an installation has is tried for, or lies beside the file.
        attempted = any(isinstance(each, ast.Try) for each in file.ancestors(star))
        return attempted or star.level > 0 or INSTALLED.search(star.module or "") is not None
    try:
        return not name or name in tables(found)[found.tree].names
    except Unreadable:
        return True


def _fills_namespace(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="update", value=holder):
            return _is_namespace(holder)
        case ast.Name(id="execfile"):
            return True
        case ast.Name(id="exec"):
            # Code in a namespace of its own leaves this one alone.
            return len(call.args) < 2 or _is_namespace(call.args[1])
        case ast.Name(id="setattr") if len(call.args) == 3:
            return literal(call.args[1]) is None and "sys.modules" in ast.unparse(call.args[0])
    return False


def _is_namespace(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in _NAMESPACES
        case ast.Attribute(attr="__dict__", value=ast.Subscript(value=ast.Attribute(attr="modules"))):
            return True
    return False


def written_at(file: SourceFile, node: ast.AST) -> str:
    return f"{file.path}:{begin(node)[0]}"
