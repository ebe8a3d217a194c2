"""Settings that the code itself gives another value, before anything reads the one that is found.

`app.config.from_object(Config)`, and below it `app.config["SECRET_KEY"] = "…"`: what Config says of it counts nowhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.libraries.settings import FILLS
from codemods.model.import_graph import imports
from codemods.model.names import last_name
from codemods.model.scopes import lookup
from codemods.model.settings_classes.class_names import mentions
from codemods.model.strings import literal
from codemods.model.targets import environment_named, is_config, place_of, words
from codemods.model.types import subclasses
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.unreadable import Unreadable

# What Flask keeps in its configuration for an attribute of the application.
_ATTRIBUTES = {"SECRET_KEY": "secret_key"}


def is_replaced_in_heirs(file: SourceFile, node: ast.AST) -> bool:
    """Whether the value of a class of settings counts for development or tests alone: each other class that derives
    from it gives its own, and nothing takes the class itself.
    """
    place = place_of(file, node)
    owner = place.owner if place is not None and place.kind == "attribute" else None
    if place is None or not isinstance(owner, ast.ClassDef):
        return False
    heirs = subclasses(file, owner)
    others = [each for _, each in heirs if not _is_of_developers(each.name)]
    if not others or len(others) == len(heirs):
        return False
    naming = file.project.words.holding(owner.name.encode(), whole=True)
    replacing = all(any(_sets(line, place.name) for line in each.body) for each in others)
    return replacing and not any(_is_taken_in(each, owner.name) for each in naming)


def _is_of_developers(name: str) -> bool:
    tests = {"test", "tests", "testing"}
    return environment_named(name) in ("development", "local") or not tests.isdisjoint(words(name))


def _sets(line: ast.stmt, name: str) -> bool:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
    return (
        any(isinstance(each, ast.Name) and each.id == name for each in targets)
        and getattr(line, "value", None) is not None
    )


def _is_taken_in(file: SourceFile, name: str) -> bool:
    """Whether a file does anything with a class of that name but to derive from it and to import it."""
    try:
        bases = {id(base) for each in file.nodes(ast.ClassDef) for base in each.bases}
        used = [each for each in (*file.nodes(ast.Name), *file.nodes(ast.Attribute)) if last_name(each) == name]
        said = any(isinstance(each.value, str) and name in each.value for each in file.nodes(ast.Constant))
    except Unreadable:
        return True
    return said or any(id(each) not in bases for each in used)


def is_replaced(file: SourceFile, node: ast.AST) -> bool:
    """Whether a literal takes the place of the node's setting wherever that comes into a configuration."""
    place = place_of(file, node)
    if place is None or not place.name.isupper():
        return False
    if place.kind == "setting":
        statement = file.statement(node)
        holder = _holder_of(statement)
        return bool(holder) and _is_given_next(file, statement, holder, place.name)
    owner = file.enclosing_class(node) if place.kind == "attribute" else None
    if owner is None or _is_read_from(file, place.name):
        return False
    try:
        return not takes_unnamed(file) and _is_always_replaced(file, owner, place.name)
    except Unreadable:
        return False


def is_bound_again(file: SourceFile, node: ast.AST) -> bool:
    """Whether the same block of a module or class gives the node's name another value further down, and nothing
    between the two names it.
    """
    place, statement = place_of(file, node), file.statement(node)
    owner = file.parents.get(statement)
    if place is None or not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    if place.kind not in ("constant", "attribute") or not isinstance(owner, ast.Module | ast.ClassDef):
        return False
    later = [
        each for each in owner.body
        if begin(each) > end(statement) and isinstance(each, ast.Assign | ast.AnnAssign) and _sets(each, place.name)
    ]  # fmt: skip
    return bool(later) and not any(
        each.id == place.name and isinstance(each.ctx, ast.Load) and end(statement) < begin(each) < end(later[0])
        for each in file.nodes(ast.Name)
    )


def _holder_of(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=holder)]) if is_config(holder):
            return ast.unparse(holder)
    return ""


def of_service(file: SourceFile, word: str) -> Iterator[SourceFile]:
    """The Python files that hold a word and run with the file, or may: tests left out."""
    project, root = file.project, file.project.service_root(file.path)
    for each in project.mentioning(word.encode()):
        if not project.is_test(each.path) and project.service_root(each.path) in ("", root):
            yield each


def _is_read_from(file: SourceFile, name: str) -> bool:
    """Whether anything asks a class or a module for the name."""
    asks = re.compile(rf"\.[ \t]*{name}\b".encode())
    return any(asks.search(each.spelled) for each in of_service(file, name))


