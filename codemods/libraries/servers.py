"""Programs that serve a Python application: how a command line calls them, and what they are installed as.

After the command references of gunicorn, uWSGI, Uvicorn, Hypercorn, Daphne, Sanic, Waitress, Granian and mod_wsgi.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from codemods.libraries.workers import DISTRIBUTIONS
from codemods.libraries.workers import FOLLOWED as _WORKERS


@dataclass(frozen=True, slots=True)
class Server:
    """A server that a command starts.

    `others` are further names of the command, `module` is what `python -m` is given where that is not the command.
    `distributions`: the first one is what to ask for. `wsgi`: a WSGI application needs no more than it.
    `followed`: scripts and images that start it are understood: what is in front of it, and what comes before it.
    `serves_module`: its command line names the module of the application. `watches`: with `--reload` it serves
    developers (gunicorn and uWSGI have other words for that, or serve anybody with it).
    """

    command: str
    distributions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    module: str = ""
    wsgi: bool = False
    followed: bool = True
    serves_module: bool = True
    watches: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the command."""
        return (self.command, *self.others)


SERVERS = (
    Server("gunicorn", ("gunicorn",), others=("gunicorn3",), wsgi=True, watches=False),
    Server("uwsgi", ("uwsgi", "pyuwsgi"), wsgi=True, watches=False),
    Server("uvicorn", ("uvicorn",)),
    Server("hypercorn", ("hypercorn",), wsgi=True),
    # Channels brings the one along, the other is a framework: that it is installed does not say that it serves.
    Server("daphne"),
    Server("sanic"),
    Server("waitress-serve", ("waitress",), module="waitress", wsgi=True),
    Server("granian", ("granian",), wsgi=True, followed=False),
    Server("mod_wsgi-express", ("mod-wsgi",), wsgi=True, followed=False, serves_module=False),
)

# What Flask-SocketIO serves with by itself where it is installed, in this order, and Werkzeug without them.
SOCKET_SERVERS = frozenset(("eventlet", "gevent"))


def _any(*names: str) -> str:
    """An expression for one of these words."""
    return "|".join(map(re.escape, names))


_FOLLOWED = tuple(each for each in SERVERS if each.followed)
# Commands whose scripts and images are understood, workers among them: an expression. Flask's `run` comes to it where
# it is asked for, since each form of a command line separates its words in its own way.
COMMANDS = _any(*(name for each in _FOLLOWED for name in each.names), *_WORKERS)
# What such a file holds in its bytes.
NEEDLES = (*(each.command for each in _FOLLOWED), *_WORKERS)
# A server that is not for developers: those that serve them with `--reload`, and those that do not.
WATCHING = _any(*(name for each in SERVERS if each.watches for name in each.names))
NOT_WATCHING = _any(*(name for each in SERVERS if not each.watches for name in each.names))
# The command that names the application's module.
SERVING_MODULES = _any(*(each.command for each in SERVERS if each.serves_module))
NAMES = frozenset(name for each in SERVERS if each.serves_module for name in (*each.names, each.module) if name)
WSGI = _any(*(each.command for each in SERVERS if each.wsgi))
# Nobody installs one of them who does not start it, by a command that the tree need not hold. A program starts bjoern.
INSTALLED = frozenset(name for each in SERVERS for name in each.distributions) | {"bjoern"}
# What a command that starts one needs.
REQUIRED = {each.command: each.distributions[0] for each in _FOLLOWED if each.distributions} | DISTRIBUTIONS

# Servers and workers that bring a handler of their own.
HANDLING_STOP = re.compile(
    rb"SIGTERM|\buvicorn\b|\bhypercorn\b|run_app\(|gunicorn\.app|worker_main\(|\bbjoern\b|\bcherrypy\b"
)

# What servers may look for in a module that they are given without a name: one too many only keeps a fix away.
STARTED = frozenset(("app", "application", "api", "server", "celery", "celery_app", "create_app", "make_app"))

# What they do look for where a command names the module alone.
LOOKED_FOR = frozenset(("app", "application", "celery", "create_app", "make_app"))

# Images that start a server by themselves, and the modules that it imports: the first that is there.
SERVING_IMAGES = (
    (re.compile(r"(?:^|/)(?:[\w-]+-)?(?:uvicorn|meinheld)-gunicorn(?:-[\w-]+)?(?=[:@]|$)"), ("app/main.py", "main.py")),
    (re.compile(r"(?:^|/)uwsgi-nginx(?:-[\w-]+)?(?=[:@]|$)"), ("main.py", "app/main.py")),
)
# How their variables name another one, and the scripts of theirs that start it all the same.
SERVED_BY_IMAGE = ("APP_MODULE", "MODULE_NAME")
STARTS_OF_IMAGE = ("/start.sh", "/entrypoint.sh")
