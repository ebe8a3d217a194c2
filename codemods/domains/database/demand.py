"""What a reader would be for: a database server that the service is given, and a view that reads.

A batch and a function that answers one event have none of it: to say that their reads burden the writer is true of any
program with a database, and nobody would do anything about it.
"""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.formats import dockerfile, parse
from codemods.libraries import sqlalchemy
from codemods.libraries.drivers import SERVER_NAMES
from codemods.libraries.frameworks import web
from codemods.libraries.frameworks.web import COOKIES, CROSS_ORIGIN, SENT_FROM_ANYWHERE, TOKENS
from codemods.libraries.standard import DEVICES
from codemods.model.names import last_name
from codemods.model.parsable import readable
from codemods.model.strings import literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_path
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_LITE = re.compile(rb"sqlite(\+\w+)?:///")
_MANIFESTS = ("requirements", "toml")
_LOCKS = (".lock", "Pipfile", "setup.py", "setup.cfg")
_PRAGMA = b"PRAGMA"
# A route that answers GET, in a file that cannot be parsed.
_SPELLED = re.compile(rb"^[ \t]*@[\w.]+\.(?:get\(|route\((?![^\n]*methods))", re.MULTILINE)
# What asks for the engine before the statement is sent.
_OF_SQLITE = re.compile(r"(?i)sqlite|dialect|isinstance")


def on_a_device(project: Project, root: str) -> bool:
    """Whether the service drives ports or pins of its machine: there is one of it, beside its devices."""
    return any(
        DEVICES.search(each.spelled) is not None
        for each in project.python()
        if project.service_root(each.path) == root and not project.is_test(each.path)
    )


def without_cookies(project: Project, root: str) -> str:
    """Where the service lets pages of other sites ask, by tokens: what they ask brings no cookie; '' where it does not.

    No reader knows of them then what they have just written.
    """
    code = (each for each in project.python() if not project.is_test(each.path))
    own = [each for each in code if project.service_root(each.path) == root]
    if any(COOKIES.search(each.spelled) for each in own) or not any(TOKENS.search(each.spelled) for each in own):
        return ""
    for each in own:
        if found := CROSS_ORIGIN.search(each.spelled):
            return f"{each.path}:{each.spelled.count(chr(10).encode(), 0, found.start()) + 1}"
    return ""


def for_other_sites(project: Project, root: str) -> str:
    """Where the service says that browsers send its cookies from pages of other sites too; '' where it does not.

    They do not send another cookie, which says nothing of that.
    """
    own = (each for each in project.python() if project.service_root(each.path) == root)
    for each in (each for each in own if not project.is_test(each.path)):
        if found := SENT_FROM_ANYWHERE.search(each.spelled):
            return f"{each.path}:{each.spelled.count(chr(10).encode(), 0, found.start()) + 1}"
    return ""


def has_demand(file: SourceFile) -> bool:
    """Whether the file's service has a view that reads, and a server that could have a replica."""
    return _has_demand(file.project, file.project.service_root(file.path))


@once
def _has_demand(project: Project, root: str) -> bool:
    return _has_server(project, root) and _has_reading_view(project, root)


def _has_server(project: Project, root: str) -> bool:
    """Whether code, a manifest, an image, Compose, an env file or other settings of the service name a database server.

    What is for people to read tells nothing: "Unlike MySQL, …". A driver among the requirements is enough only where
    the code has no SQLite file for those who say nothing.
    """
    named = lite = False
    for path, file in project.files.items():
        if not (file.kind or path.endswith(_LOCKS)) or not _is_related(project.service_root(path), root):
            continue
        if use_of_path(path) is Use.TEST:
            continue
        if file.kind == "python" or file.kind in _MANIFESTS or path.endswith(_LOCKS):
            lite = lite or (file.kind == "python" and not project.is_test(path) and _names_lite(file))
            named = named or _names_server(file)
        elif SERVER_NAMES.search(file.data):
            return True
    return named and not lite


@fact
def _names_lite(file: SourceFile) -> bool:
    return _LITE.search(file.spelled) is not None


@fact
def _names_server(file: SourceFile) -> bool:
    return SERVER_NAMES.search(file.spelled) is not None


def is_sqlite_alone(file: SourceFile) -> bool:
    """Whether the file's service sends each connection a PRAGMA, whatever its engine."""
    return _is_sqlite_alone(file.project, file.project.service_root(file.path))


@once
def _is_sqlite_alone(project: Project, root: str) -> bool:
    return any(
        _sends_pragma(other, node)
        for other in readable(project.mentioning(_PRAGMA))
        if project.service_root(other.path) == root and not project.is_test(other.path)
        and not project.is_migration(other.path)
        for node in other.nodes(ast.FunctionDef)
    )  # fmt: skip


