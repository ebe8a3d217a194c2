"""What each process has to open or make for itself: connections, locks, clients, objects that do the work."""

from __future__ import annotations

import ast
import re

from codemods.model.names import qualified
from codemods.model.targets import words
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

# What each process opens for itself, by the types that an annotation names, and by the names of what is put in.
_HANDLES = re.compile(
    r"(Client|Pool|Connection|Engine|Lock|Thread|Executor|Semaphore|WebSocket\w*|Future|Queue|asyncio\.Task|Socket"
    r"|StreamWriter)\]*$"
)
_HANDLE_NAMES = frozenset(("ws", "websocket", "socket", "sock", "future", "fut", "lock", "semaphore", "conn", "writer"))
_INTERFACES = ("abc.ABC", "abc.ABCMeta", "typing.Protocol", "typing_extensions.Protocol")


def names_handles(file: SourceFile, annotation: ast.expr) -> bool:
    """Whether an annotation says that handles are kept, or what implements an interface of the project's."""
    if _HANDLES.search(ast.unparse(annotation)):
        return True
    return any(
        thing.kind == "class" and isinstance(thing.node, ast.ClassDef) and _is_interface(thing.file, thing.node)
        for each in ast.walk(annotation) if isinstance(each, ast.Name | ast.Attribute)
        for thing in evaluate(file, each)
    )  # fmt: skip


def _is_interface(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether the class itself is abstract: what it may be is chosen by settings, and made in each process."""
    return any(
        qualified(file, base) in _INTERFACES for base in (*owner.bases, *(each.value for each in owner.keywords))
    )


def holds_handles(file: SourceFile, owner: ast.ClassDef, made: ast.AST, name: str) -> bool:
    """Whether an annotation, there or in the class, says that the attribute keeps handles."""
    return any(
        isinstance(each, ast.AnnAssign)
        and (each is made or (isinstance(each.target, ast.Name) and each.target.id == name))
        and names_handles(file, each.annotation)
        for each in (made, *owner.body)
    )


def is_handle(change: ast.AST) -> bool:
    """Whether what is put in is a handle by its name: a websocket, a future, a lock."""
    match change:
        case ast.Call(args=[*_, value]) | ast.Assign(value=value):
            name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
            return not _HANDLE_NAMES.isdisjoint(words(name)[-1:])
    return False
