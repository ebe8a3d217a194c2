"""OP110: sessions, caches, counters and messages that an extension keeps in the process or on its disk.

A limit that each replica counts on its own is no limit; a session that one replica keeps is lost at the next; a
message sent through one replica never reaches the clients of another.

Before::

    app.config["CACHE_TYPE"] = "SimpleCache"
    limiter = Limiter(get_remote_address, app=app)
    socketio = SocketIO(app)

After::

    app.config["CACHE_TYPE"] = os.environ.get("CACHE_TYPE", "SimpleCache")
    app.config["CACHE_REDIS_URL"] = os.environ.get("CACHE_REDIS_URL")
    limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ.get("RATELIMIT_STORAGE_URI"))
    socketio = SocketIO(app, message_queue=os.environ.get("SOCKETIO_MESSAGE_QUEUE"))

By hand: let the environment choose the backend, and give it Redis wherever there is more than one process. A cache
that the code makes itself (`SimpleCache()`) and a scheduler in the web process (it runs every job in every replica)
are only reported: the one needs another class, the other a process of its own. So are SESSION_TYPE, which wants a
client beside it (SESSION_REDIS), and Django's backends, MEDIA_ROOT and a FileSystemStorage that the code makes. A
fallback for when Redis does not answer is no finding. Where the application loads its settings, or has others of the
limiter, the limiter's storage belongs there, and the call stays as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies.admitted_versions import older
from codemods.domains.environments.loaded_settings import configuration
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.caches import is_never_asked, is_told_otherwise
from codemods.domains.state.scheduled_jobs import is_for_each_replica
from codemods.domains.state.socket_queues import lacks_for_queue
from codemods.libraries.caches import ADDRESSES, ALONE, DJANGO, LIMITERS, LIMITERS_URI, LOCAL, LOCAL_CACHES, SCHEDULERS
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, last_name
from codemods.model.overlays.module import filled_later, is_rebound
from codemods.model.scopes import tables
from codemods.model.strings import config_values, keyword, literal
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_file
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Backend:
    """What is written: today's value, the setting and that of its address, the argument; '' for none."""

    default: str = ""
    key: str = ""
    address: str = ""
    argument: str = ""


rule = Rule[_Backend](
    "OP110", "framework-state", safety=Safety.SAFE,
    needles=("CACHE_TYPE", "SESSION_TYPE", "SimpleCache", "FileSystemCache", "Limiter", "SocketIO", "socketio",
             "RATELIMIT_STORAGE", "Scheduler", "LocMemCache", "FileBasedCache", "sessions.backends.file",
             "InMemoryChannelLayer", "FileSystemStorage", "MEDIA_ROOT", "InMemoryBackend"),
)  # fmt: skip

_STORAGE = re.compile(rb"\[[\s\\]*\w[\w.\s\\]*\.[\s\\]*STORAGE_UR[IL][\s\\]*\]")
_MEDIA = re.compile(rb"(?:^|;)[ \t]*MEDIA_ROOT[\s\\]*=[^=]", re.MULTILINE)
_PAGES = re.compile(r"static|s[ac]ss|css|assets|compress")
_LIMITS = re.compile(rb"\bRATELIMIT_")
_REMEDY = "let the environment choose it, and keep it in Redis where there is more than one process"
_SESSIONS = (
    "take SESSION_TYPE from the environment, and a client of the Redis that the environment names as SESSION_REDIS: "
    "without that one Flask-Session asks localhost"
)
_STICKY = (
    "; let one worker a process serve the sockets, and the balancer send a client to the same one each time (sticky "
    "sessions): the queue alone is half of it"
)


