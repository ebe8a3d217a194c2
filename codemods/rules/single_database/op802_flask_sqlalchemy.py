"""OP802: a Flask-SQLAlchemy object that knows one database.

Every read goes to the one writer, and the service cannot outgrow it. Flask-SQLAlchemy's binds choose a database by
model and not by what a request does, so they alone do not help.

Before::

    db.init_app(app)


    @app.route("/books")
    def books():
        return {"books": [book.id for book in Book.query.all()]}

After::

    db.init_app(app)
    databases.init_app(app)


    @app.route("/books")
    @readers.may_serve
    def books():
        return {"books": [book.id for book in Book.query.all()]}

The fix writes `readers.py` and `databases.py` into the service, and `readers.add_to(db)` below `db = SQLAlchemy()`.
Nothing changes until DATABASE_READER_URL is set. Then, while a marked view runs, `db.session` asks the reader, in
read-only transactions. Only views that are proved to read are marked: they answer GET alone, and nothing that they
call writes, flushes or locks. A client that has written reads from the writer for some seconds: a cookie says so, and
clients that keep no cookies may read what was true just before.

By hand: choose the database by view, never by statement: sessions that choose by statement send a SELECT … FOR UPDATE
and the read of a row just written to the replica. Put a `get_bind` into the session's class that gives the reader's
engine while a marked view runs, make that engine's transactions read-only in the database, and let a client that has
just written read from the writer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.nowhere.unimported import runs_nowhere
from codemods.domains.database.demand import (
    for_other_sites,
    has_demand,
    is_sqlite_alone,
    on_a_device,
    without_cookies,
)
from codemods.domains.database.flask_sqlalchemy import Extension, extension, is_extension, is_further, reading_views
from codemods.domains.database.kept_contexts import kept_context, made_by_tasks
from codemods.domains.database.read_only_engines import only_reads
from codemods.domains.database.replicas import single
from codemods.domains.dependencies.admitted_versions import older
from codemods.domains.dependencies.declared import declared
from codemods.domains.deployment.extension_point import Application, flask_application, ships
from codemods.libraries import drivers
from codemods.libraries.sqlalchemy import EXTENSIONS
from codemods.model.call_graph import Code, main_guard
from codemods.model.import_graph import importers
from codemods.model.names import called
from codemods.plans.secret_steps import loaded_late
from codemods.project.module_home import home, import_base
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Extension:
    """The names of the extension and the application, and where each added module goes."""

    extension: str
    application: str
    homes: Mapping[str, str | None]


rule = Rule[_Extension]("OP802", "flask-sqlalchemy", needles=("SQLAlchemy(",), safety=Safety.UNSAFE)

_MESSAGE = "all views share one database endpoint: no replica can serve reads"
_REMEDY = "add readers.py, and mark the views that only read: a reader may serve them (DATABASE_READER_URL)"
# Two modules for a single view are more than anybody would merge.
_ENOUGH = 2
_BY_HAND = "give its session the reader's engine while a view that only reads runs"
_URI = re.compile(rb"SQLALCHEMY_DATABASE_URI['\"\]\s]*([:=)]\s*[^\n]*)")
# How the code of a service comes to the database, by whatever name it calls the extension.
_ASKS = re.compile(
    rb"\.\s*session\b|\bsession\s*\.|\.\s*query\b|\.\s*execute\s*\(|\.\s*scalars?\s*\(|_or_404\s*\(|\.\s*paginate\s*\("
    rb"|\.\s*engine\b"
)
_MODEL = re.compile(rb"\.Model\b|__tablename__|\.Table\(")
_ROUTED = re.compile(rb"\broute\(|\.(?:get|post)\(\s*[\"']/|add_url_rule\(|add_resource\(|MethodView|Resource\b")
# The setting handed on: what it is stands elsewhere.
_IS_REFERENCE = re.compile(rb"[:=]\s*(?:[\w.]+\.|[\w.]*config\[['\"])?SQLALCHEMY_DATABASE_URI\b")


@rule.find(ast.Call)
def extensions(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Extension]]:
    """Calls that make the extension, or a subclass of it."""
    root = file.project.service_root(file.path)
    if not is_extension(file, node) or not single(file, node) or _is_always_a_file(file):
        return
    if is_sqlite_alone(file) or is_further(file, node) or on_a_device(file.project, root):
        return
    if only_reads(file):
        return
    if not any(_ASKS.search(other.spelled) and not _asks_by_hand(other) for other in _code(file)) or _is_left_over(
        file
    ):
        return
    name = called(file, node)
    db = extension(file, node) if name == EXTENSIONS[0] else None
    application = flask_application(file.project, root)
    old = "it comes from flask.ext, which no Flask since 1.0 has" if b"flask.ext" in file.spelled else ""
    obstacle = old or _obstacle(file, db, application)
    views = _views(db) if db is not None and not obstacle else []
    if db is not None and application is not None and len(views) >= _ENOUGH:
        yield _finding(node, db, application, views)
    elif has_demand(file):
        few = "only one view is proved to only read" if views else "no view is proved to only read"
        remedy = f"{_BY_HAND}; not rewritten, since {obstacle or few}"
        yield file.finding(rule, node, _MESSAGE, remedy, safety=Safety.NONE, also=_addresses(file))


def _asks_by_hand(file: SourceFile) -> bool:
    """Whether a person runs the file, with a command, or Alembic does, and no model is there for a view to come."""
    if any(_MODEL.search(each.spelled) for each in _code(file)):
        return False
    if file.project.is_migration(file.path):
        return True
    return main_guard(file) is not None and not importers(file) and _ROUTED.search(file.spelled) is None


def _is_left_over(file: SourceFile) -> bool:
    """Whether nothing imports the file, which asks the database nothing, while another makes the extension."""
    if importers(file) or _ASKS.search(file.spelled):
        return False
    return any(other is not file and b"SQLAlchemy(" in other.spelled for other in _code(file))


def _obstacle(file: SourceFile, db: Extension | None, application: Application | None) -> str:
    """Why nothing is rewritten, '' where it can be."""
    project, root = file.project, file.project.service_root(file.path)
    if db is None:
        return "it is not made by Flask-SQLAlchemy's own class, once at the module level"
    if application is None:
        return "the service has not one Flask application"
    where = _home(db, application)
    if where is None or not ships(project, root, where):
        return "readers.py and databases.py have no place in the service or in its image"
    if older(project, file.path, "sqlalchemy", (1, 4)):
        return "SQLAlchemy is older than 1.4"
    if kept := kept_context(project, root):
        return f"{kept} pushes an application context that outlives the requests"
    if where := made_by_tasks(application.file, application.last):
        return f"{where} makes an application in each task, whose engine the reader would keep"
    if where := without_cookies(project, root):
        return f"{where} lets other sites ask, by tokens: the cookie that tells who has just written is not sent"
    if where := for_other_sites(project, root):
        return f"{where} lets pages of other sites send cookies: the one that tells who has just written is not sent"
    if where := loaded_late(project, root, db.file):
        return f"{where} loads .env after {db.file.path} is imported: call load_dotenv() above that first"
    if _has_no_server(project, root):
        return "no manifest names a driver of a database server"
    return ""


def _is_always_a_file(file: SourceFile) -> bool:
    """Whether every URI that the service's code writes is that of a SQLite file, which OP112 reports, and no manifest
    names a server's driver.
    """
    written = [match[1] for _, match in _uris(file) if not _IS_REFERENCE.match(match[1])]
    fixed = bool(written) and all(b"sqlite:" in each and b"env" not in each for each in written)
    return fixed and _has_no_server(file.project, file.project.service_root(file.path))


def _uris(file: SourceFile) -> Iterator[tuple[SourceFile, re.Match[bytes]]]:
    """Where the service's code gives the URI."""
    for other in _code(file):
        yield from ((other, match) for match in _URI.finditer(other.spelled))


