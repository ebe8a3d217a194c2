"""Who calls a piece of code: looked for by name in the files whose bytes hold it, then each candidate must resolve.

The files that can't hold a call are never parsed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from codemods.analysis.calls import CONSTRUCTORS, MANAGERS, Code, Edge, edges_at
from codemods.analysis.functions import FUNCTIONS
from codemods.analysis.names import qualified
from codemods.analysis.objects import mentioning, subclasses
from codemods.analysis.source import SourceFile

_BY_CLASS = (*CONSTRUCTORS, *MANAGERS, "__call__")
# By how many names (its own, aliases, tables of functions, functions that return it) a callee is looked for.
_NAMES = 6


def callers(code: Code) -> tuple[Edge, ...]:
    """The edges that end at a piece of code, tests left out; of a module's level see analysis.imports."""
    cache: dict[ast.AST, tuple[Edge, ...]] = code.file.__dict__.setdefault("_callers", {})
    if code.node not in cache:
        cache[code.node] = ()
        cache[code.node] = tuple(dict.fromkeys(_callers(code)))
    return cache[code.node]


def _callers(code: Code) -> Iterator[Edge]:
    if isinstance(code.node, ast.Lambda):
        for node in code.file.ancestors(code.node):
            if isinstance(node, ast.Call):
                yield from (each for each in edges_at(code.file, node) if each.callee == code)
        return
    if not isinstance(code.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    names = _searched(code)
    done: set[str] = set()
    while pending := [each for each in names if each not in done][:1]:
        (name,) = pending
        done.add(name)
        for file in _candidates(code, name):
            edges, passed_on = _uses(file, name)
            yield from edges.get(code, ())
            names += [each for each in passed_on if each not in names][: max(0, _NAMES - len(names))]


def _uses(file: SourceFile, name: str) -> tuple[dict[Code, list[Edge]], list[str]]:
    """What a file does with a name: the edges that uses of it make, by callee, and the names that pass it on."""
    cache: dict[str, tuple[dict[Code, list[Edge]], list[str]]] = file.__dict__.setdefault("_uses", {})
    if name not in cache:
        found: dict[Code, list[Edge]] = {}
        passed_on: list[str] = []
        cache[name] = (found, passed_on)
        nodes = references(file).get(name, ())
        for each in dict.fromkeys(around for node in nodes for around in _around(file, node)):
            for edge in edges_at(file, each):
                found.setdefault(edge.callee, []).append(edge)
        passed_on += dict.fromkeys(filter(None, (_carrier(file, node) for node in nodes)))
    return cache[name]


def _searched(code: Code) -> list[str]:
    """The names by which calls of a function can be found: its own, or its classes' for a special method."""
    name: str = code.node.name  # type: ignore[attr-defined]
    owner = code.file.parents.get(code.node)
    if isinstance(owner, ast.ClassDef) and name in _BY_CLASS:
        return [owner.name, *dict.fromkeys(each.name for _, each in subclasses(code.file, owner))]
    return [name]


def _candidates(code: Code, name: str) -> Iterable[SourceFile]:
    """The files that can hold a reference: a nested function's own one, else all that mention the name."""
    if isinstance(code.file.parents.get(code.node), FUNCTIONS) and name == getattr(code.node, "name", ""):
        return (code.file,)
    return mentioning(code.file.project, name)


def references(file: SourceFile) -> dict[str, list[ast.AST]]:
    """The nodes that use a name or an attribute, by the name; from-imports and aliases included."""
    cached: dict[str, list[ast.AST]] | None = file.__dict__.get("_references")
    if cached is None:
        cached = file.__dict__["_references"] = {}
        for node in ast.walk(file.tree):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    cached.setdefault(name, []).append(node)
                case ast.alias(name=name, asname=str()):
                    cached.setdefault(name, []).append(node)
    return cached


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


def _carrier(file: SourceFile, node: ast.AST) -> str:
    """Another name that a reference gives to what it means: an alias, a table, the function that returns it."""
    if isinstance(node, ast.alias):
        return node.asname or ""
    child: ast.AST = node
    for each in file.ancestors(node):
        match each:
            case ast.Call(func=func) if func is not child and qualified(file, func) != "functools.partial":
                return ""
            case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name), *_]):
                return name
            case ast.For(target=ast.Name(id=name), iter=values) if values is child:
                return name
            case ast.Return():
                function = file.function(each)
                return "" if function is None else getattr(function, "name", "")
            case ast.stmt():
                return ""
        child = each
    return ""
