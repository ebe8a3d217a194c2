"""What servers are told: by options, by their files of settings, and by the calls that start them in code.

After the settings of gunicorn, the options of uWSGI, and the documentation of Flask, Uvicorn, Hypercorn, Daphne,
Celery, Tornado, aiohttp, Waitress, gevent and Cheroot.
"""

from __future__ import annotations

import re

from codemods.vocabulary.phases import Phase
from codemods.vocabulary.signs import Sign

# Which settings the arguments of a server that is made in code are.
CODE_SETTINGS = {"host": "HOST", "port": "PORT"}

# Classes of gunicorn workers that serve an ASGI application, or bring a loop of their own.
GUNICORN_ASGI = re.compile(r"asgi|uvicorn|hypercorn|aiohttp|sanic|tornado", re.IGNORECASE)

# Classes that may have threads, and what names none.
GUNICORN_THREADED = re.compile(r"^(?:sync|gthread)$|(?:SyncWorker|ThreadWorker)$|^$|\$")

# Settings of gunicorn, twice. One of these tells that a module is a file of them, whatever its name.
GUNICORN_SETS = re.compile(rb"^(?:bind|workers|worker_class|threads|timeout|graceful_timeout)\s*=", re.MULTILINE)

# The variable that it takes options from.
GUNICORN_VARIABLE = "GUNICORN_CMD_ARGS"

# What `run(server=…)` of Connexion and Bottle may name that production may use.
NAMED_SERVERS = frozenset((
    "gevent", "tornado", "aiohttp", "waitress", "gunicorn", "cheroot", "cherrypy", "paste", "bjoern", "eventlet",
    "meinheld", "uvloop",
))  # fmt: skip

# The settings that options of gunicorn set.
GUNICORN_OPTIONS = {
    "--graceful-timeout": "graceful_timeout", "--timeout": "timeout", "-t": "timeout", "--worker-class": "worker_class",
    "-k": "worker_class", "--threads": "threads", "--workers": "workers", "-w": "workers",
}  # fmt: skip

# All its long options that begin as one of these or `--config` does: argparse takes a beginning that only one has.
GUNICORN_NEIGHBOURS = (
    "--ca-certs", "--capture-output", "--casefold-http-method", "--cert-reqs", "--certfile", "--chdir",
    "--check-config", "--ciphers", "--config", "--control-socket", "--control-socket-mode", "--graceful-timeout",
    "--group", "--threads", "--timeout", "--worker-class", "--worker-connections", "--worker-tmp-dir", "--workers",
)  # fmt: skip

# Settings of gunicorn that name the file of a log.
GUNICORN_LOGS = ("accesslog", "errorlog", "logfile")

# Tornado's option for it, as code sets it.
TORNADO_LOGS = ("tornado.options.options.log_file_prefix",)

# Two of these tell so, beside the name of a log that other modules have as well.
GUNICORN_OTHERS = re.compile(rb"^(bind|workers|worker_class|timeout|keepalive|threads|preload_app)\s*=", re.MULTILINE)

# Hooks of gunicorn that run in each worker before it serves.
GUNICORN_AFTER_FORK = ("post_fork", "post_worker_init")

# Settings and arguments that name files which a server watches, to start again: gunicorn's, Werkzeug's.
WATCHED = frozenset(("reload_extra_files", "extra_files"))

# Options that do: gunicorn's and Flask's, in files of settings uWSGI's.
WATCHED_BY_OPTION = re.compile(
    rb"(?:--(?:reload-)?extra-files?|(?:touch-(?:\w+-)?|fs-)reload)(?![\w-])[\"',\s=:]*([^\s\"',]+)"
)

# Options of uWSGI that name the file of a log.
UWSGI_LOGS = ("logto", "logto2", "daemonize", "daemonize2")

# Those that name a logger, which may be a file.
UWSGI_LOGGERS = ("logger", "req-logger")

# Those that only a log in a file needs.
UWSGI_ROTATION = ("log-maxsize", "log-backupname", "log-truncate", "logfile-chmod", "logfile-chown", "log-reopen")

# What uWSGI's master does when it starts.
UWSGI_HOOK = "hook-master-start"

# Somebody else has the say, or SIGTERM is taken care of.
UWSGI_TOLD = frozenset((UWSGI_HOOK, "emperor", "ini", "yaml", "yml", "xml", "json"))

# What names the application in a file of uWSGI's settings.
UWSGI_APPLICATION = frozenset(("module", "wsgi-file", "wsgi", "file", "mount", "callable"))

# Commands of Celery that have a log.
CELERY = r"\bcelery\b(?s:.)*\b(?:worker|beat|events)\b"

# Options that name the file of a log and take `-` for the standard streams, and whose they are: an expression for the
# command.
TAKES_DASH = {
    **dict.fromkeys(("--access-logfile", "--error-logfile", "--log-file"), f"gunicorn|hypercorn|{GUNICORN_VARIABLE}"),
    "--access-log": r"\bdaphne\b",
}

# Huey's consumer up to one of its options: `-l` is another one of Celery's.
_HUEY = r"(?:\bhuey_consumer(?:\.py)?|\brun_huey)\b[^;&|]*$"

# Tornado reads its options with hyphens and with underscores.
_TORNADO = r"\bpython[\d.]*\b|\bflower\b"

