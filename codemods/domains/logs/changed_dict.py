"""What code changes in a logging dictionary between its literal and `dictConfig`: the literal is not what counts then.

`handler = LOGGING["handlers"]["file"]; handler["filename"] = os.environ["LOG"]`, `.update`, `del`, `|=`, a loop over
the handlers, `{**BASE, …}`, also in a function that gets the dictionary and in a module that imports it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.logs.choice import is_chosen
from codemods.domains.logs.dict_config import Entry
from codemods.model.call_graph import carried_out, parameter
from codemods.model.functions import returns
from codemods.model.import_graph import knowing
from codemods.model.names import last_name
from codemods.model.parsable import mentioning
from codemods.model.scopes import lookup, tables
from codemods.model.strings import literal
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

# A path of keys into the dictionary; None: any key.
Path = tuple[str | None, ...]

_COPIES = ("dict", "copy", "deepcopy", "ChainMap", "OrderedDict")
_BY_KEY = ("get", "setdefault", "pop", "__getitem__", "__setitem__")
_ALL = ("values", "items")
_CHANGES = ("update", "setdefault", "pop", "popitem", "clear", "__setitem__", "append", "extend", "remove", "insert")
_CLASS = ("class", "()")
# What may change without a say in where lines go.
_HARMLESS = ("version", "disable_existing_loggers", "incremental")


@dataclass(frozen=True, slots=True)
class _Change:
    """One key that is set, or gone (no value)."""

    file: SourceFile
    path: Path
    value: ast.expr | None


class _Dictionary:
    """Where the dictionary goes under which names: `_known` has them by the table that binds them."""

    def __init__(self, file: SourceFile, outer: ast.AST) -> None:
        self._known: dict[tuple[int, str], tuple[SourceFile, Path]] = {}
        self._results: dict[int, Path] = {}
        self._exported: dict[str, Path] = {}
        self._files = [file]
        self.literal = outer
        self._begin(file, outer)

    def changes(self) -> Iterator[_Change]:
        """Everything that is changed in it."""
        before = -1
        while before != (before := len(self._known) + len(self._results)):
            for file in tuple(self._files):
                self._follow(file)
        for file in self._files:
            yield from self._changes(file)

    def _begin(self, file: SourceFile, outer: ast.AST) -> None:
        parent = file.parents.get(outer)
        match parent:
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                keys: Path = ()
                while isinstance(target, ast.Subscript):
                    keys, target = (literal(target.slice), *keys), target.value
                if isinstance(target, ast.Name):
                    self._bind(file, target, target.id, ())
                self.prefix = keys
            case ast.Return():
                self._results[id(file.function(parent))] = ()
                self.prefix = ()
            case _:
                self.prefix = ()

    def _bind(self, file: SourceFile, node: ast.AST, name: str, path: Path) -> None:
        bindings = lookup(file, node, name)
        key = (id(bindings), name)
        if not bindings or key in self._known:
            return
        self._known[key] = (file, path)
        if bindings is tables(file)[file.tree].names.get(name):
            self._exported[name] = path
            known = knowing(file)
            self._files += [
                each for each in mentioning(file.project, name, known) if each not in self._files
            ]  # fmt: skip

    def _path(self, file: SourceFile, node: ast.AST | None) -> Path | None:
        """Where in the dictionary an expression leads; None where it does not."""
        match node:
            case ast.Name(id=name):
                bindings = lookup(file, node, name)
                if (known := self._known.get((id(bindings), name))) is not None:
                    return known[1]
                return self._exported.get(name) if any(each.kind == "from" for each in bindings) else None
            case ast.Attribute(attr=name) if name in self._exported:
                return self._exported[name]
            case ast.Subscript(value=value, slice=key):
                return None if (path := self._path(file, value)) is None else (*path, literal(key))
            case ast.Call():
                return self._of_call(file, node)
            case ast.BinOp(left=one, op=ast.BitOr(), right=other) | ast.IfExp(body=one, orelse=other):
                return found if (found := self._path(file, one)) is not None else self._path(file, other)
            case ast.Dict(keys=keys, values=values):
                spread = (value for key, value in zip(keys, values, strict=True) if key is None)
                return next((path for each in spread if (path := self._path(file, each)) is not None), None)
            case ast.NamedExpr(value=value) | ast.Starred(value=value):
                return self._path(file, value)
        return None

    def _of_call(self, file: SourceFile, call: ast.Call) -> Path | None:
        name = last_name(call.func)
        if isinstance(call.func, ast.Attribute) and (path := self._path(file, call.func.value)) is not None:
            if name in _BY_KEY and call.args:
                return (*path, literal(call.args[0]))
            return (*path, None) if name in _ALL else path if name in _COPIES else None
        if name in _COPIES and call.args:
            return self._path(file, call.args[0])
        if self._results:
            for thing in evaluate(file, call.func):
                if (path := self._results.get(id(thing.node))) is not None:
                    return path
        return None

    def _follow(self, file: SourceFile) -> None:
        """Bind the names that a part of the dictionary is given."""
        assignments: list[ast.Assign | ast.AnnAssign | ast.NamedExpr]
        assignments = [*file.nodes(ast.Assign), *file.nodes(ast.AnnAssign), *file.nodes(ast.NamedExpr)]
        for assignment in assignments:
            if (path := self._path(file, assignment.value)) is not None:
                targets = assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        self._bind(file, target, target.id, path)
        loops: list[ast.For | ast.comprehension] = [*file.nodes(ast.For), *file.nodes(ast.comprehension)]
        for loop in loops:
            if (path := self._path(file, loop.iter)) is not None and isinstance(loop.iter, ast.Call):
                target = loop.target.elts[-1] if isinstance(loop.target, ast.Tuple) else loop.target
                if isinstance(target, ast.Name):
                    self._bind(file, target, target.id, path)
        for call in file.nodes(ast.Call):
            self._pass_on(file, call)
        for function in (*file.nodes(ast.FunctionDef), *file.nodes(ast.AsyncFunctionDef)):
            for value in returns(function):
                if (path := self._path(file, value)) is not None:
                    self._results.setdefault(id(function), path)

    def _pass_on(self, file: SourceFile, call: ast.Call) -> None:
        for given in (*call.args, *(each.value for each in call.keywords)):
            if isinstance(given, ast.Constant) or (path := self._path(file, given)) is None:
                continue
            for thing in evaluate(file, call.func):
                function = carried_out(thing.node)
                if function is not None and (name := parameter(thing.file, function, call, given)):
                    if thing.file not in self._files:
                        self._files.append(thing.file)
                    self._bind(thing.file, function.body[0], name, path)

    def _changes(self, file: SourceFile) -> Iterator[_Change]:
        statements: list[ast.Assign | ast.AugAssign | ast.Delete]
        statements = [*file.nodes(ast.Assign), *file.nodes(ast.AugAssign), *file.nodes(ast.Delete)]
        for statement in statements:
            value = None if isinstance(statement, ast.Delete) else statement.value
            if value is self.literal:
                continue
            targets = [statement.target] if isinstance(statement, ast.AugAssign) else statement.targets
            for target in targets:
                path = self._path(file, target)
                if path is not None and isinstance(statement, ast.AugAssign):
                    yield from self._spread(file, path, [statement.value])
                elif path is not None and isinstance(target, ast.Subscript):
                    yield _Change(file, path, value)
        for call in file.nodes(ast.Call):
            name = last_name(call.func)
            if isinstance(call.func, ast.Attribute) and name in _CHANGES:
                if (path := self._path(file, call.func.value)) is not None:
                    yield from self._of_method(file, call, name, path)
            elif name in _COPIES and call.args and (path := self._path(file, call.args[0])) is not None:
                yield from self._spread(file, path, [], call.keywords)
        for display in file.nodes(ast.Dict):
            if None in display.keys and (path := self._path(file, display)) is not None:
                yield from self._spread(file, path, [display])

    def _of_method(self, file: SourceFile, call: ast.Call, name: str, path: Path) -> Iterator[_Change]:
        if name == "update":
            yield from self._spread(file, path, call.args, call.keywords)
        elif name in _BY_KEY and call.args:
            value = call.args[1] if len(call.args) > 1 and name != "pop" else None
            yield _Change(file, (*path, literal(call.args[0])), value)
        else:
            yield _Change(file, (*path, None), None)

    def _spread(
        self, file: SourceFile, path: Path, given: list[ast.expr], keywords: list[ast.keyword] | None = None
    ) -> Iterator[_Change]:
        """The keys that `update`, `|=`, `dict(…, key=…)` and `{**…, "key": …}` set."""
        for each in keywords or ():
            yield _Change(file, (*path, each.arg), each.value)
        for display in given:
            if not isinstance(display, ast.Dict):
                yield _Change(file, (*path, None), display)
                continue
            for key, value in zip(display.keys, display.values, strict=True):
                if key is not None:
                    yield _Change(file, (*path, literal(key)), value)


def changed(file: SourceFile, entry: Entry) -> str:
    """What becomes of a handler before it is made: "given" where a setting gives its file, or the code takes it away,
    "changed" where something else of it, or of whom it stands beside, is another; '' where nothing is.

    Raises Unreadable.
    """
    found = [fate for outer, own in _wholes(file, entry.node, frozenset()) for fate in _fates(file, outer, own)]
    return "given" if "given" in found else "changed" if found else ""


def _wholes(file: SourceFile, node: ast.AST, seen: frozenset[ast.AST]) -> Iterator[tuple[ast.AST, Path]]:
    """The outermost dictionary around one, with the path to it, and those that a name puts that one into."""
    own: Path = ()
    while isinstance(parent := file.parents.get(node), ast.Dict):
        key = next((key for key, value in zip(parent.keys, parent.values, strict=True) if value is node), None)
        own, node = (None if key is None else literal(key), *own), parent
    yield node, own
    match file.parents.get(node):
        case ast.Assign(targets=[ast.Name(id=name) as target]) | ast.AnnAssign(target=ast.Name(id=name) as target):
            bindings = lookup(file, target, name)
            for each in file.nodes(ast.Name) if node not in seen else ():
                inside = isinstance(file.parents.get(each), ast.Dict) and each.id == name
                if inside and lookup(file, each, name) is bindings:
                    for outer, path in _wholes(file, each, seen | {node}):
                        yield outer, (*path, *own)


def _fates(file: SourceFile, outer: ast.AST, own: Path) -> Iterator[str]:
    dictionary = _Dictionary(file, outer)
    own = (*dictionary.prefix, *own)
    for each in dictionary.changes():
        if _is_harmless(each.path):
            continue
        key = each.path[-1] if len(each.path) == len(own) + 1 else None
        gone = len(each.path) <= len(own) and None not in each.path
        given = gone or key in _CLASS or (key == "filename" and _is_given(each))
        yield "given" if given and _meets(each.path, own) else "changed"


def _is_given(change: _Change) -> bool:
    return change.value is None or is_chosen(change.file, change.value)


def _is_harmless(path: Path) -> bool:
    return path[:1] == () or path[0] in _HARMLESS or (path[:1] in (("root",), ("loggers",)) and path[-1] == "level")


def _meets(one: Path, other: Path) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=False))
