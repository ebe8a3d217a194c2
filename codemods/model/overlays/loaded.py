"""Where a value is given anew: in its own module, or by what other code loads over it or sets later."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.libraries.settings import FILLS, LOADERS, TAKERS
from codemods.model.overlays.by_libraries import given_by_library
from codemods.model.overlays.module import INSTALLED, given_in_module, whole_value, written_at
from codemods.model.parsable import parses
from codemods.model.scopes import are_apart, lookup
from codemods.model.strings import argument, literal, text
from codemods.model.targets import is_config, place_of, words
from codemods.project.limits import Limit
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.kept import fact, once

_SETTINGS = frozenset((
    "config", "configs", "configuration", "conf", "cfg", "settings", "setting", "options", "app", "application",
    "defaults", "module",
))  # fmt: skip
_HOLDERS = _SETTINGS - {"app", "application", "module", "options"}
_DEPTH = Limit(2, "a mapping of settings")
_ANY = (
    b"from_object", b"setattr", b"globals", b"vars", b"locals", b"exec", b"__dict__", b"from_", b"update", b"load_",
)  # fmt: skip
_OVER = frozenset((*LOADERS, "from_object", *FILLS))


def overlay(file: SourceFile, node: ast.AST) -> str:
    """Where something else gives the name of the node's place a value, as path:line; '' if nothing is seen to.

    Raises Unreadable.
    """
    place = place_of(file, whole_value(file, node))
    name = place.name if place is not None else ""
    found = given_in_module(file, node, name) or (place is not None and _elsewhere(file, node, place.kind, name))
    return found or given_by_library(file, node)


def _elsewhere(file: SourceFile, node: ast.AST, kind: str, name: str) -> str:
    """What other code of the service loads over a constant, a class's attribute or a setting."""
    if kind not in ("constant", "attribute", "setting", "member", "key"):
        return ""
    if kind == "key" and not _loaded_mapping(file, node):
        return ""
    root = file.project.service_root(file.path)
    for other in _overlaying(file.project):
        if file.project.service_root(other.path) != root and file.project.service_root(other.path):
            continue
        if kind in ("constant", "attribute"):
            found = _over_module(other, file, node, kind, name)
        else:
            found = _over_settings(other, file, node, name)
        if found is not None:
            return written_at(other, found)
    return _set_later(file, node, name)


def _loaded_mapping(file: SourceFile, node: ast.AST) -> bool:
    """Whether a dictionary's entry is a setting: the dictionary fills a configuration."""
    return any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in FILLS
        for each in file.ancestors(node)
    )  # fmt: skip


@once
def _overlaying(project: Project) -> list[SourceFile]:
    """The files that may load something over settings, tests left out."""
    return [each for each in project.python() if _may_overlay(each)]


@once
def _may_overlay(file: SourceFile) -> bool:
    return any(needle in file.spelled for needle in _ANY) and not file.project.is_test(file.path) and parses(file)


def _over_module(other: SourceFile, file: SourceFile, node: ast.AST, kind: str, name: str) -> ast.AST | None:
    """What is loaded over the values of the module, or of a class in it, once these are taken by name."""
    loads = [each for each in _overlays(other) if not isinstance(each.func, ast.Name) and _may_give(other, each, name)]
    takers = _takers(other)
    owner = file.enclosing_class(node) if kind == "attribute" else None
    taken = [each for each in takers if _takes(other, each, file) and not _takes_another(each, file, owner)]
    if _holds_settings(file, node, kind):
        taken += [each for each in takers if _takes_any(other, each, file)]
    for load in loads:
        if any(_follows(other, each, load) and not are_apart(other, each, load) for each in taken):
            return load
    if not _holds_settings(file, node, kind):
        return None
    return next((each for each in _overlays(other) if isinstance(each.func, ast.Name)), None)


@fact
def _takers(file: SourceFile) -> list[ast.Call]:
    """The calls that take settings from a module, an object or a file."""
    return [
        each for each in file.nodes(ast.Call)
        if isinstance(each.func, ast.Attribute) and each.func.attr in TAKERS and each.args
    ]  # fmt: skip


