"""Which names carry a store's path, and whether anything but the store's operations uses them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.domains.state.operations import Operation
from codemods.domains.state.path_keys import first_part, setting_key
from codemods.libraries.files import TAKES_NAME
from codemods.model.names import called
from codemods.model.scopes import Binding, lookup, stored_name, tables
from codemods.model.strings import text
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_DEPTH = Limit(8, "a path")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A name that holds the store's folder or path: of a function, of a module or class, or a Flask setting."""

    file: SourceFile
    name: str
    statement: ast.AST | None = None
    scope: ast.AST | None = None

    @property
    def shared(self) -> bool:
        """Whether other functions and modules can see it."""
        return not isinstance(self.scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def carriers(file: SourceFile, node: ast.expr, depth: int = 0) -> Iterator[Carrier]:
    """The names that the path's beginning goes through, the nearest first."""
    if _DEPTH.is_passed(file, depth):
        return
    base = first_part(file, node)
    if base is not node:
        yield from carriers(file, base, depth + 1)
    elif key := setting_key(node):
        yield Carrier(file, key)
    elif isinstance(node, ast.Name) and _is_known(file, node):
        bindings = lookup(file, node, node.id)
        yield Carrier(file, node.id, *(_place(file, bindings) if bindings else (None, None)))
        if len(bindings) == 1 and bindings[0].value is not None:
            yield from carriers(file, bindings[0].value, depth + 1)
    elif isinstance(node, ast.Attribute) and _is_known(file, node):
        yield Carrier(file, node.attr)


def _place(file: SourceFile, bindings: list[Binding]) -> tuple[ast.AST, ast.AST | None]:
    scope = next((scope for scope, table in tables(file).items() if bindings in table.names.values()), None)
    return bindings[0].node, scope


def _is_known(file: SourceFile, node: ast.expr) -> bool:
    return re.search(r"[^\0/.]", text(file, node).known) is not None


def stray_use(held: Sequence[Carrier], group: Sequence[Operation]) -> tuple[SourceFile, ast.AST] | None:
    """A use of a carrier that is neither part of an operation's path nor harmless."""
    names = {each.name for each in held}
    paths = {id(node) for each in group for path in (each.path, *_others(each)) for node in ast.walk(path)}
    for carrier in held:
        for file in _readers(carrier):
            try:
                for node in _uses(file, carrier):
                    if id(node) not in paths and not _harmless(file, node, names, carrier.shared):
                        return file, node
            except Unreadable:
                continue
    return None


def repeated_use(group: Sequence[Operation]) -> tuple[SourceFile, ast.AST] | None:
    """A call that is given an operation's path, put together once more: `archive.write(os.path.join(folder, name))`."""
    paths = {id(node) for each in group for path in (each.path, *_others(each)) for node in ast.walk(path)}
    spelled = {
        (each.file, each.file.function(each.call), ast.dump(each.path))
        for each in group
        if isinstance(each.path, ast.Call | ast.BinOp | ast.JoinedStr)
    }
    for file, function, path in spelled:
        for call in file.nodes(ast.Call):
            if file.function(call) is function:
                for node in (*call.args, *(each.value for each in call.keywords)):
                    if id(node) not in paths and ast.dump(node) == path and not _harmless(file, node, set(), False):
                        return file, node
    return None


def _others(operation: Operation) -> list[ast.expr]:
    """send_from_directory has two parts of a path."""
    return list(operation.call.args[:2]) if operation.does == "serve" else []


def _readers(carrier: Carrier) -> list[SourceFile]:
    if not carrier.shared:
        return [carrier.file]
    project = carrier.file.project
    return [each for each in project.mentioning(carrier.name.encode()) if not project.is_test(each.path)]


def _uses(file: SourceFile, carrier: Carrier) -> Iterator[ast.AST]:
    for node in ast.walk(file.tree):
        match node:
            case ast.Name(id=carrier.name, ctx=ast.Load()):
                seen = lookup(file, node, node.id)
                if carrier.shared or (seen and seen[0].node is carrier.statement):
                    yield node
            case ast.Attribute(attr=carrier.name, ctx=ast.Load()) if carrier.shared:
                yield node
            case ast.Subscript(slice=ast.Constant(value=carrier.name), ctx=ast.Load()) if carrier.shared:
                yield node
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=carrier.name), *_]):
                if setting_key(node):
                    yield node


def _harmless(file: SourceFile, node: ast.AST, names: set[str], shared: bool) -> bool:
    """Whether the use does nothing with the file, or passes the path on to a name whose uses are looked at too.

    Those of a keyword are where the name is `shared`: what a call does with its parameter is not known otherwise.
    """
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.Assign(targets=[target]) if stored_name(target) in names and (
                shared or isinstance(target, ast.Name)
            ):
                return True
            case ast.keyword(arg=name) if shared and name in names:
                return True
            case ast.Compare():
                return True
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if test is child:
                return True
            case ast.Call(func=function) if called(file, each).rpartition(".")[2] in TAKES_NAME or (
                isinstance(function, ast.Attribute) and function.attr in TAKES_NAME
            ):
                return True
            case ast.stmt():
                return False
        child = each
    return False
