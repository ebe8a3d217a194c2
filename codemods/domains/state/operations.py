"""The calls that read, write or ask for files: what each does to which path."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.logs.handwritten import only_tries
from codemods.domains.logs.paths import is_for_a_device
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.open_files import is_only_read
from codemods.domains.state.path_keys import Key, is_temporary, key_of, own_value
from codemods.libraries.files import LIBRARIES, METHODS, OLD_FLASK, PATH_METHODS, STORAGE, STORAGE_OBJECTS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.names import aliases, called, last_name
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword, literal, text
from codemods.model.targets import defaults, words
from codemods.model.test_scopes import is_test_code
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# Through how many functions an upload is followed.
_DEPTH = Limit(3, "an upload that callers give")
_LAST = frozenset(
    each.rpartition(".")[2] for each in (*STORAGE, *LIBRARIES)
) | frozenset((*METHODS, *PATH_METHODS))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """A call on a path. `does`: write, delete, read, ask, make (a folder), list, serve (a folder's files).

    `function` is storage.py's name for it, "" where it has none; `mode` how the file is opened, None where no literal
    says it.
    """

    file: SourceFile
    call: ast.Call
    path: ast.expr
    key: Key
    does: str
    function: str = ""
    mode: str | None = None


@once
def operations(file: SourceFile) -> list[Operation]:
    """The file's operations on paths that are no temporary ones, in no special order."""
    try:
        calls = [node for node in file.nodes(ast.Call) if _may(file, node)]
    except Unreadable:
        calls = []
    return [
        each for node in calls for each in _operation(file, node)
        if not is_test_code(file, node) and not is_temporary(file, each.path)
        and not is_for_a_device(file, node) and not _only_makes_sure(file, node)
    ]  # fmt: skip


def _only_makes_sure(file: SourceFile, node: ast.Call) -> bool:
    """Whether the start makes sure that a file is there, and leaves what it holds: `with open(path, "a"): pass`."""
    if "a" not in (literal(argument(node, 1, "mode")) or "") or not only_tries(file, node):
        return False
    return Phase.SERVE not in phases(file, node)


def _may(file: SourceFile, node: ast.Call) -> bool:
    match node.func:
        case ast.Attribute(attr=name):
            return name in _LAST
        case ast.Name(id=name):
            return name in _LAST or name in aliases(file)
    return False


def _operation(file: SourceFile, node: ast.Call) -> Iterator[Operation]:
    name = called(file, node)
    if found := STORAGE.get(name):
        function, does, paths = found
        plain = not any(isinstance(each, ast.Starred) for each in node.args) and len(node.args) >= paths
        for path in node.args[:paths] if plain else ():
            mode = argument(node, 1, "mode")
            opened = None if does else literal(mode)
            does = does or _by_mode(file, node, mode)
            key = key_of(file, path, folder=does in ("list", "serve"))
            named = "" if _differs(file, node, path, function) else function
            yield Operation(file, node, path, key, does, named, opened)
    elif library := LIBRARIES.get(name):
        position, word, does = library
        # With a file of the caller's own the name is only written into it.
        path_or_none = None if keyword(node, "fileobj") else argument(node, position, word)
        if path_or_none is not None:
            mode = argument(node, 1, "mode")
            opened = None if does else literal(mode)
            does = does or _by_mode(file, node, mode)
            yield Operation(file, node, path_or_none, key_of(file, path_or_none), does, mode=opened)
    elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
        yield from _method(file, node, node.func)
    elif isinstance(node.func, ast.Attribute) and node.func.attr in PATH_METHODS and _is_path(file, node.func.value):
        path = node.func.value
        if node.func.attr == "replace" and len(node.args) != 1:
            return  # a string's
        does, mode = PATH_METHODS[node.func.attr], argument(node, 0, "mode")
        opened = None if does else literal(mode)
        yield Operation(file, node, path, key_of(file, path), does or _by_mode(file, node, mode), mode=opened)


def _method(file: SourceFile, node: ast.Call, function: ast.Attribute) -> Iterator[Operation]:
    word, does = METHODS[function.attr]
    path = argument(node, 0, word)
    if path is None or STORAGE_OBJECTS.search(ast.unparse(function.value)) or _is_of_field(file, node):
        return
    if does == "save" and _is_session(file, path):
        return
    key = key_of(file, path)
    if does != "save":
        if key.begin or isinstance(path, ast.JoinedStr | ast.Constant):
            yield Operation(file, node, path, key, does)
    elif is_upload(file, function.value) or (key.begin and _looks_like_path(file, path, key)):
        plain = node.args[:1] == [path] and own_value(file, path) is None and is_upload(file, function.value)
        yield Operation(file, node, path, key, "write", "save" if plain else "")


def _is_of_field(file: SourceFile, node: ast.Call) -> bool:
    """Whether a field of a Django model keeps what the call gives it: its settings say where, not the name."""
    content = argument(node, 1, "content")
    made = lookup(file, content, content.id) if isinstance(content, ast.Name) else []
    values = [each.value for each in made] or [content]
    return all(isinstance(each, ast.Call) and called(file, each).startswith("django.core.files.") for each in values)


def _is_session(file: SourceFile, node: ast.expr) -> bool:
    """Whether a model is told to save itself by a session of the database: `order.save(session)`."""
    if _ends_as_session(node):
        return True
    return any(isinstance(each, ast.Call) and _ends_as_session(each.func) for each in flow(file, node))


def _ends_as_session(node: ast.AST) -> bool:
    return words(last_name(node))[-1:] == ["session"]


def _by_mode(file: SourceFile, node: ast.Call, mode: ast.expr | None) -> str:
    known = literal(mode) if mode is not None else "r"
    if known is None and isinstance(mode, ast.Name):
        known = _default(file, mode)
    if known is not None and "r" in known and "+" in known and is_only_read(file, node):
        return "read"
    return "write" if known is None or set(known) & set("wax+") else "read"


def _default(file: SourceFile, name: ast.Name) -> str | None:
    """The literal that a parameter of this name has as its default: `def fetch(path, mode="rb")`."""
    function = file.function(name)
    if function is None:
        return None
    return next((literal(value) for each, value in defaults(function.args) if each.arg == name.id), None)


def _differs(file: SourceFile, node: ast.Call, path: ast.expr, function: str) -> bool:
    """Whether the bucket can't do what the call asks for: appending, updating in place, an unknown mode, old Flask."""
    if own_value(file, path) is not None:
        return True
    if function.startswith("send_"):
        return any(each.arg in OLD_FLASK for each in node.keywords)
    if function != "open":
        return False
    mode = argument(node, 1, "mode")
    known = literal(mode) if mode is not None else "r"
    return known is None or "a" in known or "+" in known or any(each.arg in ("opener", None) for each in node.keywords)


def _is_path(file: SourceFile, node: ast.expr) -> bool:
    return any(isinstance(each, ast.Call) and called(file, each).startswith("pathlib.") for each in flow(file, node))


def _looks_like_path(file: SourceFile, path: ast.expr, key: Key) -> bool:
    known = text(file, own_value(file, path) or path).known
    return "/" in known or "." in known.rpartition("/")[2].strip(".")


def is_upload(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the value is a file of a request or a picture: `request.files[...]`, `form.photo.data`, Image.open.

    A parameter is one where every caller gives one.
    """
    for each in flow(file, node):
        match each:
            case ast.Attribute(attr="files", value=ast.Name(id="request") | ast.Attribute(attr="request")):
                return True
            case ast.Call() if called(file, each).startswith("PIL.Image."):
                return True
            case ast.Attribute(attr="data", value=ast.Attribute(value=ast.Name(id=name))) if "form" in name.lower():
                return True
    return (
        isinstance(node, ast.Name) and not _DEPTH.is_passed(file, depth + 1) and _is_given_upload(file, node, depth + 1)
    )


def _is_given_upload(file: SourceFile, node: ast.Name, depth: int) -> bool:
    function = file.function(node)
    bindings = lookup(file, node, node.id)
    if [each.kind for each in bindings] != ["param"] or not isinstance(
        function, ast.FunctionDef | ast.AsyncFunctionDef
    ):
        return False
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    if node.id not in names:
        return False
    position = names.index(node.id) - (names[0] in ("self", "cls"))
    if position < 0:
        return False
    edges = [each for each in callers(Code(file, function)) if each.kind == "call" and isinstance(each.node, ast.Call)]
    given = [(each.caller.file, argument(each.node, position, node.id)) for each in edges]  # type: ignore[arg-type]
    return bool(given) and all(value is not None and is_upload(other, value, depth) for other, value in given)


def flow(file: SourceFile, node: ast.expr) -> Iterator[ast.AST]:
    """The nodes of the expression and of what its names were given, also as the variable of a loop."""
    seen: set[ast.AST] = set()
    queue: list[ast.AST] = [node]
    while queue:
        start = queue.pop()
        if start in seen or len(seen) > 40:
            continue
        seen.add(start)
        for each in walk(start):
            yield each
            if isinstance(each, ast.Name):
                for binding in lookup(file, each, each.id):
                    if binding.value is not None:
                        queue.append(binding.value)
                    elif isinstance(binding.node, ast.For | ast.comprehension):
                        queue.append(binding.node.iter)