def _takes(other: SourceFile, call: ast.Call, file: SourceFile) -> bool:
    """Whether `from_object` takes the file's module, or something in it, or `from_pyfile` the file."""
    given = call.args[0]
    if not _takes_object(call):
        return f"/{text(other, given).known}".endswith(f"/{posixpath.basename(file.path)}")
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    written = literal(given) or ast.unparse(given)
    if written == "__name__":
        return other is file
    if literal(given) and "." in written:
        return _leads_to(written, file)
    if stem in re.split(r"\W+", written):
        return True
    top = re.split(r"\W+", written)[0]
    return any(
        top in (alias.asname or alias.name for alias in each.names) and (each.module or "").rpartition(".")[2] == stem
        for each in other.nodes(ast.ImportFrom)
    )


def _takes_another(call: ast.Call, file: SourceFile, owner: ast.ClassDef | None) -> bool:
    """Whether `from_object` names a class of the file's module that has nothing of the other one."""
    if owner is None or not _takes_object(call):
        return False
    written = literal(call.args[0]) or ast.unparse(call.args[0])
    classes = {each.name: each for each in file.nodes(ast.ClassDef)}
    known = [re.split(r"\W+", written)[-1]]
    if known[0] not in classes:
        return False
    for name in known:
        bases = classes[name].bases if name in classes else ()
        known += [each.id for each in bases if isinstance(each, ast.Name) and each.id not in known]
    return owner.name not in known


