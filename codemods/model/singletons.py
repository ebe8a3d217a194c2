"""Objects that a module makes when it is imported, for the whole process: of which class, who names them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers, knowing
from codemods.model.names import last_name
from codemods.model.parsable import mentioning, parses
from codemods.model.scopes import lookup, tables
from codemods.model.types import evaluate
from codemods.project.limits import Limit
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

REEXPORTS = Limit(5, "the import of a module's object")
_AROUND = (ast.If, ast.Try, ast.With)
_STAR = re.compile(
    rb"\bimport[ \t]+\*|\b(?:globals|vars|locals|dir)\(|__all__|__dict__|\bgetattr\(\s*\w+\s*,\s*[^\"'\s]"
)

_STARTS = re.compile(
    r"(?:async_)?(?:run|serve|start|listen|main|loop|execute|cli|app)(?:_|$)|.*_(?:forever|loop|server)$"
)


@once
def has_singleton(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a module of the project makes an instance at its module level."""
    return any(_makes(other, owner) for other in _mentioning(file, owner))


def _mentioning(file: SourceFile, owner: ast.ClassDef) -> Iterator[SourceFile]:
    """The files that can mean the class, and hold its name."""
    known = knowing(file)
    return (each for each in mentioning(file.project, owner.name) if each.path in known)


def _makes(file: SourceFile, owner: ast.ClassDef) -> bool:
    for bindings in tables(file)[file.tree].names.values():
        for each in bindings:
            if (
                isinstance(each.value, ast.Call)
                and any(thing.kind == "class" and thing.node is owner for thing in evaluate(file, each.value.func))
                and not _is_tried_by_hand(file, each.value)
            ):
                return True
    return any(
        _is_registered(file, each, owner) for each in file.nodes(ast.Call) if last_name(each.func) == "add_route"
    )


def _is_tried_by_hand(file: SourceFile, made: ast.Call) -> bool:
    """Whether an object is made under the main guard of a module that others import, where nothing is started."""
    guard = main_guard(file)
    if guard is None or guard not in file.ancestors(made) or not importers(file):
        return False
    return not any(_STARTS.match(last_name(each.func)) for each in ast.walk(guard) if isinstance(each, ast.Call))


def _is_registered(file: SourceFile, call: ast.Call, owner: ast.ClassDef) -> bool:
    """Whether a call keeps an instance for the whole process: `app.add_route("/votes", Votes())` of Falcon."""
    for each in call.args:
        made = each
        if isinstance(each, ast.Name) and len(found := lookup(file, each, each.id)) == 1:
            made = found[0].value or each
        if isinstance(made, ast.Call) and any(
            thing.kind == "class" and thing.node is owner for thing in evaluate(file, made.func)
        ):
            return True
    return False


def naming(home: SourceFile, name: str) -> Iterator[tuple[SourceFile, ast.Name | ast.Attribute]]:
    """Where the project, tests left out, names what a module-level assignment of the file `home` made."""
    for file in mentioning(home.project, name):
        if file is not home and name.encode() not in file.spelled:
            continue
        for each in file.nodes(ast.Name):
            if isinstance(each.ctx, ast.Load) and _means(file, each, home, name):
                yield file, each
        for node in file.nodes(ast.Attribute):
            if node.attr == name and any(
                each.kind == "module" and _exports(each.file, name, home, name) for each in evaluate(file, node.value)
            ):
                yield file, node


def _means(file: SourceFile, node: ast.Name, home: SourceFile, name: str) -> bool:
    bindings = lookup(file, node, node.id)
    return bool(bindings) and all(
        each in tables(file)[file.tree].names.get(node.id, ()) for each in bindings
    ) and _exports(file, node.id, home, name)  # fmt: skip


def _exports(file: SourceFile, local: str, home: SourceFile, name: str, depth: int = 0) -> bool:
    """Whether a module's name is what `home` assigns to `name`, also by an import from there."""
    if file is home and local == name:
        return True
    for binding in tables(file)[file.tree].names.get(local, ()) if not REEXPORTS.is_passed(file, depth + 1) else ():
        if isinstance(binding.node, ast.ImportFrom):
            original = next((each.name for each in binding.node.names if (each.asname or each.name) == local), local)
            dotted = file.project.absolute_name(file.path, binding.node.level, binding.node.module)
            target = file.project.module(dotted, file.path) if dotted else None
            if target is not None and target is not file and _exports(target, original, home, name, depth + 1):
                return True
    return False


