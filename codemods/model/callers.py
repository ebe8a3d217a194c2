"""Who calls a piece of code: looked for by name in the files whose bytes hold it, then each candidate must resolve.

The files that can't hold a call are never parsed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codemods.libraries.frameworks.web import CALLED_BY_NAME
from codemods.model.call_graph import CONSTRUCTORS, MANAGERS, Code, Edge, edges_at, only_method
from codemods.model.functions import FUNCTIONS
from codemods.model.import_graph import knowing
from codemods.model.names import last_name, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import scope_of, tables
from codemods.model.types import evaluate, subclasses
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.text.code_bytes import defines, has_attribute, may_mean
from codemods.vocabulary.kept import fact, once

_BY_CLASS = (*CONSTRUCTORS, *MANAGERS, "__call__")
# By how many names (its own, aliases, tables of functions, functions that return it) a callee is looked for.
_NAMES = 6
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# What takes a module's functions by names that are made while the program runs.
_BY_MADE_NAME = re.compile(
    rb"\b(?:globals|vars|locals)\(\)|\bgetmembers\(|\bsys\.modules\b|\bgetattr\(\s*\w*module\w*\s*,"
)
# Decorators that leave a function to whoever names it: any other may hand it on.
_PLAIN = frozenset(("contextmanager", "asynccontextmanager", "cache", "lru_cache", "wraps"))


def callers(code: Code, among: frozenset[str] | None = None) -> tuple[Edge, ...]:
    """The edges that end at a piece of code, tests left out; of a module's level see model.import_graph.

    `among`: the paths of the files in which callers are looked for, None for all.
    """
    return asked(code.file.project, (code.node, "callers", among), lambda: _callers(code, among))


def _callers(code: Code, among: frozenset[str] | None) -> Iterator[Edge]:
    if isinstance(code.node, ast.Lambda):
        for node in code.file.ancestors(code.node):
            if isinstance(node, ast.Call):
                yield from (each for each in edges_at(code.file, node) if each.callee == code)
        return
    if not isinstance(code.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    owner = code.file.parents.get(code.node)
    nested = not isinstance(scope_of(code.file, code.node), ast.Module | ast.ClassDef)
    special = isinstance(owner, ast.ClassDef) and code.node.name in _BY_CLASS
    # What is a call's result can be the code where a function returns it, or where it runs by using an instance.
    by_result = nested or (special and code.node.name not in CONSTRUCTORS)
    names: list[tuple[str, SourceFile | None]] = [(each, None) for each in _searched(code)]
    first = {name for name, _ in names}
    for name, only in names:
        for file in (only,) if only is not None else _candidates(code, name, among, nested, name in first):
            edges, carriers = _uses(file, name)
            yield from edges.get(code, ())
            for each in carriers:
                known = (each.name, None) in names or (each.name, file) in names
                if known or len(names) >= _NAMES + len(first) or (each.called and not by_result):
                    continue
                sure = special or name not in first or isinstance(each.node, ast.alias)
                if sure or any(thing.node is code.node for thing in evaluate(file, each.node)):
                    names.append((each.name, file if each.local else None))


@dataclass(frozen=True, slots=True)
class _Carrier:
    """Another name that a reference gives to what it means, or (`called`) to the result of calling that."""

    node: ast.AST
    name: str
    local: bool
    called: bool


@once
def _uses(file: SourceFile, name: str) -> tuple[dict[Code, list[Edge]], list[_Carrier]]:
    """What a file does with a name: the edges that uses of it make, by callee, and the names that pass it on."""
    found: dict[Code, list[Edge]] = {}
    nodes = references(file).get(name, ())
    carriers = [each for node in nodes if (each := _carrier(file, node)) is not None]
    for around in dict.fromkeys(each for node in nodes for each in _around(file, node)):
        for edge in edges_at(file, around):
            found.setdefault(edge.callee, []).append(edge)
    return found, carriers


def _searched(code: Code) -> list[str]:
    """The names by which calls of a function can be found: its own, or its classes' for a special method."""
    name: str = code.node.name  # type: ignore[attr-defined]
    owner = code.file.parents.get(code.node)
    if isinstance(owner, ast.ClassDef) and name in _BY_CLASS:
        return [owner.name, *dict.fromkeys(each.name for _, each in subclasses(code.file, owner))]
    return [name]


def _candidates(
    code: Code, name: str, among: frozenset[str] | None, nested: bool, defined: bool
) -> Iterable[SourceFile]:
    """The files that can hold a reference: a nested function's own one, else all whose code can mean it.

    `defined`: the name is the function's or its class's own, so that another module has to import it.
    """
    own = name == getattr(code.node, "name", "")
    if own and nested:
        return (code.file,)
    project = code.file.project
    is_method = own and isinstance(code.file.parents.get(code.node), ast.ClassDef)
    if is_method and code in only_method(project, name):
        known = among
    else:
        # A proxy means the project's class without an import of it.
        known = knowing(code.file) | _proxied(project)
        known = known if among is None else known & among
    files = project.words.holding(name.encode(), whole=True)
    files = [each for each in files if not project.is_test(each.path) and (known is None or each.path in known)]
    if is_method:
        files = [each for each in files if has_attribute(each, name)]
    elif defined:
        files = [each for each in files if may_mean(each, name) or defines(each, name)]
    return readable(files)


