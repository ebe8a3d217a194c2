"""OP407: a connection that is opened before gunicorn forks its workers.

With `preload_app` the code is loaded once, and what it opens then is one socket that all workers write to and read
from. One worker gets the rows of another one's query, or waits for an answer that another has taken, and one that ends
closes the connection for all. The threads of MongoDB's client are in none of them.

Before::

    engine = create_engine(os.environ["DATABASE_URL"])
    Base.metadata.create_all(engine)

By hand: open it in the worker, at the first use or in the hook `post_fork` of gunicorn's settings. An engine may stay
where it is made, if it begins anew there: `engine.dispose(close=False)` in `post_fork` (SQLAlchemy 1.4.33; before that
`engine.dispose()`). What only prepares the database belongs to a step of the deploy.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.commands.gunicorn import shares_with_workers
from codemods.domains.database.opening import CALLS, WORDS, connects, has_server, uses_engine
from codemods.domains.runtime.phases import Phase, begins
from codemods.domains.runtime.processes import factories
from codemods.libraries.server_options import GUNICORN_AFTER_FORK
from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.names import called, last_name, may_be_called
from codemods.model.parsable import readable
from codemods.model.types import evaluate
from codemods.project.limits import Limit
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP407", "before-fork", safety=Safety.NONE, once="service",
    needles=("connect", "Connect", "Mongo", "create_all", "drop_all", "reflect", "prepare", "Table", "inspect", "begin",
             "execute", "scalar", "query", "session", "Session", "raw_connection", "read_sql", "to_sql", "table_names"),
)  # fmt: skip

_MESSAGE = "the workers share a connection: gunicorn forks them when this has opened it"
_CONNECTION = "open it in the worker: at the first use, or in post_fork"
_ENGINE = "begin anew in each worker: engine.dispose(close=False) in gunicorn's post_fork"
# Who lets go of the pool, or has none, has thought of it.
_LETS_GO = re.compile(rb"\.dispose\(|\bNullPool\b|\bregister_at_fork\b")
_RENEWS = frozenset(("dispose", "connect", "reconnect", "disconnect"))
_HOPS = Limit(6, "who keeps a connection")


@rule.find(ast.Call)
def shared(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """What is opened while the code is loaded, and stays open."""
    project, root = file.project, file.project.service_root(file.path)
    if not may_be_called(file, node, CALLS | WORDS) or not shares_with_workers(project, root):
        return
    own = connects(file, node)
    if not (own or uses_engine(file, node)) or not _is_before_fork(file, node) or _begins_anew(project, root):
        return
    if own and (not _is_kept(file, node, 0) or _is_closed(file, node)):
        return
    if not own and (not has_server(project, root) or _lets_go(project, root)):
        return
    yield file.finding(rule, node, _MESSAGE, _CONNECTION if own else _ENGINE, safety=Safety.NONE)


def _is_before_fork(file: SourceFile, node: ast.AST) -> bool:
    """Whether the loading of the code comes to the node: a module's level, or the factory of the application.

    What frameworks and gunicorn call when a worker begins comes later.
    """
    first = begins(file, node, Phase.START)
    return first is not None and (isinstance(first.node, ast.Module) or first.node in factories(file.project, "web"))


def _is_kept(file: SourceFile, node: ast.AST, depth: int) -> bool:
    """Whether what a call gives stays: in a name of the module, in an attribute, or where a caller keeps it."""
    if isinstance(node, ast.Call) and called(file, node) == "mongoengine.connect":
        return True
    code, statement = code_at(file, node), _holder(file, node)
    if isinstance(statement, ast.Return):
        return not _HOPS.is_passed(file, depth) and any(
            _is_kept(each.caller.file, each.node, depth + 1) for each in callers(code)
            if each.kind == "call" and _is_before_fork(each.caller.file, each.node)
        )  # fmt: skip
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    outer = {name for each in ast.walk(code.node) if isinstance(each, ast.Global) for name in each.names}
    return any(
        isinstance(each, ast.Attribute)
        or (isinstance(each, ast.Name) and (isinstance(code.node, ast.Module) or each.id in outer))
        for each in targets
    )


def _holder(file: SourceFile, node: ast.AST) -> ast.AST | None:
    """What takes the value, or what is taken from it: `MongoClient(url).shop`, `connect(url).cursor()`."""
    child, parent = node, file.parents.get(node)
    while isinstance(parent, ast.Attribute | ast.Subscript) or (isinstance(parent, ast.Call) and parent.func is child):
        child, parent = parent, file.parents.get(parent)
    return parent


def _is_closed(file: SourceFile, node: ast.AST) -> bool:
    """Whether the same code closes what it has opened."""
    statement, code = _holder(file, node), code_at(file, node)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    names = {ast.unparse(each) for each in targets}
    return any(
        isinstance(each.func, ast.Attribute) and each.func.attr == "close"
        and ast.unparse(each.func.value) in names and code_at(file, each) == code
        for each in file.nodes(ast.Call)
    )  # fmt: skip


def _begins_anew(project: Project, root: str) -> bool:
    """Whether a hook of the service has each worker begin anew, as far as its calls can mean that."""
    return any(
        isinstance(node, ast.FunctionDef) and node.name in GUNICORN_AFTER_FORK and _renews(each, node)
        for hook in GUNICORN_AFTER_FORK for each in readable(project.mentioning(hook.encode()))
        if project.service_root(each.path) == root and not project.is_test(each.path)
        for node in each.tree.body
    )  # fmt: skip


def _renews(file: SourceFile, hook: ast.FunctionDef) -> bool:
    """Whether a hook reaches into the service's code, or calls what renews a connection by its name.

    What the emitted gunicorn.conf.py does for probes is neither.
    """
    calls = [each for each in ast.walk(hook) if isinstance(each, ast.Call)]
    return (
        any(isinstance(each, ast.Import | ast.ImportFrom) for each in ast.walk(hook))
        or any(last_name(each.func) in _RENEWS for each in calls)
        or any(thing.kind == "function" for each in calls for thing in evaluate(file, each.func))
    )


def _lets_go(project: Project, root: str) -> bool:
    return any(
        _LETS_GO.search(each.spelled) for word in (b"dispose", b"NullPool", b"register_at_fork")
        for each in project.mentioning(word)
        if project.service_root(each.path) == root and not project.is_test(each.path)
    )  # fmt: skip
