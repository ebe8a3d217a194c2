"""A database that each process or each container has for itself: SQLite in memory, or a file that no volume holds."""

from __future__ import annotations

import ast
import re

from codemods.domains.database.opening import has_server
from codemods.domains.settings.movable import is_alternative, may_move
from codemods.libraries.sqlalchemy import ENGINES
from codemods.model.environment_reads import environment_read, reads_of
from codemods.model.names import called
from codemods.model.parsable import readable
from codemods.model.strings import argument, config_values, text
from codemods.model.targets import environment_wins, place_of
from codemods.model.test_scopes import is_test_code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_URL = re.compile(r"sqlite(\+\w+)?://")
_IN_MEMORY = re.compile(r"(sqlite(\+\w+)?://)?/?(:memory:|file::memory:.*|\?.*)?$")
_UNKNOWN = re.compile(r"(sqlite(\+\w+)?:///?)?/?\0+$")
_CONNECTS = frozenset(("sqlite3.connect", "sqlite3.dbapi2.connect", "aiosqlite.connect"))
# The environment says which database it is, or where its file lies.
_TELLS = re.compile(r"(?:^|_)(?:DB|DATABASE|SQL\w*|DSN|UR[IL]|PATH|DIR|FOLDER|DATA|HOME|ROOT)(?:_|$)", re.IGNORECASE)
_MOUNT = re.compile(rb"^[ \t]*VOLUME\b|\bmountPath:|^[ \t]*volumes:|(?<=\s)(?:-v|--volume|--mount)[ =]", re.MULTILINE)


def is_of_each_container(file: SourceFile) -> bool:
    """Whether the service runs in containers, and its one database is a SQLite file that each of them makes anew."""
    root = file.project.service_root(file.path)
    return _is_deployed_so(file.project, root) and "file" in _places(file.project, root)


def replaces_own_file(file: SourceFile) -> str:
    """The variable that must be set lest a container's own SQLite file, the default, be its database; '' for none."""
    project, root = file.project, file.project.service_root(file.path)
    if not _is_deployed_so(project, root) or has_server(project, root):
        return ""
    reading = (each for each in readable(project.python()) if project.service_root(each.path) == root)
    names = {
        name for other in reading if not project.is_test(other.path)
        for name, reads in reads_of(other).items() if any(_is_own_file(each.default or "") for each in reads)
    }  # fmt: skip
    return min((each for each in names if not _is_given(project, each)), default="")


def _is_own_file(default: str) -> bool:
    return _URL.match(default) is not None and _place(default) == "file"


def _is_given(project: Project, name: str) -> bool:
    """Whether anything but code says the variable: a definition, or a platform's own, which a Procfile stands for."""
    return any(
        each.kind == "procfile" or (each.kind != "python" and each.kind and name.encode() in each.spelled)
        for each in project.files.values()
    )


def is_in_memory(file: SourceFile) -> bool:
    """Whether the service's one database is SQLite's in memory: what another process makes is not there."""
    return _places(file.project, file.project.service_root(file.path)) == {"memory"}


@once
def _is_deployed_so(project: Project, root: str) -> bool:
    around = [each for path, each in project.files.items() if project.service_root(path) in (root, "")]
    return any(each.kind in ("dockerfile", "procfile") for each in around) and not any(
        _MOUNT.search(each.data) for each in around if each.kind != "python"
    )


@once
def _places(project: Project, root: str) -> frozenset[str]:
    """Where the service's SQLite lies: "file", "memory"; nothing where a server or the environment may come in."""
    if has_server(project, root):
        return frozenset()
    found: set[str] = set()
    for file in readable(project.python()):
        if project.service_root(file.path) != root or project.is_test(file.path) or project.is_migration(file.path):
            continue
        found |= _named_in(file)
    for file, value in config_values(project, "SQLALCHEMY_DATABASE_URI"):
        if project.service_root(file.path) == root and not is_test_code(file, value) and not _is_lite(file, value):
            return frozenset()
    return frozenset() if "told" in found else frozenset(found)


@once
def _named_in(file: SourceFile) -> frozenset[str]:
    """The places that a file names; "told" where the environment, or what is not known, names one."""
    found = {"told" for each in reads_of(file) if _TELLS.search(each)}
    for node in file.nodes(ast.Constant) if b"sqlite" in file.spelled else ():
        if isinstance(node.value, str) and _URL.match(node.value) and not is_test_code(file, node):
            whole = _whole(file, node)
            found.add(_told(file, whole) or _place(text(file, whole).known))
    for call in file.nodes(ast.Call) if b"connect" in file.spelled or b"engine" in file.spelled else ():
        name, target = called(file, call), argument(call, 0, "database", "url")
        if target is None or is_test_code(file, call):
            continue
        if name in _CONNECTS:
            found.add(_told(file, target) or _place(text(file, target).known))
        elif name in ENGINES and not _is_lite(file, target):
            found.add("told")
    return frozenset(found)


def _is_lite(file: SourceFile, url: ast.expr) -> bool:
    """Whether the URL of a database is known for SQLite's."""
    return _URL.match(text(file, url).known) is not None


def _whole(file: SourceFile, node: ast.expr) -> ast.expr:
    """The string that a piece belongs to."""
    while isinstance(parent := file.parents[node], ast.BinOp | ast.JoinedStr):
        node = parent
    return node


def _place(known: str) -> str:
    return "told" if _UNKNOWN.match(known) else "memory" if _IN_MEMORY.match(known) else "file"


def _told(file: SourceFile, node: ast.expr) -> str:
    """ "told" where something else may be taken in the node's place."""
    asks = any(environment_read(file, each) is not None for each in ast.walk(file.statement(node)))
    place = place_of(file, node)
    given = place is not None and not may_move(file, node, place.name, place.kind)
    return "told" if asks or given or environment_wins(file, node) or is_alternative(file, node) else ""
