"""Who calls a piece of code: looked for by name in the files whose bytes hold it, then each candidate must resolve.

The files that can't hold a call are never parsed.
"""

from __future__ import annotations

import ast
import posixpath
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
from codemods.model.templates import template_texts
from codemods.model.types import evaluate, subclasses
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.text.code_bytes import defines, has_attribute, may_mean
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_BY_CLASS = (*CONSTRUCTORS, *MANAGERS, "__call__")
# By how many names (its own, aliases, tables of functions, functions that return it) a callee is looked for.
_NAMES = 6
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# What takes a module's functions by names that are made while the program runs.
_BY_MADE_NAME = re.compile(
    rb"\b(?:globals|vars|locals)\(\)|\bgetmembers\(|\bsys\.modules\b|\bgetattr\(\s*\w*module\w*\s*,"
)
_DEFINED: tuple[type[ast.AST], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SAYING: tuple[type[ast.AST], ...] = (ast.Name, ast.Attribute, ast.Constant)
# A method's name of several words, which none of those begins that frameworks call it by.
_OWN = re.compile(
    r"_?(?!(?:on|process|do|visit|handle|has|open|close|before|after|pre|post|set|tear|setup|teardown|resolve|validate"
    r"|clean|perform|test|step|get|is|to|from|api|log|default)_)[a-z]+_\w*[a-z0-9]$"
)
# What asks a thing for an attribute whose name is no literal.
_BY_ATTRIBUTE = re.compile(
    rb"\bgetattr\(\s*[\w.]+(?:\([^()]*\))?\s*,\s*(?![rbu]?[\"'])|\b(?:methodcaller|attrgetter)\(\s*(?![rbu]?[\"'])"
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
    files = [each for each in files if (known is None or each.path in known) and not project.is_test(each.path)]
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
    """Whether a node is in a function, a method or a class that nothing comes to."""
    around = [node, *file.ancestors(node)]
    if len(around) < 2:
        return False
    inner = around[-3:-2]
    return _is_unnamed(file, around[-2], frozenset()) or (
        not _takes_by_name(file.project) and any(_is_unnamed_method(file, around[-2], each) for each in inner)
    )


def is_out_of_use_at(file: SourceFile, line: int) -> bool:
    """Whether a line is in what a function of the module does, or a method, and nothing comes to that: what stands in a
    class itself is done when the module is imported.

    Raises Unreadable.
    """
    top = next((each for each in file.tree.body if isinstance(each, _Definition) and _does(each, line)), None)
    if top is None or top.name in CALLED_BY_NAME or _takes_by_name(file.project):
        return False
    inner = [each for each in top.body if isinstance(each, FUNCTIONS) and _does(each, line)]
    return _is_unnamed(file, top, frozenset()) or any(_is_unnamed_method(file, top, each) for each in inner)


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
    if _is_named_outside(file, top.name):
        return False
    return all(
        each is top or each in asked or not _spells(each, top.name) or _is_unnamed(file, each, asked | {top})
        for each in file.tree.body
    )


def _is_unnamed_method(file: SourceFile, owner: ast.AST, method: ast.AST) -> bool:
    """Whether a plain method has a name that nothing has besides: no call, no text, no other method."""
    if not isinstance(owner, ast.ClassDef) or not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    if method.decorator_list or owner.keywords or any(ast.unparse(each) != "object" for each in owner.bases):
        return False
    if method.name in CALLED_BY_NAME or not _OWN.match(method.name) or _makes_up_attributes(file):
        return False
    own = set(ast.walk(method))
    others = (each for kind in (*_DEFINED, *_SAYING) for each in file.nodes(kind) if each not in own)
    return not any(_says(each, method.name) for each in others) and not _is_named_outside(file, method.name)


@once
def _makes_up_attributes(file: SourceFile) -> bool:
    """Whether code that may have something of a file asks things for attributes by names that it makes up."""
    files = (file.project.files[path] for path in knowing(file))
    return any(_BY_ATTRIBUTE.search(each.spelled) for each in files)


@once
def _is_named_outside(file: SourceFile, name: str) -> bool:
    """Whether another file has a name, besides an import that it makes no use of."""
    word = re.compile(rb"\b%s\b" % re.escape(name.encode()))
    texts = (each.data for each in file.project.files.values() if each.kind != "python")
    if any(map(word.search, (*texts, *template_texts(file.project)))):
        return True
    others = file.project.words.holding(name.encode(), whole=True)
    return any(_takes(each, name) for each in others if each is not file)


def _takes(file: SourceFile, name: str) -> bool:
    """Whether a file does anything with a name but to import it, or to speak of it in a comment."""
    hands_on = posixpath.basename(file.path) == "__init__.py"
    try:
        for alias in file.nodes(ast.alias):
            if (alias.asname or hands_on) and name in (alias.name.split(".")[-1], alias.asname):
                return True
        return any(_says(each, name) for kind in (*_DEFINED, *_SAYING) for each in file.nodes(kind))
    except Unreadable:
        return True


def _spells(statement: ast.stmt, name: str) -> bool:
    """Whether a statement has the name, also as a part of a text: `__all__`, `globals()["make"]`."""
    return any(_says(each, name) for each in ast.walk(statement))


def _says(node: ast.AST, name: str) -> bool:
    match node:
        case ast.FunctionDef(name=text) | ast.AsyncFunctionDef(name=text) | ast.ClassDef(name=text):
            return text == name
        case ast.Name(id=text) | ast.Attribute(attr=text) | ast.Constant(value=str(text)):
            return text == name or (name in text and re.search(rf"\b{re.escape(name)}\b", text) is not None)
    return False
