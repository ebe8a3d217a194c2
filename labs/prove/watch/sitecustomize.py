"""Watches a service from inside: Python loads this file first in every process of a private copy.

What the process does is written, a JSON object a line, to the file that OPERABLE_EVENTS names: `event`, `what`,
`frames` (file:line of the service's own code on the stack, innermost first), `phase` (start, serve, beside or stop),
`at` (monotonic clock), `seconds` of what takes time. It knows no more than the standard library and runs in
whatever Python the service has. Ports are published as a container's are, and nothing outside of this machine is
reached.
"""

import atexit
import errno
import json
import os
import socket
import sys
import threading
import time

EVENTS = os.environ["OPERABLE_EVENTS"]
TREE = os.path.realpath(os.environ["OPERABLE_TREE"])
PUBLISHED = int(os.environ["OPERABLE_PORT"])
INSIDE = int(os.environ.get("OPERABLE_INSIDE") or 0)
OUTSIDE = os.environ.get("OPERABLE_OUTSIDE", "refused")
HANG_SECONDS = 60
WRITES = os.O_WRONLY | os.O_RDWR
LOCAL = ("", "localhost", "localhost.localdomain", "ip6-localhost", "0.0.0.0", "::", "::1", socket.gethostname())
# What is on the stack while a request is answered: the end of the file, the function.
SERVING = (
    ("flask/app.py", ("wsgi_app", "__call__")),
    ("quart/app.py", ("handle_request",)),
    ("django/core/handlers/wsgi.py", ("__call__",)),
    ("django/core/handlers/base.py", ("get_response", "get_response_async")),
    ("django/core/handlers/asgi.py", ("__call__",)),
    ("starlette/routing.py", ("app", "handle")),
    ("starlette/concurrency.py", ("run_in_threadpool",)),
    ("bottle.py", ("wsgi", "_handle")),
    ("aiohttp/web_protocol.py", ("_handle_request",)),
    ("tornado/web.py", ("_execute",)),
    ("http/server.py", ("handle_one_request",)),
    ("werkzeug/serving.py", ("run_wsgi",)),
    ("gunicorn/workers/sync.py", ("handle_request",)),
    ("gunicorn/workers/gthread.py", ("handle_request",)),
)
# Whose sleeping is waiting for work, not for the start of the service.
IDLE = ("/werkzeug/_reloader.py", "/gunicorn/", "/uvicorn/", "/eventlet/", "/gevent/", "/apscheduler/", "/celery/")
ONCE = 3  # so often the same event from the same place is told
LIMIT = 20000
FRAMES = 8
PATHS = ("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "sqlite3.connect")
DRIVERS = ("psycopg2", "psycopg", "MySQLdb", "mysql.connector", "asyncpg", "pyodbc", "cx_Oracle", "oracledb")

_busy = threading.local()
_told = {}
_state = {"served": False, "stopping": False}
_sleep = time.sleep
_bind = socket.socket.bind


def _look(frame):
    """Where the service's own code is on the stack, innermost first, and whether a request is being answered."""
    frames, serving, depth = [], False, 0
    while frame is not None and depth < 200:
        code = frame.f_code
        name = code.co_filename
        if len(frames) < FRAMES and name.startswith(TREE) and "site-packages" not in name:
            frames.append(f"{name[len(TREE) + 1 :]}:{frame.f_lineno}")
        for ending, functions in SERVING:
            if code.co_name in functions and name.endswith(ending):
                serving = True
        if code.co_name == "_importconsumer":
            break
        frame, depth = frame.f_back, depth + 1
    return frames, serving


def tell(event, what, frame, seconds=None):
    """Write an event down, unless it has been told often enough."""
    if getattr(_busy, "on", False):
        return
    _busy.on = True
    try:
        frames, serving = _look(frame)
        _state["served"] = _state["served"] or serving
        phase = "serve" if serving else "stop" if _state["stopping"] else "start"
        if phase == "start" and _state["served"]:
            phase = "beside"
        key = (event, what, frames[0] if frames else "", phase)
        _told[key] = _told.get(key, 0) + 1
        if _told[key] > ONCE or len(_told) > LIMIT:
            return
        entry = {"event": event, "what": what, "frames": frames, "phase": phase, "at": time.monotonic()}
        entry["main"] = threading.current_thread() is threading.main_thread()
        if seconds is not None:
            entry["seconds"] = seconds
        handle = os.open(EVENTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(handle, (json.dumps(entry) + "\n").encode("utf-8", "backslashreplace"))
        finally:
            os.close(handle)
    except Exception:
        pass  # a watcher never harms what it watches
    finally:
        _busy.on = False


def _local(host):
    host = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return host is None or str(host).lower() in LOCAL or str(host).startswith(("127.", "::ffff:127."))


def _hang():
    """Let what asks for the outside wait, where that is asked for."""
    if OUTSIDE == "hanging":
        _sleep(HANG_SECONDS)


def _path(value):
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    # Of two slashes at the beginning, abspath keeps both.
    return "/" + os.path.abspath(value).lstrip("/") if isinstance(value, str) else ""


def _writes(arguments):
    _, mode, flags = [*arguments, None, 0][:3]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & WRITES)


def hook(event, arguments):
    """The audit hook. Raises OSError for what would leave this machine."""
    if getattr(_busy, "on", False):
        return
    if event in PATHS:
        path = _path(arguments[0] if event != "sqlite3.connect" else os.fspath(arguments[0]))
        if event == "open" and not _writes(arguments):
            return
        if (
            path
            and not path.startswith(("/dev/", "/proc/"))
            and not path.endswith((".pyc", EVENTS))
            and ("/__pycache__" not in path)
        ):
            tell("sqlite" if event[0] == "s" else "write", path, sys._getframe(1))
    elif event == "socket.connect":
        address = arguments[1]
        # To connect a socket for datagrams sends nothing: it is how one's own address is found out.
        if isinstance(address, tuple) and arguments[0].type & socket.SOCK_STREAM:
            tell("connect", f"{address[0]}:{address[1]}", sys._getframe(1))
            if not _local(address[0]) and OUTSIDE != "open":
                _hang()
                raise ConnectionRefusedError(errno.ECONNREFUSED, "outside of this machine: refused by labs prove")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        if not _local(host):
            host = host.decode() if isinstance(host, bytes) else str(host)
            tell("lookup", host, sys._getframe(1))
            if OUTSIDE != "open":
                _hang()
                raise socket.gaierror(socket.EAI_NONAME, "outside of this machine: not looked up by labs prove")
    elif event == "subprocess.Popen":
        tell("run", str(arguments[0]), sys._getframe(1))


def sleep(seconds, *rest):
    """time.sleep, told before it begins."""
    caller = sys._getframe(1)
    if not any(name in caller.f_code.co_filename for name in IDLE):
        tell("sleep", f"{seconds} s", caller, float(seconds))
    return _sleep(seconds, *rest)


def bind(self, address):
    """socket.bind; the port that the service listens on is published as another one, on loopback only."""
    if isinstance(address, tuple) and self.type & socket.SOCK_STREAM and address[1]:
        inside = _state.setdefault("inside", INSIDE or address[1])
        if address[1] in (inside, PUBLISHED):
            address = (_loopback(self), PUBLISHED, *address[2:])
    return _bind(self, address)


def _loopback(made):
    """The loopback address of a socket; what listens on :: is reached by IPv4, too."""
    if made.family == socket.AF_INET:
        return "127.0.0.1"
    return "::1" if made.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY) else "::ffff:127.0.0.1"


