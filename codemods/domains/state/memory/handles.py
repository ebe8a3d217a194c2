"""What each process has to open or make for itself: connections, locks, clients, classes, objects that do the work."""

from __future__ import annotations

import ast
import re

from codemods.domains.state.memory.memos import takes_nothing
from codemods.libraries.clients import HANDLES
from codemods.libraries.loggers import APPLICATIONS, LOGGERS
from codemods.libraries.standard import CLASS_MAKERS, CLOCK, DEVICES, INTERFACES
from codemods.model.import_graph import imports
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.targets import words
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.kept import fact, once

# What each process opens for itself, by the types that an annotation names, and by the names of what is put in.
_HANDLES = re.compile(
    r"(Client|Pool|Connection|Engine|Lock|Thread|Executor|Semaphore|WebSocket\w*|Future|Queue|asyncio\.Task|Socket"
    r"|StreamWriter)\]*$"
)
_HANDLE_NAMES = frozenset(("ws", "websocket", "socket", "sock", "future", "fut", "lock", "semaphore", "conn", "writer"))
# How names end that stand for a class.
_CLASS_NAMES = frozenset(("cls", "klass", "class", "type"))


def names_handles(file: SourceFile, annotation: ast.expr) -> bool:
    """Whether an annotation says that handles are kept, or what implements an interface of the project's."""
    if _HANDLES.search(ast.unparse(annotation)):
        return True
    return any(
        thing.kind == "class" and isinstance(thing.node, ast.ClassDef) and _is_interface(thing.file, thing.node)
        for each in walk(annotation) if isinstance(each, ast.Name | ast.Attribute)
        for thing in evaluate(file, each)
    )  # fmt: skip


def _is_interface(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether the class itself is abstract: what it may be is chosen by settings, and made in each process."""
    return any(qualified(file, base) in INTERFACES for base in (*owner.bases, *(each.value for each in owner.keywords)))


def holds_handles(file: SourceFile, owner: ast.ClassDef, made: ast.AST, name: str) -> bool:
    """Whether an annotation, there or in the class, says that the attribute keeps handles."""
    return any(
        isinstance(each, ast.AnnAssign)
        and (each is made or (isinstance(each.target, ast.Name) and each.target.id == name))
        and names_handles(file, each.annotation)
        for each in (made, *owner.body)
    )


def is_handle(file: SourceFile, change: ast.AST) -> bool:
    """Whether what is put in is a class, a handle by its name (a websocket, a future, a lock), or made of its key."""
    match change:
        case ast.Assign(targets=[ast.Subscript(slice=key)], value=ast.Call() as made) if _is_instance(file, key, made):
            return True
        case ast.Call(func=ast.Attribute(attr="setdefault"), args=[key, ast.Call() as made]) if _is_instance(
            file, key, made
        ):
            return True
        case ast.Call(args=[*_, value]) | ast.Assign(value=value):
            name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
            return _makes_handle(file, value) or not _HANDLE_NAMES.isdisjoint(words(name)[-1:]) or is_class(file, value)
    return False


def _makes_handle(file: SourceFile, value: ast.expr) -> bool:
    """Whether the value is made here by the class of a handle: `socket = web.WebSocketResponse()`."""
    if isinstance(value, ast.Name) and len(found := lookup(file, value, value.id)) == 1:
        value = found[0].value or value
    return isinstance(value, ast.Call) and _HANDLES.search(called(file, value)) is not None


def _is_instance(file: SourceFile, key: ast.expr, made: ast.Call) -> bool:
    """Whether the key is a class, or its name, and the value what that class makes: each process makes its own."""
    if isinstance(key, ast.Attribute) and key.attr in ("__name__", "__qualname__"):
        key = key.value
    if not isinstance(key, ast.Name | ast.Attribute) or ast.dump(key) != ast.dump(made.func):
        return False
    name = key.attr if isinstance(key, ast.Attribute) else key.id
    return not _CLASS_NAMES.isdisjoint(words(name)[-1:]) or is_class(file, key)


def is_process_own(file: SourceFile, change: ast.AST) -> bool:
    """Whether a name gets what is a process's own: the time when this one was last asked, a class, its application, a
    logger, a client that is made of nothing that a request brought."""
    if not isinstance(change, ast.Assign):
        return False
    value = change.value
    if APPLICATIONS.search(qualified(file, value)) or is_class(file, value):
        return True
    if not isinstance(value, ast.Call):
        return False
    name = called(file, value)
    if name in LOGGERS or CLOCK.match(name):
        return True
    return HANDLES.search(name) is not None and takes_nothing(file, value)


def is_class(file: SourceFile, value: ast.expr) -> bool:
    """Whether the value is a class, or a dictionary of classes."""
    match value:
        case ast.Call():
            return called(file, value) in CLASS_MAKERS
        case ast.Dict(values=[_, *_] as values):
            return all(is_class(file, each) for each in values)
        case ast.Name() | ast.Attribute():
            made = [each.value for each in lookup(file, value, value.id)] if isinstance(value, ast.Name) else []
            if any(made):
                return all(isinstance(each, ast.Call) and is_class(file, each) for each in made)
            found = evaluate(file, value)
            return bool(found) and all(each.kind == "class" for each in found)
    return False


@once
def beside_devices(file: SourceFile) -> bool:
    """Whether a file drives the machine's ports or pins, or by a module that it imports: another process has others."""
    return any(map(_drives_devices, (file, *(one.file for one in imports(file)))))


@fact
def _drives_devices(file: SourceFile) -> bool:
    return DEVICES.search(file.spelled) is not None
