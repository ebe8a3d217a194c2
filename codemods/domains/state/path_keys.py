"""Which store a path belongs to: the folder or the beginning of a name that all its files have in common."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.files import JOINS, REMOVES, TEMPORARY
from codemods.libraries.standard import ENDS_CONTEXT, MANAGERS
from codemods.model.names import called, last_name, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import config_values, literal, text
from codemods.model.types import evaluate
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_DEPTH = Limit(8, "a path")


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a path: how it begins (`uploads/`, `sess-`), and whether that is all of it.

    `absolute`: it begins at the root of the file system. `begin` is "" where nothing is known.
    """

    begin: str
    whole: bool = False
    absolute: bool = False

    def meets(self, other: Key) -> bool:
        """Whether one path can belong to the store of the other."""
        return self._holds(other) or other._holds(self)

    def _holds(self, other: Key) -> bool:
        if self.whole:
            return other.whole and self.begin.rstrip("/") == other.begin.rstrip("/")
        return (other.begin + "/" if other.whole else other.begin).startswith(self.begin)


UNKNOWN = Key("")


def key_of(file: SourceFile, node: ast.expr, *, folder: bool = False) -> Key:
    """The key of a path's expression; `folder`: of all that lies in the folder that the expression names."""
    if _is_word(file, node):
        return UNKNOWN
    parts = list(text(file, own_value(file, node) or node).parts)
    if parts[:1] == [None] and len(parts) > 1 and (parts[1] or "").startswith("/"):
        if _is_told_by_function(file, node):
            return UNKNOWN
        # Below a folder that only the running program knows: the service's own, or a setting without a value.
        parts = [(parts[1] or "").lstrip("/"), *parts[2:]]
        parts = parts if parts[0] else parts[1:]
    known = parts[: parts.index(None)] if None in parts else parts
    whole = None not in parts
    begin = "".join(each for each in known if each)
    absolute = begin.startswith("/")
    begin = begin.removeprefix("./")
    if whole and begin:
        begin = posixpath.normpath(begin)
    if begin in ("", ".", "/", ".."):
        symbol = _symbol(file, node)
        return Key(f"<{symbol}>/", False) if symbol else UNKNOWN
    if folder and whole:
        return Key(begin.rstrip("/") + "/", False, absolute)
    return Key(begin, whole, absolute)


def _is_word(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the path begins with a name whose known value is a word that it is compared with: `== "delete"`."""
    base = first_part(file, node)
    if base is not node and not _DEPTH.is_passed(file, depth + 1):
        return _is_word(file, base, depth + 1)
    if not isinstance(base, ast.Name | ast.Attribute):
        return False
    name, value = ast.unparse(base), text(file, base).exact
    return bool(value) and any(
        isinstance(operator, ast.Eq | ast.NotEq) and {ast.unparse(one), literal(other)} == {name, value}
        for each in file.nodes(ast.Compare) if len(each.ops) == 1
        for operator in each.ops
        for one, other in ((each.left, each.comparators[0]), (each.comparators[0], each.left))
    )  # fmt: skip


def _is_told_by_function(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the folder is a parameter, or a name of a function that is given more than one: it may be any."""
    base = first_part(file, node)
    if base is not node and not _DEPTH.is_passed(file, depth + 1):
        return _is_told_by_function(file, base, depth + 1)
    if not isinstance(base, ast.Name) or _DEPTH.is_passed(file, depth + 1):
        return False
    bindings = lookup(file, base, base.id)
    if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].value is not None:
        return _is_told_by_function(file, bindings[0].value, depth + 1)
    return bool(bindings) and bindings is not tables(file)[file.tree].names.get(base.id)


def own_value(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """The only value that the methods of its class give to `self.path`."""
    owner = file.enclosing_class(node)
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name) if owner is not None:
            values = [
                each.value for each in file.nodes(ast.Assign)
                if _is_of_self(each.targets[0], name) and owner in file.ancestors(each)
            ]  # fmt: skip
            return values[0] if len(values) == 1 else None
    return None


def _is_of_self(target: ast.expr, name: str) -> bool:
    match target:
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return attr == name
    return False


def _symbol(file: SourceFile, node: ast.expr, depth: int = 0) -> str:
    """The setting that an unknown path begins with: `config[UPLOAD_FOLDER]`, or a constant of the module."""
    base = first_part(file, node)
    if base is not node and not _DEPTH.is_passed(file, depth + 1):
        return _symbol(file, base, depth + 1)
    if key := setting_key(base):
        return f"config[{key}]"
    if isinstance(base, ast.Name) and not _DEPTH.is_passed(file, depth + 1):
        bindings = lookup(file, base, base.id)
        if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].value is not None:
            return _symbol(file, bindings[0].value, depth + 1)
    return ""


