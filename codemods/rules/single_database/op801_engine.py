"""OP801: an SQLAlchemy engine that every read and every write shares.

The service knows one database endpoint, so all reads burden the writer, and read replicas cannot help.

Before::

    engine = create_engine(os.environ["DATABASE_URL"])
    session_factory = sessionmaker(bind=engine)
    db_session = scoped_session(session_factory)

    @app.get("/books")
    def books():
        found = db_session.query(Book).order_by(Book.title).all()

After::

    engine = databases.create_engine(os.environ["DATABASE_URL"])
    session_factory = sessionmaker(bind=engine)
    db_session = scoped_session(session_factory)
    reader_engine = databases.create_reader_engine(engine)
    reader_db_session = databases.reader_sessions(db_session, reader_engine)

    @app.get("/books")
    def books():
        found = reader_db_session.query(Book).order_by(Book.title).all()

The fix writes `databases.py` into the service. The reader's session is the writer's until DATABASE_READER_URL is set.
Only views that are proved to read take it: they answer GET alone, and nothing that they call writes, flushes or locks.
A client that has written reads from the writer for some seconds: a cookie says so, and clients that keep no cookies
may read what was true just before.

By hand: make a second engine for the reader's URL, with read-only transactions, and a session factory on it; the URL
defaults to the writer's. Give that factory to what only reads and can bear some lag.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.connections.of_users import is_for_users_connection
from codemods.domains.database.demand import has_demand, is_sqlite_alone
from codemods.domains.database.kept_contexts import kept_context
from codemods.domains.database.primary_only import reads_no_rows
from codemods.domains.database.read_only_engines import is_only_read, only_reads
from codemods.domains.database.readonly_views import Use, readers
from codemods.domains.database.replicas import is_for_sqlite, is_local_file, single
from codemods.domains.database.sessions import Sessions, sessions
from codemods.domains.dependencies.admitted_versions import older
from codemods.domains.deployment.extension_point import Application, flask_application, ships
from codemods.libraries.sqlalchemy import ENGINES, REPORTED
from codemods.model.call_graph import Code
from codemods.model.callers import callers, is_out_of_use
from codemods.model.names import called, may_be_called
from codemods.model.scopes import lookup, tables
from codemods.model.strings import argument, literal, text
from codemods.project.module_home import home
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where databases.py goes, what it works on, and the modules that files import the factory from, by path."""

    home: str | None
    application: str
    engine: str
    factory: str
    options: tuple[str, ...]
    modules: Mapping[str, str]


rule = Rule[_Reader]("OP801", "engine", needles=("create_engine", "create_async_engine", "engine_from_config"),
            safety=Safety.UNSAFE)  # fmt: skip

_LAST = frozenset(each.rpartition(".")[2] for each in (*ENGINES, *REPORTED))
_IN_MEMORY = re.compile(r"sqlite(\+\w+)?://(/:memory:|/?\?|/?file::memory:|$)")
_FOR_READER = re.compile(r"(^|[^a-z])(read(er|[_-]?only)?|ro|replica|follower|standby|secondary|slave)([^a-z]|$)", re.I)
_MESSAGE = "reads and writes share one engine: no replica can serve reads"
_REMEDY = "add databases.py, and give views that only read a session on the reader (DATABASE_READER_URL)"
_BY_HAND = "make a second engine for the reader's URL, and give a session on it to what only reads"
# The reader has its own URL, and its own defaults for these.
_OWN = ("url", "pool_pre_ping", "pool_recycle")


@rule.find(ast.Call)
def engines(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Reader]]:
    """Calls that make the engine."""
    if not may_be_called(file, node, _LAST) or (name := called(file, node)) not in (*ENGINES, *REPORTED):
        return
    url = text(file, argument(node, 0, "url", "name_or_url"))
    written = argument(node, 0, "url", "name_or_url")
    if _IN_MEMORY.match(url.exact or "") or (written and is_local_file(written)) or not single(file, node):
        return
    if is_only_read(file, node) or _is_made_for_a_reader_too(file, node) or is_sqlite_alone(file):
        return
    if only_reads(file):
        return
    if is_for_users_connection(file, node, written) or is_for_sqlite(file, node) or reads_no_rows(file, node):
        return
    these = sessions(file, node) if name in ENGINES else None
    if these is None and (_is_another(file, node) or is_out_of_use(file, node)):
        return
    application = flask_application(file.project, file.project.service_root(file.path))
    found = _takes(these) if these is not None else []
    obstacle = _obstacle(file, node, these, application) or ("" if found else "no view is proved to only read")
    if not obstacle and these is not None and application is not None:
        yield _finding(node, these, application, found)
    elif has_demand(file):
        remedy = f"{_BY_HAND}; not rewritten, since {obstacle}"
        yield file.finding(rule, node, _MESSAGE, remedy, safety=Safety.NONE)


def _is_another(file: SourceFile, node: ast.Call) -> bool:
    """Whether the same function has made an engine before: of one database, for another kind of session."""
    function = file.function(node)
    return function is not None and any(
        isinstance(each, ast.Call)
        and (each.lineno, each.col_offset) < (node.lineno, node.col_offset)
        and called(file, each) in (*ENGINES, *REPORTED)
        for each in ast.walk(function)
    )


def _is_made_for_a_reader_too(file: SourceFile, node: ast.Call) -> bool:
    """Whether callers of the function around have it make an engine for a reader: `engine_of("replica")`."""
    function = file.function(node)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    calls = [each.node for each in callers(Code(file, function)) if isinstance(each.node, ast.Call)]
    given = [[literal(value) for value in (*each.args, *(word.value for word in each.keywords))] for each in calls]
    return len(calls) > 1 and any(word and _FOR_READER.search(word) for words in given for word in words)


