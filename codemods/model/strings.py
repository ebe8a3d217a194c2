"""What string an expression can be: literals, f-strings, joins, constants and settings, also across modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.files import JOINS, SAME_PATH
from codemods.libraries.standard import ENVIRONMENT_TEXTS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup, tables
from codemods.project.limits import Limit
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_DEPTH = Limit(10, "a string")


@dataclass(frozen=True, slots=True)
class Text:
    """A string in pieces; None is a piece that only the running program knows."""

    parts: tuple[str | None, ...]

    @property
    def exact(self) -> str | None:
        """The whole string, where every piece is known."""
        return None if None in self.parts else "".join(filter(None, self.parts))

    @property
    def prefix(self) -> str:
        """What the string surely begins with."""
        known = self.parts[: self.parts.index(None)] if None in self.parts else self.parts
        return "".join(filter(None, known))

    @property
    def suffix(self) -> str:
        """What the string surely ends with."""
        return Text(tuple(part and part[::-1] for part in reversed(self.parts))).prefix[::-1]

    @property
    def known(self) -> str:
        """The known pieces, with a NUL character for each unknown one."""
        return "".join("\0" if part is None else part for part in self.parts)


UNKNOWN = Text((None,))


def text(file: SourceFile, node: ast.AST | None, depth: int = 0) -> Text:
    """What string (or path) the expression is; `Text((None,))` where nothing is known.

    `os.environ.get("X", "a")` and `environ.get("X") or "a"` are "a": what holds while nothing is injected.
    """
    if node is None or _DEPTH.is_passed(file, depth):
        return UNKNOWN
    match node:
        case ast.Constant(value=str(value)):
            return Text((value,))
        case ast.Constant(value=bool() | None):
            return UNKNOWN
        case ast.Constant(value=int(number)):
            return Text((str(number),))
        case ast.JoinedStr():
            return _concatenated([text(file, part, depth) for part in node.values])
        case ast.FormattedValue() if node.format_spec is None and node.conversion in (-1, 115):
            return text(file, node.value, depth)
        case ast.BinOp(op=ast.Add()):
            return _concatenated([text(file, each, depth) for each in added(node)])
        case ast.BinOp(op=ast.Div()):
            return _joined([text(file, node.left, depth), text(file, node.right, depth)])
        case ast.BinOp(op=ast.Mod()):
            return Text((text(file, node.left, depth).prefix.partition("%")[0], None))
        case ast.BoolOp(op=ast.Or()):
            return text(file, node.values[-1], depth)
        case ast.Call():
            return _call(file, node, depth)
        case ast.Name():
            return _name(file, node, depth)
        case ast.Attribute():
            return _attribute(file, node, depth)
        case ast.Subscript():
            return _setting(file, node, depth)
        case _:
            return UNKNOWN


def literal(node: ast.AST | None) -> str | None:
    """The string of a plain string literal, else None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_none(node: ast.AST | None) -> bool:
    """Whether an expression is None in so many words."""
    return isinstance(node, ast.Constant) and node.value is None


def keyword(call: ast.Call, *names: str) -> ast.keyword | None:
    """The first of the call's keyword arguments that has one of the names."""
    return next((each for each in call.keywords if each.arg in names), None)


