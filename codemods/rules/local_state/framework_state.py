"""OP110: sessions, caches, counters and messages that an extension keeps in the process or on its disk.

A limit that each replica counts on its own is no limit; a session that one replica keeps is lost at the next; a
message sent through one replica never reaches the clients of another.

Before::

    CACHE_TYPE = "SimpleCache"
    limiter = Limiter(get_remote_address)

After::

    CACHE_TYPE = os.environ.get("CACHE_TYPE", "SimpleCache")
    limiter = Limiter(get_remote_address, storage_uri=os.environ.get("RATELIMIT_STORAGE_URI", "memory://"))

By hand: let the environment choose the backend, and give it Redis wherever there is more than one process.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.log_files import in_test
from codemods.analysis.names import called
from codemods.analysis.source import SourceFile
from codemods.analysis.values import keyword, literal
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP110", "framework-state", safety=Safety.NONE,
    needles=("CACHE_TYPE", "SESSION_TYPE", "SimpleCache", "FileSystemCache", "Limiter", "SocketIO",
             "RATELIMIT_STORAGE"),
)  # fmt: skip

_LOCAL: dict[str, tuple[str, ...]] = {
    "CACHE_TYPE": ("simple", "filesystem", "simplecache", "filesystemcache", "flask_caching.backends.simplecache",
                   "flask_caching.backends.filesystemcache", "flask_caching.backends.simple"),
    "SESSION_TYPE": ("filesystem", "cachelib"),
    "RATELIMIT_STORAGE_URI": ("memory://",),
    "RATELIMIT_STORAGE_URL": ("memory://",),
}  # fmt: skip
_CACHES = ("cachelib.SimpleCache", "cachelib.FileSystemCache", "cachelib.simple.SimpleCache",
           "cachelib.file.FileSystemCache", "werkzeug.contrib.cache.SimpleCache",
           "werkzeug.contrib.cache.FileSystemCache")  # fmt: skip
_LIMITERS = ("flask_limiter.Limiter", "flask_limiter.extension.Limiter")
_REMEDY = "let the environment choose it, and keep it in Redis where there is more than one process"


@rule.find(ast.Assign, ast.keyword, ast.Dict)
def settings(node: ast.AST, file: SourceFile) -> Iterator[Finding]:
    """Settings that name a backend in the process or on its disk."""
    for name, value in _given(node):
        known = literal(value)
        if name in _LOCAL and known is not None and known.lower() in _LOCAL[name] and not in_test(file, node):
            place = node if isinstance(node, ast.keyword) else value
            yield file.finding(rule, place, f"{name} is {known}: every process has its own", _REMEDY)


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
def extensions(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Extensions that keep their state in the process unless they are told otherwise."""
    if in_test(file, node) or any(each.arg is None for each in node.keywords):
        return
    name = called(file, node)
    if name in _CACHES:
        yield file.finding(rule, node, f"{name.rpartition('.')[2]} keeps the cache in this replica", _REMEDY)
    elif name in _LIMITERS and not keyword(node, "storage_uri") and not _mentions(file, b"RATELIMIT_STORAGE"):
        yield file.finding(rule, node, "Limiter counts in this process alone", _REMEDY)
    elif _is_bound_socket(name, node) and not _queued(file, node):
        yield file.finding(rule, node, "SocketIO reaches only the clients of this process", _QUEUE)


def _is_bound_socket(name: str, node: ast.Call) -> bool:
    """`SocketIO(app)` or `socketio.init_app(app)`; `SocketIO()` alone is told the rest later."""
    if name == "flask_socketio.SocketIO":
        return bool(node.args or node.keywords)
    return name == "flask_socketio.SocketIO.init_app"


_QUEUE = "give it a message_queue from the environment"


def _queued(file: SourceFile, node: ast.Call) -> bool:
    return keyword(node, "message_queue") is not None or _mentions(file, b"message_queue")


def _mentions(file: SourceFile, word: bytes) -> bool:
    root = file.project.service_root(file.path)
    return any(file.project.service_root(each.path) == root for each in file.project.mentioning(word))