def _finding(
    node: ast.Call, these: Sessions, application: Application, found: list[tuple[Use, str]]
) -> Finding[_Reader]:
    file = these.file
    sites = [
        file.site(node, "engine"),
        file.site(these.factory, "factory"),
        application.file.site(application.last, "application"),
        *(user.site(use, "use" if isinstance(use, ast.Name) else "attribute") for (user, use), _ in found),
    ]
    return file.finding(
        rule, node, _MESSAGE, _REMEDY, sites=tuple(sites),
        data=_Reader(
            home=home([file, application.file], "databases.py"),
            application=application.name,
            engine=these.engine_name,
            factory=these.name,
            options=_options(file, node),
            modules={user.path: module for (user, use), module in found if isinstance(use, ast.Name)},
        ),
    )  # fmt: skip


def _obstacle(file: SourceFile, node: ast.Call, these: Sessions | None, application: Application | None) -> str:
    """Why the engine is not rewritten, '' where it can be."""
    project, root = file.project, file.project.service_root(file.path)
    if these is None:
        return "it is not one engine at the module level with one sessionmaker on it beside"
    if application is None:
        return "the service has not one Flask application"
    where = home([file, application.file], "databases.py")
    if where is None or not _free(file, where) or not ships(project, root, where):
        return "databases.py has no place in the service or in its image"
    if older(project, file.path, "sqlalchemy", (1, 4)):
        return "SQLAlchemy is older than 1.4"
    if kept := kept_context(project, root):
        return f"{kept} pushes an application context that outlives the requests"
    if any(each.arg is None for each in node.keywords) or len(node.args) > 1:
        return "its options are not all written in the call"
    if re.match("sqlite", text(file, argument(node, 0, "url")).exact or "") and isinstance(node.args[0], ast.Constant):
        return "SQLite has no replicas"
    names = (reader_name(these.name), reader_name(these.engine_name))
    taken = [each for each in names if each in tables(file)[file.tree].names]
    return f"the name {taken[0]} is taken" if taken else ""


def _free(file: SourceFile, path: str) -> bool:
    try:
        present = file.project.on_disk(path)
    except OSError:
        return False
    return present is None or b"def reader_sessions(" in present


def _takes(these: Sessions) -> list[tuple[Use, str]]:
    """The uses that take the reader, each with the module that its file imports the factory from ('' for its own)."""
    found: list[tuple[Use, str]] = []
    for file, use in readers(these):
        if isinstance(use, ast.Attribute) or file is these.file:
            found.append(((file, use), ""))
        elif isinstance(use, ast.Name):
            statement = lookup(file, use, use.id)[0].node
            if isinstance(statement, ast.ImportFrom) and statement in file.tree.body:
                dotted = file.project.absolute_name(file.path, statement.level, statement.module)
                if file.project.module(dotted, file.path) is these.file:
                    found.append(((file, use), "." * statement.level + (statement.module or "")))
    return found


def reader_name(name: str) -> str:
    """`Session` is `ReaderSession`, `db_session` is `reader_db_session`."""
    if name.isupper():
        return f"READER_{name}"
    return f"Reader{name}" if name[0].isupper() else f"reader_{name}"


def _options(file: SourceFile, node: ast.Call) -> tuple[str, ...]:
    """The options of the writer that the reader has too."""
    return tuple(f"{each.arg}={_in_a_line(file, each.value)}" for each in node.keywords if each.arg not in _OWN)


def _in_a_line(file: SourceFile, value: ast.expr) -> str:
    source = file.source(value)
    return ast.unparse(value) if "\n" in source else source


@rule.rewrite("Call", role="engine")
def writer(node: cst.Call, finding: Finding[_Reader], edit: Edit) -> cst.Call:
    """The same engine, by databases.py."""
    return node.with_changes(func=edit.expression(f"{_module(finding, edit)}.create_engine"))


@rule.rewrite("SimpleStatementLine", role="factory")
def reader(node: cst.SimpleStatementLine, finding: Finding[_Reader], edit: Edit) -> object:
    """The session factory, and the reader's behind it."""
    import libcst as cst

    module, data = _module(finding, edit), finding.data
    engine = reader_name(data.engine)
    arguments = ", ".join((data.engine, *data.options))
    lines = (
        f"{engine} = {module}.create_reader_engine({arguments})",
        f"{reader_name(data.factory)} = {module}.reader_sessions({data.factory}, {engine})",
    )
    return cst.FlattenSentinel([node, *map(edit.statement, lines)])


@rule.rewrite("SimpleStatementLine", role="application")
def registered(node: cst.SimpleStatementLine, finding: Finding[_Reader], edit: Edit) -> object:
    """The application, and databases.py right behind it."""
    import libcst as cst

    call = edit.statement(f"{_module(finding, edit)}.init_app({finding.data.application})")
    return cst.FlattenSentinel([node, call])


@rule.rewrite("Name", role="use")
def read_only(node: cst.Name, finding: Finding[_Reader], edit: Edit) -> cst.Name:
    """The reader's session factory in the place of the writer's."""
    name, module = reader_name(finding.data.factory), finding.data.modules[edit.file.path]
    return node.with_changes(value=edit.from_name(module, name) if module else name)


@rule.rewrite("Attribute", role="attribute")
def read_only_of_module(node: cst.Attribute, finding: Finding[_Reader], edit: Edit) -> cst.Attribute:
    """The same, of the module that has both."""
    import libcst as cst

    return node.with_changes(attr=cst.Name(reader_name(finding.data.factory)))


def _module(finding: Finding[_Reader], edit: Edit) -> str:
    from codemods.rewriting.source.emitted import emitted

    return emitted(edit, "databases.py", finding.data.home)