@once
def _proxied(project: Project) -> frozenset[str]:
    """The files that can mean a class of the project by `current_user`."""
    return frozenset(each.path for each in project.mentioning(b"current_user"))


@fact
def references(file: SourceFile) -> dict[str, list[ast.AST]]:
    """The nodes that use a name or an attribute, by the name; from-imports and aliases included."""
    found: dict[str, list[ast.AST]] = {}
    for node in file.nodes(ast.Name):
        found.setdefault(node.id, []).append(node)
    for attribute in file.nodes(ast.Attribute):
        found.setdefault(attribute.attr, []).append(attribute)
    for alias in file.nodes(ast.alias):
        if alias.asname:
            found.setdefault(alias.name, []).append(alias)
    return found


def _around(file: SourceFile, node: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose edges a reference can be part of: itself, the calls around it, what it decorates."""
    child = node
    yield node
    for each in file.ancestors(node):
        if isinstance(each, ast.Call | ast.withitem):
            yield each
        elif isinstance(each, ast.stmt):
            if child in getattr(each, "decorator_list", ()):
                yield each
            return
        child = each


def _carrier(file: SourceFile, node: ast.AST) -> _Carrier | None:
    """The alias, the variable or table of functions, the loop's variable, or the function that returns it."""
    if isinstance(node, ast.alias):
        return _Carrier(node, node.asname or "", False, False)
    child, called = node, False
    for each in file.ancestors(node):
        match each:
            case ast.Call(func=func) if func is child:
                called = True
            case ast.Call(func=func) if qualified(file, func) != "functools.partial":
                return None
            case ast.Assign(targets=[ast.Name(id=name), *_]):
                scope = scope_of(file, each)
                local = isinstance(scope, FUNCTIONS) and name not in tables(file)[scope].outside
                return _Carrier(node, name, local, called)
            case ast.Assign(targets=[ast.Attribute(attr=name), *_]):
                return _Carrier(node, name, False, called)
            case ast.For(target=ast.Name(id=name), iter=values) if values is child:
                return _Carrier(node, name, True, called)
            case ast.Return():
                function = file.function(each)
                name = getattr(function, "name", "")
                return _Carrier(node, name, False, called) if name else None
            case ast.stmt():
                return None
        child = each
    return None


def is_out_of_use(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node is in a function or class that nothing comes to."""
    around = [node, *file.ancestors(node)]
    return len(around) > 1 and _is_unnamed(file, around[-2], frozenset())


def is_out_of_use_at(file: SourceFile, line: int) -> bool:
    """Whether a line is in what a function of the module does, or a method, and nothing comes to that: what stands in a
    class itself is done when the module is imported.

    Raises Unreadable.
    """
    top = next((each for each in file.tree.body if isinstance(each, _Definition) and _does(each, line)), None)
    if top is None or top.name in CALLED_BY_NAME or _takes_by_name(file.project):
        return False
    return _is_unnamed(file, top, frozenset())


def _does(node: ast.stmt, line: int) -> bool:
    match node:
        case ast.FunctionDef(body=[first, *_]) | ast.AsyncFunctionDef(body=[first, *_]):
            return first.lineno <= line <= (node.end_lineno or 0)
        case ast.ClassDef(body=body):
            return any(_does(each, line) for each in body)
    return False


@once
def _takes_by_name(project: Project) -> bool:
    """Whether some code takes what modules have by names that it makes up."""
    return any(_BY_MADE_NAME.search(each.spelled) for each in project.python() if not project.is_test(each.path))


def _is_unnamed(file: SourceFile, top: ast.AST, asked: frozenset[ast.AST]) -> bool:
    """`asked`: the definitions that name it and are unnamed themselves, if this one is."""
    if not isinstance(top, _Definition) or any(last_name(each) not in _PLAIN for each in top.decorator_list):
        return False
    # Whoever made the class that it is a kind of may keep a list of them.
    if isinstance(top, ast.ClassDef) and (top.keywords or any(ast.unparse(each) != "object" for each in top.bases)):
        return False
    name = top.name.encode()
    if any(each is not file for each in file.project.words.holding(name, whole=True)):
        return False
    word = re.compile(rb"\b%s\b" % re.escape(name))
    if any(each.kind != "python" and word.search(each.data) for each in file.project.files.values()):
        return False
    return all(
        each is top or each in asked or not _spells(each, top.name) or _is_unnamed(file, each, asked | {top})
        for each in file.tree.body
    )


def _spells(statement: ast.stmt, name: str) -> bool:
    """Whether a statement has the name, also as a part of a text: `__all__`, `globals()["make"]`."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    for each in ast.walk(statement):
        match each:
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.Constant(value=str(text)) if word.search(text):
                return True
    return False