@rule.find(ast.Assign, ast.keyword, ast.Dict)
def settings(node: ast.Assign | ast.keyword | ast.Dict, file: SourceFile) -> Iterator[Finding[_Backend]]:
    """Settings that name a backend in the process or on its disk."""
    for name, value in _given(node):
        known = literal(value)
        if name not in LOCAL or known is None or known.lower() not in LOCAL[name] or is_test_code(file, node):
            continue
        if _is_fallback(file, node) or _is_chosen(file, name):
            continue
        if name == "CACHE_TYPE" and _is_unread(file, node):
            continue
        if name == "SESSION_TYPE":
            if not (_mentions(file, b"flask_session") or _mentions(file, b"flask.ext.session")):
                continue
            yield file.finding(rule, value, f"{name} is {known}: every process has its own", _SESSIONS,
                               safety=Safety.NONE)  # fmt: skip
            continue
        address = ADDRESSES.get(name, "")
        around = file.parents[node] if isinstance(node, ast.keyword) else node
        sites, new = [file.site(value, "value")], [Setting(name, value=known, fixed=True)]
        told = not address or _is_given(file, address) or _inherits(file, node, name)
        if not told and isinstance(around, ast.Assign | ast.Call | ast.Dict):
            sites.append(file.site(around, "address"))
            new.append(Setting(address, fixed=True))
        yield file.finding(
            rule, node if isinstance(node, ast.keyword) else value, f"{name} is {known}: every process has its own",
            _REMEDY, sites=tuple(sites),
            data=_Backend(known, key=name, address=address),
            settings=tuple(new),
        )  # fmt: skip


@rule.find(ast.Constant)
def backends(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Backend]]:
    """Django's backends that live in the process or on its disk, named in a settings file or a dictionary of it."""
    what = DJANGO.get(node.value) if isinstance(node.value, str) else None
    given = isinstance(file.parents.get(node), ast.Assign | ast.Dict)
    if not given or _is_fallback(file, node) or _is_one_of_two(file, node) or _is_of_pages(file, node):
        return
    if what and not is_test_code(file, node) and not _is_default(file, node):
        yield file.finding(
            rule, node, f"{what} is of this process or its disk alone: {str(node.value).rpartition('.')[2]}",
            "name a backend that all processes share: Redis or the database", safety=Safety.NONE,
        )  # fmt: skip


@rule.find(ast.Assign)
def media(node: ast.Assign, file: SourceFile) -> Iterator[Finding[_Backend]]:
    """Django's MEDIA_ROOT, where models or code keep uploads and no setting names another storage."""
    named = any(isinstance(each, ast.Name) and each.id == "MEDIA_ROOT" for each in node.targets)
    if not named or b"INSTALLED_APPS" not in file.spelled or is_test_code(file, node):
        return
    elsewhere = any(_mentions(file, each) for each in (b"DEFAULT_FILE_STORAGE", b"STORAGES"))
    keeps = any(
        _mentions(file, each) for each in (b"FileField", b"ImageField", b"default_storage", b"FileSystemStorage(")
    )
    if keeps and not elsewhere and not _is_default(file, node.value):
        yield file.finding(
            rule, node, "uploads lie below MEDIA_ROOT, on the disk of this replica",
            "name a storage that all replicas share (STORAGES, django-storages)", safety=Safety.NONE,
        )  # fmt: skip


@rule.find(ast.Call)
def storages(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Backend]]:
    """Django's storage on the local disk, made by the code and saved into: no setting puts another in its place."""
    if last_name(node.func) != "FileSystemStorage" or called(file, node) not in DJANGO or is_test_code(file, node):
        return
    below_media = not node.args and keyword(node, "location") is None
    if (below_media and _says_media(file)) or not _is_saved_into(file, node) or file.project.is_migration(file.path):
        return
    if (when := phases(file, node)) and when <= {Phase.COMMAND, Phase.SCRIPT}:
        return
    yield file.finding(
        rule, node, "uploads lie on the disk of this replica: FileSystemStorage",
        "take default_storage, and name a storage that all replicas share (STORAGES, django-storages)",
        safety=Safety.NONE,
    )  # fmt: skip