# All that name the file of a log.
LOG_OPTIONS = {
    **TAKES_DASH, "--log-file": rf"{TAKES_DASH['--log-file']}|\bdramatiq\b", "--logfile": rf"\bcelery\b|{_HUEY}",
    "-f": CELERY, "-l": _HUEY, "--log_file_prefix": _TORNADO, "--log-file-prefix": _TORNADO,
    **{f"--{each}": "uwsgi" for each in UWSGI_LOGS},
}  # fmt: skip

# Options of `flask run` without a value.
FLASK_FLAGS = ("--no-reload", "--no-debugger", "--with-threads", "--without-threads", "--no-debug", "--eager-loading")

# What the values of its other options are.
FLASK_VALUES = {"--host": "host", "-h": "host", "--port": "port", "-p": "port", "--app": "app", "-A": "app"}

# What those of Flask's `run` are, and of any other application's whose class nobody knows.
FLASK_RUN = ("host", "port", "debug")

# What the positional arguments of each server's call are.
CALLS: dict[str, tuple[str, ...]] = {
    "flask.Flask.run": FLASK_RUN, "quart.Quart.run": FLASK_RUN, "sanic.Sanic.run": ("host", "port"),
    "flask_socketio.SocketIO.run": ("", "host", "port"), "dash.Dash.run": ("host", "port"),
    "dash.Dash.run_server": ("host", "port"), "connexion.FlaskApp.run": ("port",), "connexion.App.run": ("port",),
    "uvicorn.run": (), "waitress.serve": (), "bottle.run": (), "aiohttp.web.run_app": (),
    "eventlet.listen": ("address",), "werkzeug.serving.run_simple": ("host", "port"),
    "werkzeug.run_simple": ("host", "port"), "wsgiref.simple_server.make_server": ("host", "port"),
    "flask_script.Server": ("host", "port"), "tornado.web.Application.listen": ("port",),
    "tornado.httpserver.HTTPServer.listen": ("port",), "livereload.Server.serve": ("port",),
    "gevent.pywsgi.WSGIServer": ("address",), "gevent.wsgi.WSGIServer": ("address",),
    "cheroot.wsgi.Server": ("address",), "cheroot.wsgi.WSGIServer": ("address",),
    "http.server.HTTPServer": ("address",), "http.server.ThreadingHTTPServer": ("address",),
}  # fmt: skip

# What the keywords of all of them are.
KEYWORDS = {
    "host": "host", "hostname": "host", "address": "host", "port": "port", "debug": "debug", "listen": "listen",
    "bind_addr": "address", "server_address": "address",
}  # fmt: skip

# When the hooks in a file of gunicorn's settings run.
GUNICORN_HOOKS = {
    **dict.fromkeys(("on_starting", "when_ready", "pre_fork", "post_fork", "post_worker_init"), Phase.START),
    **dict.fromkeys(("pre_request", "post_request"), Phase.SERVE),
    **dict.fromkeys(("worker_int", "worker_abort", "worker_exit", "child_exit", "on_exit"), Phase.STOP),
}  # fmt: skip

# One of these stands in all that it matches.
SERVES_WORDS = (
    b".run(", b".run_server(", b".run_app(", b".run_simple(", b"serve(", b"serve_forever(", b"runserver", b"uvicorn",
    b"WSGIServer", b"HTTPServer", b"execute_from_command_line", b"IOLoop",
)  # fmt: skip

# Servers whose `serve_forever` serves a WSGI application.
IN_PROCESS = re.compile(rb"gevent\.(py)?wsgi|wsgiref\.simple_server")

# A server for production that a program starts by itself, by its import.
OWN_SERVER = re.compile(
    rb"(?m)^[ \t]*(?:from|import)[ \t]+"
    rb"(?:gunicorn\.app|waitress|cheroot|bjoern|meinheld|hypercorn|uvicorn|gevent\.pywsgi)\b"
)

# Libraries whose `run` is a server for developers.
_DEVELOPING = ("flask", "dash", "quart", "flask_socketio", "connexion", "bottle")

# Their calls.
DEVELOPING = re.compile(rf"({'|'.join(_DEVELOPING)})\b.*\.run(_server)?$")

# Libraries whose `run` is none.
OTHER_RUNS = re.compile(
    r"(uvicorn|hypercorn|gunicorn|waitress|cheroot|fastapi|sanic|aiohttp|asyncio|anyio|subprocess|typer|click|tornado"
    r"|textual|flask_script|flask\.ext|flask\.cli)\b"
)

# A call that serves, in the bytes of a file.
SERVES = Sign(
    rb"(?<!subprocess)(?<!asyncio)\.run(_server|_app|_simple)?\(|\bserve(_forever)?\(|\brunserver\b|uvicorn|WSGIServer"
    rb"|HTTPServer|execute_from_command_line|IOLoop\.(current|instance)\(\s*\)\.start\("
)

# A call that serves, by its last word.
SERVES_NAMES = frozenset(
    ("run", "run_app", "run_server", "run_simple", "serve_forever", "start", "runserver", "execute_from_command_line",
     "uvicorn")
)  # fmt: skip

# Functions of sockets, asyncio and aiohttp that listen.
LISTENS = frozenset(("listen", "serve", "start_server", "create_server", "create_unix_server", "TCPSite", "UnixSite"))