def setting_key(node: ast.expr) -> str:
    """The key of `app.config["KEY"]`, `current_app.config.get("KEY")`, or ''."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="config") | ast.Name(id="config"), slice=key):
            return literal(key) or ""
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="config"), attr="get"), args=[key, *_]):
            return literal(key) or ""
    return ""


def first_part(file: SourceFile, node: ast.expr) -> ast.expr:
    """What the path begins with: the first argument of a join, the left side of `/` or `+`."""
    match node:
        case ast.JoinedStr(values=[ast.FormattedValue(value=value), *_]):
            return value
        case ast.BinOp(op=ast.Add() | ast.Div(), left=left):
            return left
        case ast.Call(args=[first, *_]) if called(file, node) in (*JOINS, "builtins.str", "os.path.abspath"):
            return first
    return node


def is_temporary(file: SourceFile, node: ast.AST) -> bool:
    """Whether the path (or what is written to) is made by tempfile or lives in memory, or is a device."""
    seen: set[ast.AST] = {node}
    pending = [(file, node)]
    while pending:
        file, here = pending.pop()
        if isinstance(here, ast.expr) and text(file, here).prefix.startswith(("/dev/", "/proc/", "/sys/")):
            return True
        for each in ast.walk(here):
            if isinstance(each, ast.Call) and TEMPORARY.search(called(file, each)):
                return True
            in_with = isinstance(each, ast.Call) and isinstance(file.parents.get(each), ast.withitem)
            if isinstance(each, ast.Call) and in_with and is_removed_after(file, each):
                return True
            if isinstance(each, ast.Attribute) and qualified(file, each) in ("os.devnull", "sys.stdout", "sys.stderr"):
                return True
            new = [(other, value) for other, value in given(file, each) if value not in seen]
            pending += new
            seen.update(value for _, value in new)
    return False


def is_removed_after(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call in a `with` makes a context of the project that takes away at its end what it has handed out."""
    return any(_removes(thing.file, thing.node) for thing in evaluate(file, call.func))


def _removes(file: SourceFile, node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            managed = any(qualified(file, each) in MANAGERS for each in node.decorator_list)
            return managed and any(_takes_away(statement) for statement in _after_yield(node))
        case ast.ClassDef():
            exits = [each.node for name in ENDS_CONTEXT for each in tables(file)[node].names.get(name, ())]
            return any(_takes_away(each) for each in exits)
    return False


def _after_yield(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.stmt]:
    """What runs when the block has ended: a `finally` around the yield, and what stands below it."""
    for each in ast.walk(function):
        if isinstance(each, ast.Try) and any(
            isinstance(part, ast.Yield) for one in each.body for part in ast.walk(one)
        ):
            yield from each.finalbody
    yielded = False
    for statement in function.body:
        if yielded:
            yield statement
        yielded = yielded or any(isinstance(each, ast.Yield) for each in ast.walk(statement))


def _takes_away(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and last_name(each.func) in REMOVES for each in ast.walk(node))


def given(file: SourceFile, node: ast.AST) -> Iterator[tuple[SourceFile, ast.AST]]:
    """What a name is given, by assignments and by `with`; what a setting or another module's constant is."""
    if isinstance(node, ast.expr) and (key := setting_key(node)):
        yield from config_values(file.project, key)
    if isinstance(node, ast.Name):
        for binding in lookup(file, node, node.id):
            if binding.value is not None:
                yield file, binding.value
            elif isinstance(binding.node, ast.Assign):
                yield file, binding.node.value  # fd, path = tempfile.mkstemp()
            if isinstance(binding.node, ast.withitem):
                yield file, binding.node.context_expr
            if isinstance(binding.node, ast.ImportFrom):
                module = file.project.absolute_name(file.path, binding.node.level, binding.node.module)
                original = next(each.name for each in binding.node.names if (each.asname or each.name) == node.id)
                yield from constants(file, module, original)
    elif isinstance(node, ast.Attribute) and node.attr.isupper():
        yield from constants(file, qualified(file, node.value), node.attr)


def constants(file: SourceFile, module: str, name: str) -> list[tuple[SourceFile, ast.expr]]:
    """What another module of the project gives to a name at its module level."""
    target = file.project.module(module, file.path) if module else None
    if target is None or target is file:
        return []
    try:
        bindings = tables(target)[target.tree].names.get(name, [])
    except Unreadable:
        return []
    return [(target, each.value) for each in bindings if each.value is not None]
