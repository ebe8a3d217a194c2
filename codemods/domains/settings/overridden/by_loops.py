"""Settings that the environment gives already, whatever the code writes: it is asked for every key of a configuration.

`for key in app.config: app.config[key] = os.environ.get(key, app.config[key])`, `app.config.update(os.environ)`,
`from_prefixed_env()`, or a class that gets a property for each of a base's values, by a function that asks for the
variable. A file of such variables, `dotenv_values("shop.env")`, is gone through alike. Or an option of a
command asks a variable: `@click.option("--shop", default=…, envvar="SHOP")`.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.settings.overridden.by_entries import put_over
from codemods.domains.settings.overridden.by_prefix import (
    bound_once,
    is_environment,
    is_given_by_prefix,
    is_gone_through,
)
from codemods.libraries.frameworks.command_lines import OPTION_VARIABLES
from codemods.libraries.settings import FILLS, TAKEN
from codemods.model.environment_reads import environment_read, is_computed_read
from codemods.model.import_graph import imports
from codemods.model.overlays.by_libraries import given_by_library
from codemods.model.overlays.loaded import overlay
from codemods.model.parsable import mentioning, readable
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.model.targets import Place, is_config, place_of, words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end, walk
from codemods.vocabulary.kept import once

_HOLDERS = frozenset(("config", "configs", "configuration", "conf", "settings", "defaults"))


@dataclass(frozen=True, slots=True)
class _Loop:
    """What asks the environment for keys and fills a configuration. `names`: which keys; None for any."""

    file: SourceFile
    node: ast.AST
    names: frozenset[str] | None


def is_replaced_by_environment(file: SourceFile, node: ast.AST) -> bool:
    """Whether the environment can replace the node's setting already: by a loop, a library, `from_prefixed_env`, or
    because the setting was given from it before, and this is what is left to set where it was not.

    Raises Unreadable.
    """
    project = file.project
    root = project.service_root(file.path)
    given = any(project.service_root(each.path) in ("", root) for each in project.mentioning(b"from_prefixed_env"))
    if given and overlay(file, node):
        return True
    if _is_left_over(file, node) or given_by_library(file, node) or is_given_by_prefix(file, node):
        return True
    whole = node
    place = place_of(file, whole)
    while place is None and isinstance(parent := file.parents.get(whole), ast.expr):
        whole, place = parent, place_of(file, parent)
    if place is None or not place.name:
        return False
    if put_over(file, whole):
        return True
    return any(
        project.service_root(each.file.path) in ("", root)
        and (each.names is None or place.name in each.names)
        and _reaches(each, file, whole, place)
        for each in _loops(project)
    )


def _is_left_over(file: SourceFile, node: ast.AST) -> bool:
    """Whether the value only counts where a setting that the file takes from the environment has none yet:
    `config.setdefault("REDIS_URL", …)`, `if not config.get("REDIS_URL"): …`.
    """
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.Call(func=ast.Attribute(attr="setdefault", value=holder), args=[key, _]) if child is not key:
                if is_config(holder):
                    return literal(key) in _given_keys(file)
            case ast.If(test=test) if child is not test:
                asked = {literal(part) for part in walk(test) if isinstance(part, ast.Constant)}
                configs = any(isinstance(part, ast.expr) and is_config(part) for part in walk(test))
                if configs and not asked.isdisjoint(_given_keys(file)):
                    return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return False
        child = each
    return False


@once
def _given_keys(file: SourceFile) -> frozenset[str]:
    """The keys that a configuration gets from the environment in this file: `config["URL"] = os.environ["URL"]`."""
    found = set()
    for assignment in file.nodes(ast.Assign):
        asks = any(environment_read(file, each) for each in walk(assignment.value))
        keys = [each for each in assignment.targets if isinstance(each, ast.Subscript) and is_config(each.value)]
        found |= {name for each in keys if asks and (name := literal(each.slice))}
    return frozenset(found)


def _reaches(loop: _Loop, file: SourceFile, node: ast.AST, place: Place) -> bool:
    """Whether what the loop fills may hold what stands in the place by then."""
    if place.kind in ("setting", "key", "keyword"):
        fills = place.kind == "setting" or any(_filled(each) for each in file.ancestors(node))
        later = loop.file is not file or file.function(loop.node) is not file.function(node)
        return fills and (later or begin(loop.node) > end(file.statement(node)))
    if place.kind not in ("constant", "attribute"):
        return False
    said = set(words(posixpath.basename(file.path).removesuffix(".py")))
    owner = file.enclosing_class(node) if place.kind == "attribute" else None
    if _HOLDERS.isdisjoint(said | set(words(owner.name) if owner is not None else ())):
        return False
    around = getattr(loop.file.function(loop.node), "name", "")
    if around == "__init__" and (made := loop.file.enclosing_class(loop.node)) is not None:
        around = made.name
    callers = loop.file.project.words.holding(around.encode(), whole=True) if around else []
    return any(TAKEN.search(each.spelled) for each in (loop.file, *callers))


def _filled(node: ast.AST) -> bool:
    """Whether a call fills a configuration: `app.config.update(…)`."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr, value=holder)):
            return attr in FILLS and is_config(holder)
    return False


