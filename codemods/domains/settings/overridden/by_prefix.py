"""Settings modules over whose names a loop puts the environment's variables: `SHOP__CACHE_URL` gives CACHE_URL.

The loop stands at the level of the module, or of one that takes all of its names by a star, or in a function that is
handed that module's `globals()`.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.libraries.settings import VALUES_OF_FILE
from codemods.model.call_graph import carried_out, parameter
from codemods.model.import_graph import importers
from codemods.model.names import called, last_name, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import lookup, stored_name, tables
from codemods.model.strings import literal
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile, begin, end, walk
from codemods.vocabulary.kept import once

_NAMESPACES = frozenset(("globals", "vars", "locals"))
_DECODES = frozenset(("loads", "literal_eval", "safe_load"))


def is_given_by_prefix(file: SourceFile, node: ast.AST) -> bool:
    """Whether a loop over the environment's variables can put another value under the module's name that the node is
    the value of, or a part of, or under a key of the dictionary that has that name.

    Raises Unreadable.
    """
    statement = file.statement(node)
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or not stored_name(_target(statement)).isupper():
        return False
    around = [each for each in file.ancestors(node) if not isinstance(each, ast.Module | ast.stmt)]
    if any(isinstance(each, ast.Call) and last_name(each.func) != "dict" for each in around):
        return False
    if any(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for each in file.ancestors(node)):
        return False
    entry = any(isinstance(each, ast.Dict | ast.Call) for each in around)
    return any(
        (goes_deep or not entry) and (other is not file or place > end(statement))
        for other in _taking(file) for place, goes_deep in _fillings(other)
    )  # fmt: skip


def _target(statement: ast.Assign | ast.AnnAssign) -> ast.expr:
    return statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]


@once
def _taking(file: SourceFile) -> tuple[SourceFile, ...]:
    """The file, and those that have all of its names by a star, directly or by way of others."""
    found = [file]
    for here in found:
        for other in readable(dict.fromkeys(each for each, _ in importers(here))):
            if other not in found and not other.project.is_test(other.path) and _has_names_of(other, here):
                found.append(other)
    package = file.project.files.get(posixpath.join(posixpath.dirname(file.path), "__init__.py"))
    if package is not None and package not in found and any(map(_takes_absent, readable((package,)))):
        found.append(package)
    return tuple(found)


@once
def _takes_absent(package: SourceFile) -> bool:
    """Whether a package has all names of a module beside it that only an installation has, which takes another."""
    return any(
        star.names[0].name == "*" and star.level == 1
        and package.project.module(package.project.absolute_name(package.path, 1, star.module), package.path) is None
        for star in package.nodes(ast.ImportFrom)
    )  # fmt: skip


def _has_names_of(file: SourceFile, module: SourceFile) -> bool:
    return any(
        star.names[0].name == "*"
        and file.project.module(file.project.absolute_name(file.path, star.level, star.module), file.path) is module
        for star in file.nodes(ast.ImportFrom)
    )


@once
def _fillings(file: SourceFile) -> tuple[tuple[tuple[int, int], bool], ...]:
    """Where the module has its own names filled so, and whether entries of its dictionaries are reached too."""
    return tuple(_found(file))


def _found(file: SourceFile) -> Iterator[tuple[tuple[int, int], bool]]:
    if not any(each in file.spelled for each in (b"globals", b"vars", b"locals", b"sys.modules")):
        return
    for loop in file.nodes(ast.For):
        if file.function(loop) is None and _fills(file, loop, "") and is_gone_through(file, loop.iter):
            yield begin(loop), _goes_deep(loop)
    for call in file.nodes(ast.Call):
        if file.function(call) is not None:
            continue
        if isinstance(call.func, ast.Attribute) and call.func.attr == "update" and _is_namespace(call.func.value):
            made = [part for each in call.args for part in walk(each) if isinstance(part, ast.DictComp)]
            if any(is_gone_through(file, each.generators[0].iter) for each in made):
                yield begin(call), False
        for given in (each for each in call.args if _is_namespace(each)):
            for function in evaluate(file, call.func):
                node = carried_out(function.node)
                if node is None:
                    continue
                name = parameter(function.file, node, call, given)
                loops = [each for each in walk(node) if isinstance(each, ast.For)]
                for loop in loops if name else ():
                    if is_gone_through(function.file, loop.iter) and _fills(function.file, loop, name):
                        yield begin(call), _goes_deep(loop)


def _fills(file: SourceFile, loop: ast.For, name: str) -> bool:
    """Whether a loop puts values under computed keys of the module's names; `name`: of what these are handed as."""
    of_it = False
    for each in walk(loop):
        match each:
            case ast.Subscript(value=holder, ctx=ast.Store()) if literal(each.slice) is None:
                of_it |= _is_namespace(holder) or (bool(name) and _holds(file, holder, name))
            case ast.Call(func=ast.Name(id="setattr"), args=[holder, key, _]) if literal(key) is None:
                of_it |= _is_namespace(holder) or (bool(name) and _holds(file, holder, name))
    return of_it


def _holds(file: SourceFile, node: ast.expr, name: str) -> bool:
    """Whether a name is the parameter, or may be what a loop has come to from there: `target = settings`."""
    if not isinstance(node, ast.Name):
        return False
    return node.id == name or any(
        isinstance(each.value, ast.Name) and each.value.id == name for each in lookup(file, node, node.id)
    )


def _goes_deep(loop: ast.For) -> bool:
    """Whether a loop comes to the entries of a dictionary as well, step by step, or puts a decoded value there."""
    inner = [each for part in loop.body for each in walk(part)]
    return any(
        isinstance(each, ast.While | ast.For)
        or (isinstance(each, ast.Call) and getattr(each.func, "attr", "") in _DECODES)
        for each in inner
    )


def _is_namespace(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name in _NAMESPACES
        case ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Name(id="__name__")):
            return True
        case ast.Attribute(attr="__dict__", value=inner):
            return _is_namespace(inner)
    return False


def is_gone_through(file: SourceFile, iterable: ast.expr) -> bool:
    """Whether a loop goes through the whole environment."""
    return any(is_environment(file, each) for each in walk(iterable))


def is_environment(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node is the environment, or all that a file of settings says: `dotenv_values("shop.env")`."""
    if isinstance(node, ast.Attribute | ast.Name) and qualified(file, node) == "os.environ":
        return True
    value = bound_once(file, node) if isinstance(node, ast.Name | ast.Call) else None
    return isinstance(value, ast.Call) and called(file, value) in VALUES_OF_FILE


def bound_once(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """What a name of the file, or an attribute of a class in it, is bound to once; the node itself if it is no name."""
    match node:
        case ast.Name(id=name):
            bindings = lookup(file, node, name)
        case ast.Attribute(value=ast.Name(id=owner) as holder, attr=name):
            found = [each.node for each in lookup(file, holder, owner) if isinstance(each.node, ast.ClassDef)]
            bindings = tables(file)[found[0]].names.get(name, []) if len(found) == 1 else []
        case _:
            return node
    return bindings[0].value if len(bindings) == 1 else None
