"""Whether a connection's address is one that a function or object is given, and no setting of the service's own.

Consoles, query runners, checks and plug-ins connect to whatever database their user names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.connections.addresses import parts
from codemods.domains.connections.plugins import is_configured_plugin
from codemods.libraries.connections import CALLS
from codemods.model.names import called, qualified
from codemods.model.parsable import mentioning
from codemods.model.scopes import lookup, tables
from codemods.model.types import ancestry, subclasses
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile

_DEPTH = Limit(10, "the address of a connection")
_ADDRESSES = ("HOST", "DSN", "URL")
_KEYS = frozenset(("host", "hostname", "server", "dsn"))
# By these names nobody can tell whose method is called.
_OF_ALL = frozenset((*dir(dict), *dir(list), *dir(set), *dir(str)))
Value = tuple[SourceFile, ast.expr]


def is_given(file: SourceFile, call: ast.Call) -> bool:
    """Whether the address that a call connects to comes from parameters or a request, and nowhere from a setting."""
    found = {kind for value in _addresses(file, call) for kind in _origins(file, value, 0, top=True)}
    return "given" in found and "own" not in found


def _addresses(file: SourceFile, call: ast.Call) -> list[ast.expr]:
    connect = CALLS.get(called(file, call))
    if connect is None:
        return []
    settings = list(parts(call, connect))
    for wanted in _ADDRESSES:
        if values := [value for suffix, value in settings if suffix == wanted]:
            return values
    return [each.value for each in call.keywords if each.arg is None]


def _origins(file: SourceFile, node: ast.expr, depth: int, *, top: bool = False) -> Iterator[str]:
    """`own` for a setting of the service, `given` for what a caller or a user names, nothing for what is unknown."""
    if _DEPTH.is_passed(file, depth):
        return
    if qualified(file, node).startswith("flask.request"):
        yield "given"
        return
    if _is_setting(node):
        yield "own"
        return
    match node:
        case ast.Constant(value=str() as value) if value and top:
            yield "own"
        case ast.Name():
            yield from _name(file, node, depth)
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            for home, value in _assigned(file, node, attr):
                yield from _origins(home, value, depth + 1, top=True)
        case ast.Attribute(value=value) | ast.Subscript(value=value) | ast.Await(value=value):
            yield from _origins(file, value, depth + 1)
        case ast.Call():
            yield from _call(file, node, depth)
        case ast.Dict():
            for value in _entries(node):
                yield from _origins(file, value, depth + 1, top=True)
        case ast.BinOp() | ast.BoolOp() | ast.IfExp() | ast.JoinedStr() | ast.FormattedValue():
            for each in ast.iter_child_nodes(node):
                if isinstance(each, ast.expr):
                    yield from _origins(file, each, depth + 1)


def _is_setting(node: ast.expr) -> bool:
    """Whether something is got by a name in capitals: `config.DB_HOST`, `app.config["DB_HOST"]`."""
    match node:
        case ast.Attribute(attr=str(name)) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name.isupper()
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            return name.isupper()
    return False


def _call(file: SourceFile, node: ast.Call, depth: int) -> Iterator[str]:
    """What is made of other things is theirs; the module that makes it of something given does not count."""
    arguments = [*node.args, *_entries(node)]
    inner = node.func.value if isinstance(node.func, ast.Attribute) else None
    found = [kind for each in arguments for kind in _origins(file, each, depth + 1)]
    if inner is not None and ("given" not in found or not isinstance(inner, ast.Name)):
        found += _origins(file, inner, depth + 1)
    yield from found


def _entries(node: ast.Dict | ast.Call) -> list[ast.expr]:
    """The values of a dictionary that say where to connect to, all of them where none does."""
    if isinstance(node, ast.Dict):
        pairs = [(getattr(key, "value", None), value) for key, value in zip(node.keys, node.values, strict=True)]
    else:
        pairs = [(each.arg, each.value) for each in node.keywords]
    chosen = [value for key, value in pairs if isinstance(key, str) and key.lower() in _KEYS]
    return chosen or [value for _, value in pairs]


def _name(file: SourceFile, node: ast.Name, depth: int) -> Iterator[str]:
    for binding in lookup(file, node, node.id):
        if binding.kind == "param":
            function = next((each for each in file.ancestors(node) if _has_parameter(each, node.id)), None)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _parameter(file, function, node.id, depth)
        elif binding in tables(file)[file.tree].names.get(node.id, ()):
            yield "given" if binding.kind == "value" and is_configured_plugin(file) else "own"
        elif binding.value is not None:
            yield from _origins(file, binding.value, depth + 1, top=True)


def _has_parameter(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return any(each.arg == name for each in ast.walk(node.args) if isinstance(each, ast.arg))


def _parameter(
    file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str, depth: int
) -> Iterator[str]:
    """Where a parameter's values come from, its default and what calls by that name give it; given where none says."""
    arguments = function.args
    positional = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    if name in positional[:1] and isinstance(file.parents.get(function), ast.ClassDef):
        return
    defaults = dict(zip(reversed(positional), reversed(arguments.defaults), strict=False))
    defaults |= {
        each.arg: value for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value
    }
    values = [(file, defaults[name])] if name in defaults else []
    values += _passed(file, function, name, positional)
    yield from [kind for home, value in values for kind in _origins(home, value, depth + 1, top=True)] or ["given"]


def _passed(file: SourceFile, function: ast.AST, name: str, positional: list[str]) -> Iterator[Value]:
    owner = file.parents.get(function)
    names = {getattr(function, "name", "")}
    if isinstance(owner, ast.ClassDef):
        positional = positional[1:]
        if names == {"__init__"}:
            names = {owner.name, *(each.name for _, each in subclasses(file, owner))}
    for each in sorted(names - _OF_ALL):
        for other in mentioning(file.project, each):
            for call in other.nodes(ast.Call):
                if each in (getattr(call.func, "id", ""), getattr(call.func, "attr", "")):
                    given = {key.arg: key.value for key in call.keywords} | dict(
                        zip(positional, call.args, strict=False)
                    )
                    if name in given:
                        yield other, given[name]


def _assigned(file: SourceFile, node: ast.AST, attr: str) -> Iterator[Value]:
    """What the object's class and its bases put into an attribute of self."""
    owner = file.enclosing_class(node)
    for home, each in ancestry(file, owner) if owner is not None else ():
        for statement in ast.walk(each):
            if isinstance(statement, ast.Assign):
                for target in statement.targets:
                    match target:
                        case ast.Attribute(value=ast.Name(id="self"), attr=name) if name == attr:
                            yield home, statement.value