def _says_media(file: SourceFile) -> bool:
    """Whether MEDIA_ROOT is told of in the settings: the storage without a folder of its own lies there."""
    elsewhere = any(_mentions(file, each) for each in (b"DEFAULT_FILE_STORAGE", b"STORAGES"))
    root = file.project.service_root(file.path)
    return not elsewhere and any(
        _MEDIA.search(each.spelled) and file.project.service_root(each.path) == root
        for each in file.project.mentioning(b"MEDIA_ROOT")
        if b"INSTALLED_APPS" in each.spelled
    )


def _is_saved_into(file: SourceFile, node: ast.Call) -> bool:
    """Whether something is saved into the storage that a call makes, or a field of a model gets it."""
    outer = file.parents.get(node)
    if isinstance(outer, ast.Attribute):
        return outer.attr == "save"
    if isinstance(outer, ast.keyword):
        return outer.arg == "storage"
    if not isinstance(outer, ast.Assign):
        return False
    kept = {last_name(each) for each in outer.targets}
    return any(each.attr == "save" and last_name(each.value) in kept for each in file.nodes(ast.Attribute)) or any(
        each.arg == "storage" and last_name(each.value) in kept for each in file.nodes(ast.keyword)
    )


def _is_default(file: SourceFile, node: ast.AST) -> bool:
    """Whether the deployed settings bind the value's name again, or something loaded takes its place."""
    return is_rebound(file, node) or bool(filled_later(file, node))


def _is_one_of_two(file: SourceFile, node: ast.AST) -> bool:
    """Whether a branch names the backend, and elsewhere the file gives the same setting one that processes share."""
    given = file.statement(node)
    if not isinstance(given, ast.Assign) or not isinstance(file.parents.get(given), ast.If):
        return False
    names = {each.id for each in given.targets if isinstance(each, ast.Name)}
    keys = _keys(file, node)
    others = [_entry(each.value, keys) for each in file.nodes(ast.Assign) for target in each.targets
              if isinstance(target, ast.Name) and target.id in names]  # fmt: skip
    return any(each and each not in DJANGO for each in map(literal, others))


def _keys(file: SourceFile, node: ast.AST) -> list[str | None]:
    """By which keys a setting holds the node, the outermost first: `STORAGES["default"]["BACKEND"]`."""
    around = file.parents.get(node)
    if not isinstance(around, ast.Dict):
        return []
    key = next(key for key, value in zip(around.keys, around.values, strict=True) if node in (key, value))
    return [*_keys(file, around), literal(key)]


def _entry(value: ast.expr | None, keys: list[str | None]) -> ast.expr | None:
    for key in keys:
        if not isinstance(value, ast.Dict):
            return None
        value = next((held for at, held in zip(value.keys, value.values, strict=True) if literal(at) == key), None)
    return value


def _is_of_pages(file: SourceFile, node: ast.AST) -> bool:
    """Whether it stores what the build made for the pages, under an alias of its own: no upload lies there."""
    keys = _keys(file, node)
    return len(keys) > 1 and _PAGES.search(keys[0] or "") is not None