def argument(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    """The argument at a position (from 0) or by one of its names."""
    if position < len(call.args) and not any(isinstance(each, ast.Starred) for each in call.args[: position + 1]):
        return call.args[position]
    found = keyword(call, *names) if names else None
    return found.value if found else None


@once
def config_values(project: Project, key: str) -> tuple[tuple[SourceFile, ast.expr], ...]:
    """Every value that the project gives to a Flask setting: constants, class attributes, `config["KEY"] = …`."""
    return tuple(_config_values(project, key))


def _config_values(project: Project, key: str) -> Iterator[tuple[SourceFile, ast.expr]]:
    word = re.escape(key.encode())
    # What gives no value in any way that is looked for below is not parsed.
    given = re.compile(rb"\b%s\b[\"']?\s*[\])]*\s*(?:[:,][^\n]*?)?=(?!=)|\bas\s+%s\b" % (word, word))
    for other in project.words.holding(key.encode(), whole=True):
        if project.is_test(other.path) or not given.search(other.spelled):
            continue
        try:
            scopes = tables(other)
        except Unreadable:
            continue
        for scope, table in scopes.items():
            if isinstance(scope, ast.Module | ast.ClassDef):
                yield from ((other, each.value) for each in table.names.get(key, []) if each.value is not None)
        for assignment in other.nodes(ast.Assign):
            match assignment.targets:
                case [ast.Subscript(slice=ast.Constant(value=name))] if name == key:
                    yield other, assignment.value
        yield from ((other, keyword.value) for keyword in other.nodes(ast.keyword) if keyword.arg == key)


def added(node: ast.expr) -> list[ast.expr]:
    """What a sum is made of: one of a thousand parts is no deeper than one of two."""
    parts: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts.append(node.right)
        node = node.left
    return [node, *reversed(parts)]


def _concatenated(pieces: list[Text]) -> Text:
    return Text(tuple(part for piece in pieces for part in piece.parts))


def _joined(pieces: list[Text]) -> Text:
    parts: list[str | None] = []
    for piece in pieces:
        if (parts and parts[-1] is None) or (parts and parts[-1] is not None and not parts[-1].endswith("/")):
            parts.append("/")
        if piece.prefix.startswith("/"):
            parts = []
        parts += piece.parts
    return Text(tuple(parts))


def _call(file: SourceFile, node: ast.Call, depth: int) -> Text:
    name = called(file, node)
    if name in ENVIRONMENT_TEXTS:
        return text(file, argument(node, 1, "default"), depth)
    if name in JOINS and node.args:
        return _joined([text(file, each, depth) for each in node.args])
    if name in SAME_PATH and node.args:
        return text(file, node.args[0], depth)
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "format":
            return Text((text(file, node.func.value, depth).prefix.partition("{")[0], None))
        if node.func.attr == "joinpath":
            return _joined([text(file, each, depth) for each in (node.func.value, *node.args)])
        if node.func.attr == "with_name" and node.args:
            return _joined([UNKNOWN, text(file, node.args[0], depth)])
        if node.func.attr == "get" and node.args and _is_config(node.func.value):
            return _from_config(file, literal(node.args[0]), depth)
    return UNKNOWN


def _name(file: SourceFile, node: ast.Name, depth: int) -> Text:
    bindings = lookup(file, node, node.id)
    if len(bindings) != 1:
        return UNKNOWN
    binding = bindings[0]
    if binding.kind == "value" and not isinstance(binding.node, ast.withitem):
        return text(file, binding.value, depth + 1)
    if binding.kind == "from" and isinstance(binding.node, ast.ImportFrom):
        statement = binding.node
        original = next(each.name for each in statement.names if (each.asname or each.name) == node.id)
        module = file.project.absolute_name(file.path, statement.level, statement.module)
        return _constant(file, module, original, depth)
    return UNKNOWN


def _constant(file: SourceFile, module: str, name: str, depth: int) -> Text:
    """A constant at the module level of another file of the project."""
    target = file.project.module(module, file.path)
    if target is None or target is file:
        return UNKNOWN
    try:
        bindings = tables(target)[target.tree].names.get(name, [])
    except Unreadable:
        return UNKNOWN
    return text(target, bindings[0].value, depth + 1) if len(bindings) == 1 and bindings[0].value else UNKNOWN


def _attribute(file: SourceFile, node: ast.Attribute, depth: int) -> Text:
    if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
        owner = file.enclosing_class(node)
        bindings = tables(file)[owner].names.get(node.attr, []) if owner else []
        return text(file, bindings[0].value, depth + 1) if len(bindings) == 1 and bindings[0].value else UNKNOWN
    base = qualified(file, node.value)
    if base and file.project.module(base, file.path):
        return _constant(file, base, node.attr, depth)
    module, _, owner_name = base.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None:
        return UNKNOWN
    for scope, table in tables(target).items():
        if isinstance(scope, ast.ClassDef) and scope.name == owner_name:
            bindings = table.names.get(node.attr, [])
            return text(target, bindings[0].value, depth + 1) if len(bindings) == 1 and bindings[0].value else UNKNOWN
    return UNKNOWN


def _is_config(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "config") or (
        isinstance(node, ast.Name) and node.id == "config"
    )


def _setting(file: SourceFile, node: ast.Subscript, depth: int) -> Text:
    return _from_config(file, literal(node.slice), depth) if _is_config(node.value) else UNKNOWN


def _from_config(file: SourceFile, key: str | None, depth: int) -> Text:
    found = {text(other, value, depth + 1) for other, value in config_values(file.project, key)} if key else set()
    return found.pop() if len(found) == 1 else UNKNOWN
