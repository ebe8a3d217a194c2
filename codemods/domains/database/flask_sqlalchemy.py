"""Flask-SQLAlchemy's object at the module level of a service, and the views that only read by its session, proved."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from codemods.domains.database.effects import is_called, is_mapped
from codemods.domains.database.readonly_views import own_reach, proof
from codemods.domains.database.sessions import is_bound_once, listened_to
from codemods.domains.database.sql import FUNCTIONS
from codemods.domains.runtime.phases import alive
from codemods.domains.runtime.views import is_probe, is_route, only_gets
from codemods.libraries.sqlalchemy import EXTENSIONS, FLASK_QUERIES, READS
from codemods.model.call_graph import Code, body, code_at
from codemods.model.names import called, qualified
from codemods.model.parsable import readable
from codemods.model.singletons import naming
from codemods.model.types import ancestry, evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Extension:
    """`db = SQLAlchemy(…)`, once at the module level of a file."""

    file: SourceFile
    statement: ast.Assign
    name: str


def extension(file: SourceFile, call: ast.Call) -> Extension | None:
    """The object that a call makes; None where that is not the one value of a module's name."""
    statement = file.parents.get(call)
    if not isinstance(statement, ast.Assign) or not is_bound_once(file, statement):
        return None
    target = statement.targets[0]
    return Extension(file, statement, target.id) if isinstance(target, ast.Name) else None


def has_extension(file: SourceFile) -> bool:
    """Whether the file's service makes Flask-SQLAlchemy's object, or one of a class of its own."""
    return _has_extension(file.project, file.project.service_root(file.path))


@once
def _has_extension(project: Project, root: str) -> bool:
    return any(
        is_extension(other, node)
        for other in readable(project.mentioning(b"SQLAlchemy("))
        if _is_related(project.service_root(other.path), root) and not project.is_test(other.path)
        for node in other.nodes(ast.Call)
    )


def is_further(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call makes one more object beside the service's own: it belongs to no application and has no models, so
    that its session is on the database of the own one's application.
    """
    made = extension(file, call)
    try:
        return made is not None and not _is_own(made, call) and _has_own_beside(file, call)
    except Unreadable:
        # Who else names the object is not known.
        return False


def _has_own_beside(file: SourceFile, call: ast.Call) -> bool:
    root = file.project.service_root(file.path)
    return any(
        is_extension(other, node) and (own := extension(other, node)) is not None and _is_own(own, node)
        for other in readable(file.project.mentioning(b"SQLAlchemy("))
        if file.project.service_root(other.path) == root and not file.project.is_test(other.path)
        for node in other.nodes(ast.Call) if node is not call
    )  # fmt: skip


def _is_own(made: Extension, call: ast.Call) -> bool:
    """Whether the object gets an application, is handed on, or has models: anything but its session is used."""
    return bool(call.args or call.keywords) or any(
        not _is_session(file, node) for file, node in naming(made.file, made.name)
    )


def _is_related(one: str, other: str) -> bool:
    """Whether one folder is the other, or lies in it."""
    return f"{one}/".startswith(f"{other}/" if other else "") or f"{other}/".startswith(f"{one}/" if one else "")


def is_extension(file: SourceFile, node: ast.Call) -> bool:
    """Whether the call makes Flask-SQLAlchemy's object, by its class or one that is derived from it."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name.endswith("SQLAlchemy") and (
        called(file, node) in EXTENSIONS
        or any(
            qualified(home, base) in EXTENSIONS
            for thing in evaluate(file, node.func)
            if thing.kind == "class" and isinstance(thing.node, ast.ClassDef)
            for home, each in ancestry(thing.file, thing.node)
            for base in each.bases
        )
    )


def reading_views(db: Extension) -> list[Code]:
    """The views that read by the object's session, and are proved to do nothing else with the database."""
    if listened_to(db.file.project, b""):
        return []
    reading: set[Code] = set()
    unknown: set[Code] = set()
    views: set[Code] = set()
    for file, node in naming(db.file, db.name):
        code = code_at(file, node)
        if _is_session(file, node):
            reading.add(code)
        if not _is_followed(file, node):
            unknown.add(code)
            if _is_renamed(file, node) and isinstance(code.node, ast.Module):
                return []
    for file in db.file.project.python():
        if file.project.service_root(file.path) == db.file.project.service_root(db.file.path):
            views |= {code for code in _routes(file) if only_gets(code) and not is_probe(code)}
    return [each for each in sorted(views, key=_place) if _only_reads(each, reading, unknown)]


def _routes(file: SourceFile) -> list[Code]:
    if file.project.is_test(file.path) or file.project.is_migration(file.path) or not alive(file):
        return []
    found = [Code(file, each) for each in file.nodes(ast.FunctionDef) if each.decorator_list]
    return [each for each in found if is_route(each)]


def _place(code: Code) -> tuple[str, int]:
    return code.file.path, getattr(code.node, "lineno", 0)


def _only_reads(view: Code, reading: set[Code], unknown: set[Code]) -> bool:
    reason, reached = proof(view, frozenset(), set())
    if reason or unknown & reached.keys():
        return False
    return any(each in reading or _asks(each) for each in own_reach(view, reached))


def _asks(code: Code) -> bool:
    """Whether code asks the database by a model's query or by the object's own shorthands."""
    return any(
        isinstance(each, ast.Attribute)
        and each.attr in FLASK_QUERIES
        and (each.attr != "query" or any(is_mapped(thing) for thing in evaluate(code.file, each.value)))
        for each in body(code)
    )


def _is_session(file: SourceFile, node: ast.expr) -> bool:
    parent = file.parents.get(node)
    return isinstance(parent, ast.Attribute) and parent.attr == "session"


def _is_renamed(file: SourceFile, node: ast.expr) -> bool:
    """Whether the object, or its session, gets another name, by which nobody looks for it."""
    value = file.parents[node] if _is_session(file, node) else node
    return isinstance(file.parents.get(value), ast.Assign | ast.AnnAssign)


def _is_followed(file: SourceFile, node: ast.expr) -> bool:
    """Whether the object is used by its attributes only, and its session is only asked to read there."""
    parent = file.parents.get(node)
    if not isinstance(parent, ast.Attribute):
        return False
    of_it = file.parents.get(parent)
    if parent.attr == "session":
        return isinstance(of_it, ast.Attribute) and of_it.attr in READS and is_called(file, of_it)
    if parent.attr == "func":
        return isinstance(of_it, ast.Attribute) and of_it.attr.lower() in FUNCTIONS
    return parent.attr not in ("engine", "engines", "get_engine")