def _is_fallback(file: SourceFile, node: ast.AST) -> bool:
    """Whether the code only comes here when the shared backend failed: in an except, or in the else of an if."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.ExceptHandler) or (isinstance(each, ast.If) and child in each.orelse):
            return True
        child = each
    return False


def _is_chosen(file: SourceFile, name: str) -> bool:
    """Whether the service gives the setting a shared backend elsewhere, or lets the environment choose it."""
    root = file.project.service_root(file.path)
    for other, value in config_values(file.project, name):
        if file.project.service_root(other.path) == root and not is_test_code(other, value):
            known = literal(value)
            if environment_read(other, value) or (known is not None and known.lower() not in (*LOCAL[name], "null")):
                return True
    return False


def _is_unread(file: SourceFile, node: ast.AST) -> bool:
    """Whether no cache reads its type here: none is asked, or each is told another in its own call."""
    project, root = file.project, file.project.service_root(file.path)
    around = file.parents.get(node)
    own = isinstance(node, ast.Dict) and isinstance(around, ast.keyword | ast.Call)
    return is_never_asked(project, root) or (not own and is_told_otherwise(project, root, "CACHE_TYPE"))


def _inherits(file: SourceFile, node: ast.AST, name: str) -> bool:
    """Whether a base of the class that the node stands in gives the setting too."""
    owner = file.enclosing_class(node)
    bases = {each.id for each in owner.bases if isinstance(each, ast.Name)} if owner else set()
    return any(each.name in bases and name in tables(file)[each].names for each in file.nodes(ast.ClassDef))


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=str(name)))], value=value):
            yield name, value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield (literal(key) or "", value)


@rule.find(ast.Call)
def extensions(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Backend]]:
    """Extensions that keep their state in the process unless they are told otherwise."""
    if is_test_code(file, node) or any(each.arg is None for each in node.keywords):
        return
    name = called(file, node)
    if name in LOCAL_CACHES:
        text = f"{name.rpartition('.')[2]} keeps the cache in this replica"
        yield file.finding(rule, node, text, _REMEDY, safety=Safety.NONE)
    elif name in ALONE:
        elsewhere, named, text = ALONE[name]
        offered = any(_is_offered(file, each.encode()) for each in named)
        if not keyword(node, *elsewhere) and not _is_given(file, *named) and not offered:
            remedy = f"give it a {elsewhere[0]} from the environment, which Redis has where there is more than one"
            yield file.finding(rule, node, text, remedy, safety=Safety.NONE)
    elif name in SCHEDULERS:
        if phases(file, node) & {Phase.START, Phase.SERVE} and not is_for_each_replica(file, node):
            text, remedy = "the scheduler runs every job in every replica", "give it a process of its own, and run one"
            yield file.finding(rule, node, text, remedy, safety=Safety.NONE)
    elif name in LIMITERS and _is_fallback(file, node):
        return
    elif name in LIMITERS and (given := keyword(node, "storage_uri")) and literal(given.value) == "memory://":
        yield file.finding(
            rule, given, "Limiter counts in this process alone", _REMEDY, sites=(file.site(given.value, "value"),),
            data=_Backend("memory://"), settings=(Setting(_storage(file), value="memory://", fixed=True),),
        )  # fmt: skip
    elif (
        name in LIMITERS
        and not keyword(node, "storage_uri")
        and not _is_given(file, "RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL")
        and not _is_given_by_constant(file)
        and not _is_offered(file, b"RATELIMIT_STORAGE_UR")
    ):
        text, name = "Limiter counts in this process alone", _storage(file)
        if place := _with_its_settings(file) or configuration(file):
            # The library takes the name from the application's settings, and these have a place of their own.
            remedy = f"set {name} in {place}, from the environment: Redis where there is more than one process"
            yield file.finding(rule, node, text, remedy, safety=Safety.NONE)
        else:
            yield _told(file, node, text, "storage_uri", name)
    elif _is_bound_socket(name, node) and not _queued(file, node):
        text = "SocketIO reaches only the clients of this process"
        if step := lacks_for_queue(file, node):
            remedy = f"give it a message_queue from the environment where there is more than one; {step}{_STICKY}"
            yield file.finding(rule, node, text, remedy, safety=Safety.NONE)
            return
        yield _told(file, node, text, "message_queue", "SOCKETIO_MESSAGE_QUEUE", Safety.UNSAFE, _STICKY)


def _storage(file: SourceFile) -> str:
    """What the limiter that the service pins calls its storage in an application's settings."""
    old = older(file.project, file.path, "flask-limiter", LIMITERS_URI)
    return "RATELIMIT_STORAGE_URI" if old is None else "RATELIMIT_STORAGE_URL"