def is_never_used(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands in what a name of the module's level is given, and nothing but tests uses that name, or
    what is made of it alone.
    """
    return bool(made_for_nobody(file, node))


def made_for_nobody(file: SourceFile, node: ast.AST) -> frozenset[ast.stmt]:
    """The statement of the module's level around a node, and those that go on with the name that it gives, where they
    do no more than give names that nothing else uses; none where anything but tests does.
    """
    if _STAR.search(file.spelled) or any(_STAR.search(other.spelled) for other, _ in importers(file)):
        return frozenset()
    return _idle(file, file.statement(node), frozenset())


def _idle(file: SourceFile, statement: ast.stmt, asked: frozenset[ast.stmt]) -> frozenset[ast.stmt]:
    """`asked`: the statements that use it and are idle themselves, if this one is."""
    name = _given(file, statement)
    found = frozenset((statement,))
    if not name or _is_spelled(file, name) or _may_be_imported(file, name):
        return frozenset()
    for home, use in naming(file, name):
        around = home.statement(use)
        if home is not file:
            return frozenset()
        if around not in asked:
            further = _idle(file, around, asked | {statement})
            if not further:
                return frozenset()
            found |= further
    return found


def _may_be_imported(file: SourceFile, name: str) -> bool:
    """Whether another file than tests has the name in an import, or as an attribute of what is called as the module or
    one of its folders, wherever that leads here: an image puts folders together anew.
    """
    word, known = re.escape(name.encode()), _modules(file)
    taken = re.compile(
        rb"^[ \t]*(?:from|import)\b[^\n]*\b%s\b|\bimport[ \t]*\([^)]*\b%s\b" % (word, word), re.MULTILINE
    )
    renamed = re.compile(rb"\bimport\b[^\n]*\b(?:%s)[ \t]+as[ \t]+(\w+)" % known)
    for each in file.project.words.holding(name.encode(), whole=True):
        if each is file or file.project.is_test(each.path):
            continue
        called = b"|".join((known, *renamed.findall(each.spelled)))
        if taken.search(each.spelled) or re.search(rb"\b(?:%s)\.%s\b" % (called, word), each.spelled):
            return True
    return False


def _modules(file: SourceFile) -> bytes:
    """What a module, or a package that hands its names on, is called, as one pattern."""
    return b"|".join(re.escape(each.encode()) for each in file.path.removesuffix(".py").split("/"))


def _given(file: SourceFile, statement: ast.stmt) -> str:
    """The one name of the module's level that the statement gives a value, '' where it does anything else."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            pass
        case _:
            return ""
    owner: ast.AST | None = file.parents.get(statement)
    while isinstance(owner, (*_AROUND, ast.ExceptHandler)):
        owner = file.parents.get(owner)
    # Who waits for the value, or is given it by a walrus, does more with it than to keep it.
    plain = not any(isinstance(each, ast.NamedExpr | ast.Await) for each in ast.walk(statement))
    return name if owner is file.tree and name in tables(file)[file.tree].names and plain else ""


def _is_spelled(file: SourceFile, name: str) -> bool:
    """Whether a text names it, an unreadable module, or a file that is no Python: `module:name`, `{{ name }}`."""
    spelled = re.escape(name.encode())
    quoted = re.compile(rb"[\"'](?:[\w.]+[.:])?%s[\"']" % spelled)
    # By its module, or by a package that hands it on: `qualname = sqlalchemy.engine` is somebody else's.
    dotted = re.compile(rb"(?<![\w-])(?:%s)[.:]%s\b|\{\{\s*%s\b" % (_modules(file), spelled, spelled))
    word = re.compile(rb"\b%s\b" % spelled)
    return any(
        (dotted if each.kind != "python" else quoted if parses(each) else word).search(each.spelled)
        for each in file.project.files.values()
    )
