"""Dictionaries of defaults whose keys code asks the environment for: `{key: environ.get(key, value) for key, value in
DEFAULTS.items()}`, `{**DEFAULTS, **os.environ}`, `environ.get(name, DEFAULTS[name])`, here or in what imports them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.settings import READERS
from codemods.model.environment_reads import is_computed_read
from codemods.model.functions import FUNCTIONS
from codemods.model.import_graph import knowing
from codemods.model.names import last_name, qualified
from codemods.model.parsable import mentioning
from codemods.model.scopes import lookup, tables
from codemods.model.strings import literal
from codemods.model.types import Thing, evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_JOINS = ("ChainMap", "dict", "update", "DeepChainMap")
# What a loop over the names calls, and a helper behind that: what lies deeper reads for somebody else.
_DEPTH = 2
_NEEDLES = (b"environ", b"getenv", *{each.partition(".")[0].encode() for each in READERS})


@once
def is_asked_by_key(file: SourceFile, mapping: ast.Dict) -> bool:
    """Whether the environment is asked for whatever keys a dictionary has, one that a module or a class names."""
    parent = file.parents.get(mapping)
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    if not isinstance(parent, ast.Assign | ast.AnnAssign) or file.function(mapping) is not None:
        return False
    names = [each.id for each in targets if isinstance(each, ast.Name)]
    return any(_asks_here(file, home, name) for name in names for home in _homes(file, name))


def _homes(file: SourceFile, name: str) -> Iterator[SourceFile]:
    asking = _asking(file.project)
    if file.path in asking:
        yield file
    if among := knowing(file) & asking:
        yield from (each for each in mentioning(file.project, name, among) if each is not file)


@once
def _asking(project: Project) -> frozenset[str]:
    """The paths of the files that can ask the environment: they name what does, or import such a file."""
    naming = {each for needle in _NEEDLES for each in project.mentioning(needle)}
    return frozenset(path for each in naming for path in (each.path, *knowing(each)))


def _asks_here(file: SourceFile, home: SourceFile, name: str) -> bool:
    for use in _uses(file, home, name):
        child: ast.AST = use
        for each in home.ancestors(use):
            match each:
                case ast.For(iter=iterable) if child is iterable:
                    if _reads_by_name(home, each) or _module_reads_by_name(home):
                        return True
                case ast.comprehension(iter=iterable) if child is iterable:
                    if _reads_by_name(home, home.parents[each]) or _module_reads_by_name(home):
                        return True
                case ast.Dict() | ast.BinOp(op=ast.BitOr()) | ast.Call() if _joins(home, each):
                    return True
                case ast.Subscript(value=value, slice=key) if child is value and literal(key) is None:
                    around = home.function(each) or home.statement(each)
                    if _reads_by_name(home, around):
                        return True
                case ast.stmt():
                    break
            child = each
    return False


def _uses(file: SourceFile, home: SourceFile, name: str) -> Iterator[ast.expr]:
    """The places of a file that mean the dictionary."""
    for each in home.nodes(ast.Name):
        if each.id == name and isinstance(each.ctx, ast.Load):
            bindings = lookup(home, each, name)
            own = home is file and any(bindings is table.names.get(name) for table in tables(home).values())
            if own or any(binding.kind == "from" for binding in bindings):
                yield each
    for attribute in home.nodes(ast.Attribute):
        if attribute.attr == name and isinstance(attribute.ctx, ast.Load):
            yield attribute


def _joins(file: SourceFile, node: ast.AST) -> bool:
    """Whether the whole environment is laid over something."""
    match node:
        case ast.Dict(keys=keys, values=values):
            parts = [value for key, value in zip(keys, values, strict=True) if key is None]
        case ast.BinOp(right=right):
            parts = [right]
        case ast.Call(func=function, args=args, keywords=keywords) if last_name(function) in _JOINS:
            parts = [*args, *(each.value for each in keywords if each.arg is None)]
        case _:
            return False
    return any(isinstance(each, ast.Name | ast.Attribute) and qualified(file, each) == "os.environ" for each in parts)


def _module_reads_by_name(file: SourceFile) -> bool:
    return any(is_computed_read(file, each) for each in (*file.nodes(ast.Call), *file.nodes(ast.Subscript)))


def _reads_by_name(file: SourceFile, node: ast.AST, depth: int = 0) -> bool:
    """Whether code, or a function of the project that it calls, reads variables whose names it computes."""
    for each in ast.walk(node):
        if is_computed_read(file, each):
            return True
        if isinstance(each, ast.Call) and depth < _DEPTH:
            for thing in evaluate(file, each.func):
                if isinstance(thing.node, FUNCTIONS) and thing.node is not node and _reads_in(thing, depth):
                    return True
    return False


def _reads_in(thing: Thing, depth: int) -> bool:
    try:
        return _reads_by_name(thing.file, thing.node, depth + 1)
    except Unreadable:
        return False