def _takes_object(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "from_object"


def _takes_any(other: SourceFile, call: ast.Call, file: SourceFile) -> bool:
    """Whether `from_object` takes what a caller or a table of classes gives: any settings of the service, but for a
    name that is only ever a path to another module.
    """
    given = call.args[0]
    if not _takes_object(call) or not isinstance(given, ast.Name | ast.Subscript | ast.Call):
        return False
    if not isinstance(given, ast.Name):
        return True
    paths = [literal(each.value) for each in lookup(other, given, given.id) if each.kind == "value"]
    known = (
        bool(paths)
        and len(paths) == len(lookup(other, given, given.id))
        and all(each and "." in each for each in paths)
    )
    return given.id != "__name__" and (not known or any(_leads_to(each or "", file) for each in paths))


def _leads_to(dotted: str, file: SourceFile) -> bool:
    """Whether a path to a module, or to something in it, may be the file's, whatever folder it is imported from."""
    own = f"/{file.path.removesuffix('.py').removesuffix('/__init__')}"
    parts = re.split(r"[.:]", dotted)
    paths = ("/" + "/".join(parts[:size]) for size in range(1, len(parts) + 1))
    return any(own.endswith(each) or each.endswith(own) for each in paths)


def _over_settings(other: SourceFile, file: SourceFile, node: ast.AST, name: str) -> ast.AST | None:
    """What is loaded into a configuration after an entry of it was set: in the same scope, or in another function."""
    for each in _overlays(other):
        if isinstance(each.func, ast.Name) or not _may_give(other, each, name):
            continue
        if other is file and not _follows(file, node, each):
            continue
        if other is not file and not _is_application(each):
            continue
        return each
    return None


def _follows(file: SourceFile, first: ast.AST, second: ast.AST) -> bool:
    """Whether the second may run after the first: below it in one scope, or in another one."""
    return file.function(first) is not file.function(second) or begin(second) > end(first)


def _is_application(call: ast.Call) -> bool:
    """Whether what is filled is an application's one configuration."""
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(holder, ast.Attribute) and holder.attr == "config"


@once
def _overlays(file: SourceFile) -> list[ast.Call]:
    """The calls of a file that put values under names that no literal says."""
    return [each for each in file.nodes(ast.Call) if _is_overlay(file, each)]


def _is_overlay(file: SourceFile, call: ast.Call) -> bool:
    match call:
        case ast.Call(func=ast.Attribute(attr=attr, value=holder)) if attr in _OVER and (
            is_config(holder) or _is_called_so(holder)
        ):
            if attr in LOADERS:
                return True
            if attr == "from_object":
                return _is_absent(file, call)
            return attr in FILLS and _is_open(file, call)
        case ast.Call(func=ast.Name(id="setattr"), args=[holder, key, _]):
            return literal(key) is None and _is_called_so(holder)
    return False


def _is_called_so(node: ast.expr) -> bool:
    """Whether an object is one of settings, by its name."""
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return not _SETTINGS.isdisjoint(words(last))


def _may_give(file: SourceFile, call: ast.Call, name: str) -> bool:
    """Whether what is loaded may hold the name: all but files of the repository in which it does not stand."""
    written = [each.value for each in ast.walk(call) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    names = [each.rpartition("/")[2] for each in written if re.search(r"\w\.\w+$", each)]
    held = [[each for path, each in file.project.files.items() if path.rpartition("/")[2] == one] for one in names]
    return not all(held) or not held or any(name.upper().encode() in each.data for group in held for each in group)


def _is_absent(file: SourceFile, call: ast.Call) -> bool:
    """Whether `from_object` takes a module that the repository lacks: `instance.config`, an installation's own."""
    name = literal(argument(call, 0, "obj"))
    if not name:
        return False
    module = file.project.module(name, file.path) or file.project.module(name.rpartition(".")[0], file.path)
    return module is None and (name.startswith("instance") or INSTALLED.search(name) is not None)


def _is_open(file: SourceFile, call: ast.Call) -> bool:
    """Whether an update takes what is computed: a loaded file, a parameter, and no literal dictionary."""
    spread = [each.value for each in call.keywords if each.arg is None]
    return any(_is_read(file, each, 0) for each in (*call.args, *spread))


def _is_read(file: SourceFile, node: ast.expr, depth: int) -> bool:
    """Whether a mapping comes from a file or a caller, as far as its expression tells."""
    match node:
        case ast.Dict(keys=keys, values=values):
            return any(key is None and _is_read(file, value, depth) for key, value in zip(keys, values, strict=True))
        case ast.Call(func=function):
            called = set(words(ast.unparse(function)))
            return not called.isdisjoint(
                ("load", "loads", "read", "yaml", "json", "toml", "tomllib", "parse", "dotenv")
            )
        case ast.Name(id=name) if not _DEPTH.is_passed(file, depth + 1):
            scope: ast.AST = file.function(node) or file.tree
            bindings = [
                each.value for each in ast.walk(scope)
                if isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in each.targets)
            ]  # fmt: skip
            updated = any(
                isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "update"
                and isinstance(each.func.value, ast.Name) and each.func.value.id == name
                and any(_is_read(file, part, depth + 1) for part in each.args)
                for each in ast.walk(scope)
            )  # fmt: skip
            return updated or any(_is_read(file, each, depth + 1) for each in bindings)
    return False


def _holds_settings(file: SourceFile, node: ast.AST, kind: str) -> bool:
    """Whether a module, or the class around the node, is one of settings by its name."""
    said = set(words(file.path.removesuffix(".py").rpartition("/")[2]))
    owner = file.enclosing_class(node) if kind == "attribute" else None
    return not _HOLDERS.isdisjoint(said | set(words(owner.name) if owner is not None else ()))


def _set_later(file: SourceFile, node: ast.AST, name: str) -> str:
    """Another place that sets the same name of a configuration, a module or a class to what is no literal."""
    own = file.statement(node)
    for other in file.project.words.holding(name.encode(), whole=True) if name.isupper() else ():
        if file.project.is_test(other.path) or not parses(other):
            continue
        for statement in other.nodes(ast.Assign):
            if statement is own or isinstance(statement.value, ast.Constant):
                continue
            if any(_sets(each, name) for each in statement.targets) and "environ[" not in ast.unparse(statement.value):
                return written_at(other, statement)
    return ""


def _sets(target: ast.expr, name: str) -> bool:
    match target:
        case ast.Attribute(attr=attr, value=holder) if attr == name:
            return isinstance(holder, ast.Name) and holder.id not in ("self", "cls") and _is_called_so(holder)
        case ast.Subscript(value=holder) if literal(target.slice) == name:
            return is_config(holder)
    return False
