"""What a service keeps in its process's memory between requests: collections and globals that requests change."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.runtime.applications import serves
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.memory.application_items import Item, items
from codemods.domains.state.memory.changes import Change, changed, is_filled
from codemods.domains.state.memory.handles import (
    holds_handles,
    is_handle,
    is_process_own,
    names_handles,
)
from codemods.domains.state.memory.memos import is_memo
from codemods.domains.state.memory.shadows import is_shadowed
from codemods.domains.state.memory.test_switches import is_switched_on_by_tests
from codemods.libraries.standard import CONTAINERS, MODELS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.names import qualified
from codemods.model.parsable import parses, readable
from codemods.model.scopes import lookup, tables
from codemods.model.singletons import has_singleton
from codemods.model.strings import literal
from codemods.model.test_scopes import is_test_code
from codemods.model.types import ancestry, evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.kept import Names, fact, once

_LITERALS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
# What can be made again at any time, and so may differ between processes, by its name.
_HARMLESS = re.compile(
    r"(?i)^__|cache|memo|pool|regist|plugin|handler|lazy|singleton|(^|_)locks?(_|$)|instance|engine|compiled|client$|model$"
    r"|(^|_)(threads?|executors?|event_loop|loops?|semaphores?)$"
)
# A class that calls itself a cache: what it keeps is fetched again where it is missing, whatever its entries are.
_CACHES = re.compile(r"[Cc]ache|Memo(iz|is)|memo(iz|is)|LRU|Lru|TTL")
# A class for where no server is: tests, a first try.
_FALLBACK = re.compile(r"(?i)in_?memory|fallback|dummy|fake|local")
_REDIS = re.compile(rb"(?i)redis")


@dataclass(frozen=True, slots=True)
class Shared:
    """A name that every process has its own value of, with what changes it for requests.

    `node` is where the collection is made, or the `global` statement of a name that gets another value.
    """

    file: SourceFile
    name: str
    node: ast.AST
    changes: tuple[Change, ...]


# The file, its module or the class whose attribute it is, the name.
_Key = tuple[SourceFile, ast.AST, str]


@once
def shared(project: Project, root: str) -> list[Shared]:
    """The state of this kind in the service at `root`, in no special order."""
    return [each for file in _files(project, root) for each in shared_of(file)]


@once
def shared_of(file: SourceFile) -> list[Shared]:
    """What one file has of it: the collections that it makes, the names that its functions rebind, the entries of its
    application.
    """
    project, root = file.project, file.project.service_root(file.path)
    if not (serves(project, root) and _counts(file, root) and parses(file)):
        return []
    changing = _changing_files(project, root)
    made = {key: node for key, node in _made(file).items() if key[2] in changing} if _names_made(file) else {}
    names = {name for _, _, name in made}
    changes: dict[_Key, list[Change]] = {}
    for other in (each for each in _files(project, root) if any(each in changing[name] for name in names)):
        for key, node in _changes(other, names):
            if key in made:
                changes.setdefault(key, []).append(Change(other, node))
    found = [_collection(key, made[key], each) for key, each in changes.items() if _is_kept(key, made[key])]
    found += _globals(file) if _has_globals(file) else ()
    found += [_of_application(each) for each in _entries(project, root) if each.file is file]
    return [each for each in found if each is not None]


@once
def _files(project: Project, root: str) -> tuple[SourceFile, ...]:
    """The files of a service that serves, where these can be parsed."""
    counting = (each for each in project.python() if _counts(each, root))
    return tuple(readable(counting)) if serves(project, root) else ()


@once
def _changing_files(project: Project, root: str) -> dict[str, frozenset[SourceFile]]:
    """Which files change a collection, by each name of one that some file makes and keeps."""
    files = _files(project, root)
    names = {name for file in files for name in _names_made(file)}
    names &= {name for file in files for name in _names_changed(file)}
    names &= {name for file in files if names & _names_made(file) for name in _names_kept(file)}
    return {name: frozenset(each for each in files if name in _names_changed(each)) for name in sorted(names)}


@once
def _entries(project: Project, root: str) -> list[Item]:
    return list(items(_files(project, root)))


@once
def _names_made(file: SourceFile) -> Names:
    return Names(name for _, _, name in _made(file))


@once
def _names_kept(file: SourceFile) -> Names:
    return Names(key[2] for key, made in _made(file).items() if _is_kept(key, made))


@fact
def _names_changed(file: SourceFile) -> Names:
    return Names(name for name, _, _ in _changing(file))


@fact
def _has_globals(file: SourceFile) -> bool:
    return bool(file.nodes(ast.Global))


def _counts(file: SourceFile, root: str) -> bool:
    project = file.project
    return not (
        project.service_root(file.path) != root or project.is_test(file.path) or project.is_migration(file.path)
    )


@once
def _made(file: SourceFile) -> dict[_Key, ast.AST]:
    """The collections at module level, in class bodies and in constructors, with the statement that makes each."""
    found: dict[_Key, ast.AST] = {}
    for scope, table in tables(file).items():
        if not isinstance(scope, ast.Module | ast.ClassDef):
            continue
        for name, bindings in table.names.items():
            if bindings[0].kind != "value" or _is_harmless(name) or _is_declared(file, scope, bindings[0].node):
                continue
            if isinstance(scope, ast.ClassDef) and _is_cache(file, scope):
                continue
            if _is_collection(file, bindings[0].value):
                found[file, scope, name] = bindings[0].node
    for node in file.nodes(ast.FunctionDef):
        owner = file.parents.get(node)
        if node.name == "__init__" and isinstance(owner, ast.ClassDef) and not _is_cache(file, owner):
            for each in walk(node):
                target, value = _assigned(each)
                if isinstance(target, ast.Attribute) and _is_own(target.value) and not _is_harmless(target.attr):
                    found.pop((file, owner, target.attr), None)
                    if _is_collection(file, value) and not holds_handles(file, owner, each, target.attr):
                        found[file, owner, target.attr] = each
    return found


def _is_declared(file: SourceFile, scope: ast.AST, statement: ast.AST) -> bool:
    """Whether an annotation says that each object has its own (a model's field), or that handles are kept: clients."""
    if not isinstance(statement, ast.AnnAssign):
        return False
    if names_handles(file, statement.annotation):
        return True
    return isinstance(scope, ast.ClassDef) and any(
        qualified(home, base).partition(".")[0] in MODELS for home, each in ancestry(file, scope) for base in each.bases
    )


def _is_kept(key: _Key, made: ast.AST) -> bool:
    """Whether what is made in a constructor is made in that of an object that a module keeps."""
    file, owner, _ = key
    return not isinstance(owner, ast.ClassDef) or file.function(made) is None or has_singleton(file, owner)


def _is_harmless(name: str) -> bool:
    return _HARMLESS.search(name) is not None


def _is_cache(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether the class calls itself a cache, or takes the place of Redis where there is none."""
    if _CACHES.search(owner.name):
        return True
    return _FALLBACK.search(owner.name) is not None and _REDIS.search(file.spelled) is not None


def _assigned(node: ast.AST) -> tuple[ast.expr | None, ast.expr | None]:
    match node:
        case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=value):
            return target, value
    return None, None


def _is_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def _is_collection(file: SourceFile, value: ast.expr | None) -> bool:
    return isinstance(value, _LITERALS) or (isinstance(value, ast.Call) and qualified(file, value) in CONTAINERS)


def _changes(file: SourceFile, names: set[str]) -> Iterator[tuple[_Key, ast.AST]]:
    """The statements and calls in functions that change a collection of one of these names."""
    for name, base, node in _changing(file):
        if name in names and file.function(node) is not None:
            yield from ((key, node) for key in _meant(file, base, name))


@fact
def _changing(file: SourceFile) -> list[tuple[str, ast.expr, ast.AST]]:
    """The names of what statements and calls change, with the expression and the node."""
    found: list[tuple[str, ast.expr, ast.AST]] = []
    for node in (*file.nodes(ast.Call), *file.nodes(ast.Assign), *file.nodes(ast.AugAssign), *file.nodes(ast.Delete)):
        for base in changed(node):
            while isinstance(base, ast.Subscript):
                base = base.value
            name = base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
            if name:
                found.append((name, base, node))
    return found


def _meant(file: SourceFile, node: ast.expr, name: str) -> Iterator[_Key]:
    """What the name or attribute is: of this module, of one that it was imported from, of a class."""
    if isinstance(node, ast.Name):
        bindings = lookup(file, node, name)
        if bindings and isinstance(statement := bindings[0].node, ast.ImportFrom):
            module = file.project.absolute_name(file.path, statement.level, statement.module)
            target = file.project.module(module, file.path)
            for alias in statement.names if target is not None else ():
                if target is not None and (alias.asname or alias.name) == name:
                    yield target, target.tree, alias.name
        elif bindings is tables(file)[file.tree].names.get(name):
            yield file, file.tree, name
    elif isinstance(node, ast.Attribute):
        owner = file.enclosing_class(node)
        if _is_own(node.value) and owner is not None:
            if not is_shadowed(file, owner, node):
                yield file, owner, name
            return
        for thing in evaluate(file, node.value):
            yield thing.file, thing.node, name


def _of_application(item: Item) -> Shared | None:
    """An entry of the application that requests change: a collection, or a number, text or switch that they set."""
    value, name = item.statement.value, item.name
    if _is_harmless(name):
        return None
    changes = list(item.changes)
    if not _is_collection(item.file, value):
        if not isinstance(value, ast.Constant) or value.value is None:
            return None
        changes = [each for each in changes if _is_set(each, name)]
    return _collection((item.file, item.file.tree, name), item.statement, changes)


def _is_set(change: Change, name: str) -> bool:
    """Whether a request gives an entry another value, and not its first one or one that is the process's own."""
    if not isinstance(change.node, ast.Assign | ast.AugAssign) or is_process_own(change.file, change.node):
        return False
    return not any(
        isinstance(each, ast.If)
        and any(name in (literal(inner), getattr(inner, "attr", "")) for inner in ast.walk(each.test))
        for each in change.file.ancestors(change.node)
    )


def _collection(key: _Key, made: ast.AST, changes: list[Change]) -> Shared | None:
    file, _, name = key
    if is_test_code(file, made) or is_filled(changes, name) or any(is_handle(each.file, each.node) for each in changes):
        return None
    served = sorted((each for each in changes if _serves(each)), key=_place)
    if not served or is_filled(served, name):
        return None
    return Shared(file, name, made, tuple(served))


def _place(change: Change) -> tuple[str, int]:
    return change.file.path, change.node.lineno  # type: ignore[attr-defined]


def _serves(change: Change) -> bool:
    when = phases(change.file, change.node)
    if Phase.SERVE not in when or Phase.START in when or _is_only_at_import(change.code):
        return False
    return not is_switched_on_by_tests(change.file, change.node)


def _is_only_at_import(code: Code) -> bool:
    """Whether nothing but the module level of files runs the code, as it runs what registers: once in each process,
    though a request may be the first to import them.
    """
    if isinstance(code.node, ast.Module):
        return True
    edges = [*callers(code)]
    return bool(edges) and all(isinstance(each.caller.node, ast.Module) for each in edges)


def _globals(file: SourceFile) -> Iterator[Shared]:
    """The names that functions which serve give another value, unless that is their first one."""
    seen: set[str] = set()
    for statement in sorted(file.nodes(ast.Global), key=lambda each: each.lineno):
        function = file.function(statement)
        if function is None:
            continue
        for name in statement.names:
            own = [
                Change(file, node) for node in walk(function)
                if name in _rebound(node) and file.function(node) is function
            ]  # fmt: skip
            if name in seen or _is_harmless(name) or _is_first(function, name):
                continue
            if own and all(is_process_own(file, each.node) for each in own):
                continue
            made = (each for each in own if not _is_setup(function, each.node) and not is_memo(file, each.node, name))
            if changes := tuple(each for each in made if _serves(each)):
                seen.add(name)
                yield Shared(file, name, statement, changes)


def _rebound(node: ast.AST) -> set[str]:
    match node:
        case ast.Assign(targets=targets):
            return {each.id for target in targets for each in _names(target)}
        case ast.AugAssign(target=ast.Name(id=name)) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def _names(target: ast.expr) -> Iterator[ast.Name]:
    if isinstance(target, ast.Name):
        yield target
    elif isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from _names(each)


def _is_setup(function: ast.AST, node: ast.AST) -> bool:
    """Whether the name is reset to None, or made once: `if done: return` above, and a call without arguments."""
    if not isinstance(node, ast.Assign):
        return False
    match node.value:
        case ast.Constant(value=None):
            return True
        case ast.Call(args=[], keywords=[]):
            body = getattr(function, "body", [])
            return isinstance(body, list) and any(
                isinstance(each, ast.If) and any(isinstance(inner, ast.Return) for inner in each.body) for each in body
            )
    return False


def _is_first(function: ast.AST, name: str) -> bool:
    """Whether the function asks if the name has a value yet: `if X is None`, `if not X`, `if X: return X`."""
    for each in ast.walk(function):
        match each:
            # A flag beside it says whether it was made: `if is_loaded: return X`.
            case ast.If(test=ast.Name(), body=[ast.Return(value=ast.Name(id=known))]) if known == name:
                return True
            case ast.If(test=test) | ast.IfExp(test=test) if _asks(test, name):
                return True
    return False


def _asks(test: ast.expr, name: str) -> bool:
    match test:
        case ast.Name(id=known) | ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=known)):
            return known == name
        case ast.Compare(left=ast.Name(id=known), ops=[ast.Is() | ast.IsNot()]):
            return known == name
    return False