def _code(file: SourceFile) -> Iterator[SourceFile]:
    """The Python files of the service, beside tests."""
    project = file.project
    root = project.service_root(file.path)
    for other in project.python():
        if project.service_root(other.path) == root and not project.is_test(other.path):
            yield other


def _addresses(file: SourceFile) -> tuple[tuple[str, int], ...]:
    """Path and line of the settings that hold the one address."""
    return tuple(
        (other.path, other.spelled.count(b"\n", 0, match.start()) + 1) for other, match in _uris(file)
        if match[1][:1] != b")"
    )  # fmt: skip


def _has_no_server(project: Project, root: str) -> bool:
    """Whether the service's manifests name all that it runs on, and nothing that talks to a server with replicas."""
    found = declared(project, root)
    return (
        found is not None
        and found.sure
        and "flask-sqlalchemy" in found.names
        and drivers.DISTRIBUTIONS.isdisjoint(found.names)
    )


def _home(db: Extension, application: Application) -> str | None:
    """Where readers.py goes, with databases.py beside it."""
    where = home([db.file, application.file], "readers.py")
    beside = home([db.file, application.file], "databases.py")
    free = where and beside and not any(map(db.file.project.on_disk, (where, beside)))
    return where if free else None


def _views(db: Extension) -> list[Code]:
    """The views to mark, in the files that can import what db's can."""
    return [
        each for each in reading_views(db)
        if import_base(each.file) == import_base(db.file) and not runs_nowhere(each.file)
    ]  # fmt: skip


def _finding(node: ast.Call, db: Extension, application: Application, views: list[Code]) -> Finding[_Extension]:
    sites = [
        db.file.site(db.statement, "extension"),
        application.file.site(application.last, "application"),
        *(each.file.site(each.node, "view") for each in views),
    ]
    places = {name: home([db.file, application.file], name) for name in ("readers.py", "databases.py")}
    data = _Extension(db.name, application.name, places)
    also = _addresses(db.file)
    return db.file.finding(rule, node, _MESSAGE, _REMEDY, sites=tuple(sites), data=data, also=also)


@rule.rewrite("SimpleStatementLine", role="extension")
def extended(node: cst.SimpleStatementLine, finding: Finding[_Extension], edit: Edit) -> object:
    """The extension, and the reader right behind it."""
    import libcst as cst

    call = edit.statement(f"{_module(finding, edit, 'readers.py')}.add_to({finding.data.extension})")
    return cst.FlattenSentinel([node, call])


@rule.rewrite("SimpleStatementLine", role="application")
def registered(node: cst.SimpleStatementLine, finding: Finding[_Extension], edit: Edit) -> object:
    """The application, and databases.py right behind it."""
    import libcst as cst

    call = edit.statement(f"{_module(finding, edit, 'databases.py')}.init_app({finding.data.application})")
    return cst.FlattenSentinel([node, call])


@rule.rewrite("FunctionDef", role="view")
def marked(node: cst.FunctionDef, finding: Finding[_Extension], edit: Edit) -> cst.FunctionDef:
    """The view, marked below its route and its other decorators."""
    import libcst as cst

    mark = cst.Decorator(edit.expression(f"{_module(finding, edit, 'readers.py')}.may_serve"))
    return node.with_changes(decorators=[*node.decorators, mark])


def _module(finding: Finding[_Extension], edit: Edit, name: str) -> str:
    from codemods.rewriting.source.emitted import emitted

    return emitted(edit, name, finding.data.homes[name])