def _sends_pragma(file: SourceFile, function: ast.FunctionDef) -> bool:
    if not any(
        isinstance(each, ast.Constant) and isinstance(each.value, str)
        and each.value.lstrip().startswith(_PRAGMA.decode())
        for each in ast.walk(function)
    ):  # fmt: skip
        return False
    listens = any(
        isinstance(each, ast.Call) and last_name(each.func) == "listens_for" and len(each.args) > 1
        and literal(each.args[1]) in sqlalchemy.EACH_CONNECTION
        for each in function.decorator_list
    ) or any(
        last_name(each.func) == "listen" and len(each.args) > 2 and literal(each.args[1]) in sqlalchemy.EACH_CONNECTION
        and last_name(each.args[2]) == function.name
        for each in file.nodes(ast.Call)
    )  # fmt: skip
    if not listens:
        return False
    return not any(
        isinstance(each, ast.If | ast.IfExp) and _OF_SQLITE.search(ast.unparse(each.test))
        for each in (*ast.walk(function), *file.ancestors(function))
    )


def _has_reading_view(project: Project, root: str) -> bool:
    """Whether a view of the service, or of those around and in it, answers GET and nothing that changes."""
    return any(
        _reads(file)
        for file in project.python()
        if not project.is_test(file.path) and not project.is_migration(file.path)
        and any(_is_related(project.service_root(file.path), each) for each in _laid_beside(project, root))
    )  # fmt: skip


@once
def _laid_beside(project: Project, root: str) -> frozenset[str]:
    """The services whose folders an image lays into one with that of `root`: `COPY ./common .`, `COPY ./ads .`."""
    found = {root}
    for path, file in project.files.items():
        if file.kind == "dockerfile" and not project.is_test(path):
            for folders in _laid_together(file):
                roots = {project.service_root(posixpath.join(each, "x")) for each in folders}
                found |= roots if root in roots else set()
    return frozenset(found)


@once
def _laid_together(file: SourceFile) -> list[tuple[str, ...]]:
    """The folders of the tree, each time, that an image's stage takes to one place."""
    try:
        document: dockerfile.Document = parse(file)
    except Unreadable:
        return []
    found = []
    for stage in range(len(document.stages)):
        places: dict[str, list[str]] = {}
        for copy in document.copies(stage):
            if len(copy.sources) == 1 and (source := posixpath.normpath(copy.sources[0].strip("/") or ".")) != ".":
                places.setdefault(copy.target, []).append(source)
        found += [_in_context(file, each) for each in places.values() if len(each) > 1]
    return [each for each in found if each]


def _in_context(file: SourceFile, sources: list[str]) -> tuple[str, ...]:
    """The folders that the sources are, in the first context around the Dockerfile that has them all; none if none."""
    folder = posixpath.dirname(file.path)
    while True:
        places = [posixpath.normpath(posixpath.join(folder, each)) for each in sources]
        inside = [each for each in places if each in file.project.folders]
        if len(inside) > 1 and not any(each.startswith("..") for each in places):
            return tuple(inside)
        if not folder:
            return ()
        folder = posixpath.dirname(folder)


def _reads(file: SourceFile) -> bool:
    if not any(readable((file,))):
        return _SPELLED.search(file.spelled) is not None
    return (
        any(_is_reading_view(file, each) for each in file.nodes(ast.FunctionDef))
        or any(_is_reading_view(file, each) for each in file.nodes(ast.AsyncFunctionDef))
        or any(
            last_name(each.func) in web.REGISTERS_READING and len(each.args) > 1 and _may_read(each)
            for each in file.nodes(ast.Call)
        )
    )


def _is_reading_view(file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    owner = file.parents.get(function)
    if isinstance(owner, ast.ClassDef) and function.name in web.READING_METHODS:
        return any(web.ANSWERING_CLASS.search(last_name(each)) for each in owner.bases)
    return any(_is_reading_route(each) for each in function.decorator_list)


def _is_reading_route(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = last_name(function)
    if name in web.SAFE_ROUTES:
        return True
    if not isinstance(decorator, ast.Call):
        return False
    if name == "get":
        return isinstance(function, ast.Attribute) and bool(decorator.args or decorator.keywords)
    return name in web.ANY_ROUTES and _may_read(decorator)


def _may_read(call: ast.Call) -> bool:
    """Whether GET is all that a route takes, or nothing says what it takes."""
    given = [each.value for each in call.keywords if each.arg in ("methods", "request_method")]
    if last_name(call.func) in web.METHODS_BY_POSITION:
        given += call.args
    said = {(literal(each) or "").upper() for value in given for each in getattr(value, "elts", (value,))}
    return said <= web.SAFE_METHODS


def _is_related(one: str, other: str) -> bool:
    """Whether one folder is the other, or lies in it."""
    return f"{one}/".startswith(f"{other}/" if other else "") or f"{other}/".startswith(f"{one}/" if one else "")