def _environ():
    """Tell which variables are read. os.environ's own methods stay what they are."""
    kind = type(os.environ)
    get = kind.__getitem__

    def getitem(self, name):
        if self is os.environ and isinstance(name, str):
            tell("setting", name, sys._getframe(1))
        return get(self, name)

    kind.__getitem__ = getitem


class _Drivers:
    """Wraps `connect` of database drivers in C, which no audit event tells of; and every other copy of socket, as
    eventlet has one."""

    def find_spec(self, name, path=None, target=None):
        if name not in DRIVERS and name != "socket":
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                run = spec.loader.exec_module

                def load(module, run=run):
                    run(module)
                    if module.__name__ == "socket":
                        module.socket.bind = bind
                        return
                    for each in ("connect", "create_pool"):
                        if hasattr(module, each):
                            setattr(module, each, _timed(getattr(module, each), module.__name__))

                spec.loader.exec_module = load
                return spec
        return None


def _timed(connect, driver):
    def timed(*arguments, **named):
        begin = time.monotonic()
        shown = [f"{key}={named[key]}" for key in ("host", "port", "dbname", "database", "db") if key in named]
        what = f"{driver} {' '.join(shown) or (arguments[0] if arguments else '')}"
        tell("database", what, sys._getframe(1))
        try:
            return connect(*arguments, **named)
        finally:
            tell("connected", what, sys._getframe(1), time.monotonic() - begin)

    return timed


def _stop():
    _state["stopping"] = True


time.sleep = sleep
socket.socket.bind = bind
_environ()
sys.meta_path.insert(0, _Drivers())
sys.addaudithook(hook)
atexit.register(_stop)