def _told(
    file: SourceFile, node: ast.Call, message: str, argument: str, name: str, safety: Safety = Safety.SAFE,
    besides: str = "",
) -> Finding[_Backend]:  # fmt: skip
    if b"flask.ext" in file.spelled:  # whether an extension of that age takes the argument, nobody can tell
        return file.finding(rule, node, message, f"{_REMEDY}{besides}", safety=Safety.NONE)
    return file.finding(
        rule, node, message,
        f"give it a {argument} from the environment, which Redis has where there is more than one{besides}",
        safety=safety,
        sites=(file.site(node, "argument"),), data=_Backend(argument=argument), settings=(Setting(name, fixed=True),),
    )  # fmt: skip


def _is_bound_socket(name: str, node: ast.Call) -> bool:
    """`SocketIO(app, …)` or `socketio.init_app(app)`; `SocketIO(path="/ws")` is told the rest later.

    That one must not get a queue: SocketIO(message_queue=…) without an application can only send.
    """
    if name == "flask_socketio.SocketIO":
        return bool(node.args) or keyword(node, "app") is not None
    return name == "flask_socketio.SocketIO.init_app"


def _queued(file: SourceFile, node: ast.Call) -> bool:
    return keyword(node, "message_queue", "client_manager") is not None or _mentions(file, b"message_queue")


def _mentions(file: SourceFile, word: bytes) -> bool:
    root = file.project.service_root(file.path)
    return any(file.project.service_root(each.path) == root for each in file.project.mentioning(word))


def _is_given(file: SourceFile, *keys: str) -> bool:
    """Whether the service's code gives a value to one of these settings."""
    root = file.project.service_root(file.path)
    return any(
        file.project.service_root(other.path) == root for key in keys for other, _ in config_values(file.project, key)
    )


def _is_offered(file: SourceFile, key: bytes) -> bool:
    """Whether an example of the service's configuration tells installations of the setting, if only in a comment."""
    root = file.project.service_root(file.path)
    return any(
        key in each.data and each.kind and use_of_file(path, b"") is Use.EXAMPLE
        for path, each in file.project.files.items()
        if file.project.service_root(path) == root
    )


def _with_its_settings(file: SourceFile) -> str:
    """Where the service keeps the limiter's other settings, if only in a comment."""
    root, tests = file.project.service_root(file.path), file.project.is_test
    held = sorted(file.project.matching(_LIMITS, (b"RATELIMIT_",)), key=lambda each: each.path)
    return next(
        (each.path for each in held if file.project.service_root(each.path) == root and not tests(each.path)), ""
    )


def _is_given_by_constant(file: SourceFile) -> bool:
    """Whether `app.config[C.STORAGE_URL]`, by the library's own constant, says where the limiter counts."""
    root = file.project.service_root(file.path)
    return any(
        _STORAGE.search(each.spelled) and file.project.service_root(each.path) == root
        for each in file.project.mentioning(b"flask_limiter")
    )


@rule.rewrite("BaseExpression", role="value")
def from_environment(node: cst.BaseExpression, finding: Finding[_Backend], edit: Edit) -> cst.BaseExpression:
    """A read of the environment that defaults to today's value."""
    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import optional

    return in_place_of(node, edit.expression(optional(edit, finding.settings[0].name, finding.data.default)))


@rule.rewrite("Call", role="argument")
def told(node: cst.Call, finding: Finding[_Backend], edit: Edit) -> cst.BaseExpression:
    """The call with one more argument, None while the environment says nothing."""
    from codemods.rewriting.cst.added import with_argument
    from codemods.rewriting.cst.layout import fitted
    from codemods.rewriting.source.environment import possible

    value = edit.expression(possible(edit, finding.settings[0].name))
    return fitted(with_argument(node, finding.data.argument, value), edit)


@rule.rewrite("SimpleStatementLine", "Call", "Dict", role="address")
def with_address(
    node: cst.SimpleStatementLine | cst.Call | cst.Dict, finding: Finding[_Backend], edit: Edit
) -> cst.CSTNode | cst.FlattenSentinel[cst.BaseStatement]:
    """The assignment, call or dictionary that gives the backend's address too."""
    from codemods.rewriting.cst.addresses import addressed

    return addressed(node, finding.data.key, finding.data.address, edit)