def _is_always_replaced(file: SourceFile, owner: ast.ClassDef, name: str) -> bool:
    """Whether a class, and each that inherits the name from it, is only loaded where a literal comes after it."""
    found = False
    classes = [owner.name]
    for each in classes:
        for other in of_service(file, each):
            for mention in mentions(other, each):
                heir = other.parents.get(mention)
                if isinstance(heir, ast.ClassDef) and mention in heir.bases:
                    classes += [heir.name] if heir.name not in classes else []
                elif not _is_loaded(other, mention, name):
                    return False
                else:
                    found = True
    return found


def takes_unnamed(file: SourceFile) -> bool:
    """Whether `from_object` somewhere takes a class whose name only the running program knows."""
    return any(
        isinstance(call.func, ast.Attribute) and call.func.attr == "from_object" and call.args
        and not _is_named(other, call)
        for other in of_service(file, "from_object") for call in other.nodes(ast.Call)
    )  # fmt: skip


def _is_named(file: SourceFile, call: ast.Call) -> bool:
    """Whether what is taken stands there by its name, or is a parameter for which each caller gives one."""
    given = call.args[0]
    match given:
        case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
            return _is_table_of_names(file, last_name(table))
    if not isinstance(given, ast.Name):
        return literal(given) is not None or isinstance(given, ast.Attribute)
    kinds = {each.kind for each in lookup(file, given, given.id)}
    if kinds != {"param"}:
        return kinds <= {"import", "from", "class"}
    function = file.function(given)
    name = getattr(function, "name", "")
    return bool(name) and all(
        _is_name(other, value)
        for other in of_service(file, name) for each in other.nodes(ast.Call)
        if (each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")) == name
        for value in (*each.args, *(one.value for one in each.keywords))
    )  # fmt: skip


def _is_table_of_names(file: SourceFile, table: str) -> bool:
    """Whether what is taken out of a dictionary stands there by its name: it is written once, and never added to."""
    found = 0
    for other in (file, *(each.file for each in imports(file) if not each.lazy)) if table else ():
        for each in other.nodes(ast.Name):
            if each.id != table:
                continue
            match other.parents[each]:
                case ast.Assign(value=ast.Dict(values=values)) if all(map(_is_class, values)):
                    found += isinstance(each.ctx, ast.Store)
                case ast.Subscript(ctx=ast.Store()) | ast.Attribute(attr="update" | "setdefault"):
                    return False
                case _ if isinstance(each.ctx, ast.Store):
                    return False
    return found == 1


def _is_class(value: ast.expr) -> bool:
    return isinstance(value, ast.Name | ast.Attribute)


def _is_name(file: SourceFile, value: ast.expr) -> bool:
    """Whether what a caller gives is known: a constant, or something of a name that is imported or a class."""
    if isinstance(value, ast.Name):
        return {each.kind for each in lookup(file, value, value.id)} <= {"import", "from", "class"}
    return isinstance(value, ast.Constant | ast.Attribute)


def _is_loaded(file: SourceFile, mention: ast.expr, name: str) -> bool:
    """Whether the mention is what `from_object` takes, and the same configuration gets the literal after that."""
    match file.parents.get(mention):
        case ast.Call(func=ast.Attribute(attr="from_object", value=holder), args=[given]) as call if given is mention:
            statement = file.statement(call)
            whole = isinstance(statement, ast.Expr) and statement.value is call
            return whole and is_config(holder) and _is_given_next(file, statement, ast.unparse(holder), name)
    return False


def _is_given_next(file: SourceFile, statement: ast.stmt, holder: str, name: str) -> bool:
    """Whether a literal follows in the same block, with nothing between but what fills the configuration."""
    for each in file.block(statement):
        if begin(each) <= begin(statement):
            continue
        if _gives(each, holder, name):
            return True
        if not _fills(each, holder) or name in ast.unparse(each):
            return False
    return False


def _gives(statement: ast.stmt, holder: str, name: str) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=filled, slice=key)], value=ast.Constant(value=value)):
            return bool(value) and literal(key) == name and ast.unparse(filled) == holder
        case ast.Assign(targets=[ast.Attribute(value=owner, attr=attr)], value=ast.Constant(value=value)):
            return bool(value) and _ATTRIBUTES.get(name) == attr and f"{ast.unparse(owner)}.config" == holder
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr, value=filled), keywords=keywords)) if attr in FILLS:
            given = [each.value for each in keywords if each.arg == name]
            return ast.unparse(filled) == holder and any(
                isinstance(each, ast.Constant) and each.value for each in given
            )
    return False


def _fills(statement: ast.stmt, holder: str) -> bool:
    """Whether a statement sets other entries of the configuration, and calls nobody who could read it."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=filled)], value=value):
            return ast.unparse(filled) == holder and holder not in ast.unparse(value)
    return False
