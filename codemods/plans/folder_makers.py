"""The folders that a project makes, and who needs them."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.libraries.files import ASKS_FOLDER
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument, literal, text
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_TEXT_KINDS = ("shell", "compose", "procfile", "ini", "unit")


@dataclass(frozen=True, slots=True)
class Maker:
    """A statement that makes a folder, with the guard around it. `made` is the folder's expression."""

    file: SourceFile
    statement: ast.stmt
    made: ast.expr
    folder: str

    def site(self, role: str) -> Site:
        """The whole statement as something that a rewrite changes."""
        return self.file.site(self.statement, role)


def folder_of(file: SourceFile, path: ast.expr) -> str | None:
    """The folder of a path, with a NUL character for each unknown piece; None where even its last name is unknown."""
    folder = posixpath.dirname(text(file, path).known).removeprefix("./")
    name = posixpath.basename(folder)
    return None if not name or "\0" in name or name in (".", "..") else folder


def makers(file: SourceFile, path: ast.expr) -> Iterator[Maker]:
    """The statements of the same service that make the folder of a path."""
    folder = folder_of(file, path)
    if folder is None:
        return
    root = file.project.service_root(file.path)
    for other in file.project.python():
        if b"mkdir" not in other.spelled and b"makedirs" not in other.spelled:
            continue
        if not other.project.is_test(other.path) and other.project.service_root(other.path) == root:
            yield from (maker for maker in _all_makers(other) if maker.folder == folder)


def used_elsewhere(file: SourceFile, found: Sequence[Maker], gone: Sequence[ast.AST]) -> bool:
    """Whether the service names the folder of the makers anywhere but in them and in what goes.

    Who makes the folder for himself, and is none of the makers, needs nobody else's.
    """
    name = posixpath.basename(found[0].folder)
    inside = {id(node) for each in [*gone, *(maker.statement for maker in found)] for node in ast.walk(each)}
    variables = {maker.made.id for maker in found if isinstance(maker.made, ast.Name)}
    part = re.compile(rf"(^|[/\\]){re.escape(name)}([/\\]|$)")
    root = file.project.service_root(file.path)
    for other in file.project.files.values():
        if other.project.is_test(other.path) or other.project.service_root(other.path) != root:
            continue
        if other.kind == "python" and (name.encode() in other.spelled or other is file):
            try:
                nodes = (each for each in ast.walk(other.tree) if id(each) not in inside)
                naming = (each for each in nodes if _names_it(other, each, part, variables))
                makes = [] if other in (file, *(each.file for each in found)) else _all_makers(other)
                made_in = {other.function(each.statement) for each in makes if each.folder == found[0].folder}
                if any(None not in made_in and other.function(each) not in made_in for each in naming):
                    return True
            except Unreadable:
                return True
        elif other.kind in _TEXT_KINDS and re.search(
            rf"(^|[\s\"'=/:]){re.escape(name)}/[\w.*$]".encode(), other.spelled
        ):
            return True
    return False


def _names_it(file: SourceFile, node: ast.AST, part: re.Pattern[str], variables: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in variables and isinstance(node.ctx, ast.Load)
    value = literal(node)
    if not value or len(value) > 300 or isinstance(file.parents.get(node), ast.Expr):
        return False
    return part.search(value) is not None


@once
def _all_makers(file: SourceFile) -> list[Maker]:
    try:
        return [
            Maker(file, _guarded(file, statement), made, folder)
            for node in ast.walk(file.tree)
            if isinstance(node, ast.Call)
            and isinstance(statement := file.parents[node], ast.Expr)
            and (made := _made(file, node)) is not None
            and (folder := _folder(file, made))
        ]
    except Unreadable:
        return []


def _made(file: SourceFile, call: ast.Call) -> ast.expr | None:
    if called(file, call) in ("os.makedirs", "os.mkdir"):
        return argument(call, 0, "name", "path")
    if isinstance(call.func, ast.Attribute) and call.func.attr == "mkdir":
        return call.func.value
    return None


def _folder(file: SourceFile, made: ast.expr) -> str | None:
    if isinstance(made, ast.Call) and called(file, made) == "os.path.dirname" and made.args:
        return folder_of(file, made.args[0])
    if isinstance(made, ast.Attribute) and made.attr == "parent":
        return folder_of(file, made.value)
    if isinstance(made, ast.Name):
        bindings = lookup(file, made, made.id)
        if len(bindings) == 1 and isinstance(bindings[0].value, ast.Call | ast.Attribute):
            return _folder(file, bindings[0].value)
    return text(file, made).known.removeprefix("./").rstrip("/")


def _guarded(file: SourceFile, statement: ast.stmt) -> ast.stmt:
    """The `if not os.path.exists(…)` or the `try` around a statement that makes a folder, where it holds no more."""
    parent = file.parents[statement]
    match parent:
        case ast.If(test=test, body=[_], orelse=[]) if any(
            isinstance(each, ast.Attribute) and each.attr in ASKS_FOLDER for each in ast.walk(test)
        ):
            return _guarded(file, parent)
        case ast.Try(body=[_], orelse=[], finalbody=[]) if all(
            isinstance(each, ast.Pass | ast.If | ast.Raise) for part in parent.handlers for each in part.body
        ):
            return _guarded(file, parent)
    return statement