@once
def _loops(project: Project) -> tuple[_Loop, ...]:
    """All of a project, tests left out."""
    asking = dict.fromkeys(
        each for word in (b"environ", b"getenv", b"dotenv_values") for each in project.mentioning(word)
    )
    files = [each for each in asking if not project.is_test(each.path)]
    return tuple(loop for file in readable(files) if _has_loop(file) for loop in _of_file(file))


@once
def _has_loop(file: SourceFile) -> bool:
    return any(True for _ in _of_file(file))


def _of_file(file: SourceFile) -> Iterator[_Loop]:
    for loop in file.nodes(ast.For):
        stores = any(_stores(each, file) for part in loop.body for each in walk(part))
        if stores and (is_gone_through(file, loop.iter) or _asks(file, loop)):
            yield from _of_iterable(file, loop, loop.iter)
    for call in file.nodes(ast.Call):
        if not _filled(call):
            continue
        given = [*call.args, *(each.value for each in call.keywords if each.arg is None)]
        if any(is_environment(file, each) for each in given):
            yield _Loop(file, call, None)
        for each in (inner for value in given for inner in walk(value)):
            if isinstance(each, ast.DictComp) and (is_gone_through(file, each.generators[0].iter) or _asks(file, each)):
                yield from _of_iterable(file, call, each.generators[0].iter)


def _of_iterable(file: SourceFile, node: ast.AST, iterable: ast.expr) -> Iterator[_Loop]:
    """The loop, with the names that it goes through as far as they are written."""
    if any(_is_holder(each) for each in walk(iterable)) or is_gone_through(file, iterable):
        yield _Loop(file, node, None)
    elif listed := _listed(file, iterable):
        raised = any(isinstance(each, ast.Attribute) and each.attr == "upper" for each in walk(node))
        yield _Loop(file, node, frozenset(each.upper() for each in listed) if raised else listed)


def _listed(file: SourceFile, iterable: ast.expr) -> frozenset[str]:
    """The names that are written in a sequence, or as the keys of a dictionary: `for key in DEFAULTS.items()`."""
    match iterable:
        case ast.Call(func=ast.Attribute(value=table, attr="items" | "keys"), args=[]):
            iterable = table
    match bound_once(file, iterable):
        case ast.Tuple(elts=written) | ast.List(elts=written) | ast.Set(elts=written) | ast.Dict(keys=written):
            return frozenset(name for each in written if (name := literal(each)))
    return frozenset()


def _asks(file: SourceFile, loop: ast.AST) -> bool:
    """Whether something in the loop reads a variable whose name is no literal."""
    return any(is_computed_read(file, each) for node in (loop, *_functions(file, loop)) for each in walk(node))


def _functions(file: SourceFile, loop: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions of the file that a loop names: to call them, or to put one behind each value."""
    for name in walk(loop):
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load):
            for binding in lookup(file, name, name.id):
                if isinstance(binding.node, ast.FunctionDef):
                    yield binding.node


def _is_holder(node: ast.AST) -> bool:
    """Whether an expression is a configuration, or a class of settings, by its name: `vars(BaseConfig)`."""
    if is_config(node):
        return True
    return isinstance(node, ast.Name) and node.id[:1].isupper() and not _HOLDERS.isdisjoint(words(node.id)[-1:])


def _stores(node: ast.AST, file: SourceFile) -> bool:
    """Whether a statement puts a value under a computed key of a configuration."""
    match node:
        case ast.Subscript(value=holder, ctx=ast.Store()):
            return literal(node.slice) is None and is_config(holder)
        case ast.Call(func=ast.Name(id="setattr"), args=[holder, key, _]):
            return literal(key) is None and _is_holder(holder)
    return False


def is_option_default(file: SourceFile, name: str) -> bool:
    """Whether an option that a variable gives names the file's constant, as its default or in what it tells of it."""
    return any(
        _names_constant(call, name)
        for other in mentioning(file.project, name)
        if other is file or any(each.file is file for each in imports(other))
        for call in other.nodes(ast.Call)
        if any(each.arg in OPTION_VARIABLES for each in call.keywords)
    )


def _names_constant(call: ast.Call, name: str) -> bool:
    return any(
        name == (each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", ""))
        for each in walk(call) if isinstance(each, ast.Name | ast.Attribute)
    )  # fmt: skip
