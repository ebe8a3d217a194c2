"""OP505: the host, the port or the debug mode of the server written in the call that starts it.

The platform tells a container which port to serve. With the port in the code, a second instance on one machine, or an
environment without the debugger, needs an edit and a build.

Before::

    app.run(host="0.0.0.0", port=5000, debug=True)

After::

    app.run(
        host=os.environ.get("HOST", "0.0.0.0"),
        port=int(os.environ.get("PORT", "5000")),
        debug=os.environ.get("FLASK_DEBUG", "1") == "1",
    )

By hand: read the three from the environment. Today's values stay as defaults, the debugger's too, because a fix
changes nothing until the environment says so; set FLASK_DEBUG=0 wherever others can reach the service.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from codemods.analysis.literals import is_host, is_port, is_service_code, literal_kind, place_in_call
from codemods.analysis.names import called
from codemods.analysis.places import upper_snake
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Setting
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP505", "run-literals", safety=Safety.SAFE,
    needles=("run", "serve", "Server", "make_server", "listen", "launch"),
)  # fmt: skip

_FIRST = ("host", "port", "debug")
# What the positional arguments of each server's call are.
_CALLS: dict[str, tuple[str, ...]] = {
    "flask.Flask.run": _FIRST, "quart.Quart.run": _FIRST, "sanic.Sanic.run": ("host", "port"),
    "flask_socketio.SocketIO.run": ("", "host", "port"), "dash.Dash.run": ("host", "port"),
    "dash.Dash.run_server": ("host", "port"), "connexion.FlaskApp.run": ("port",), "connexion.App.run": ("port",),
    "uvicorn.run": (), "waitress.serve": (), "bottle.run": (), "aiohttp.web.run_app": (),
    "eventlet.listen": ("address",),
    "werkzeug.serving.run_simple": ("host", "port"), "werkzeug.run_simple": ("host", "port"),
    "wsgiref.simple_server.make_server": ("host", "port"), "flask_script.Server": ("host", "port"),
    "tornado.web.Application.listen": ("port",), "tornado.httpserver.HTTPServer.listen": ("port",),
    "gevent.pywsgi.WSGIServer": ("address",), "gevent.wsgi.WSGIServer": ("address",),
    "cheroot.wsgi.Server": ("address",), "cheroot.wsgi.WSGIServer": ("address",),
    "http.server.HTTPServer": ("address",), "http.server.ThreadingHTTPServer": ("address",),
    "livereload.Server.serve": ("port",),
}  # fmt: skip
_KEYWORDS = {
    "host": "host", "hostname": "host", "address": "host", "port": "port", "debug": "debug", "listen": "listen",
    "bind_addr": "address", "server_address": "address",
}  # fmt: skip
_SETTINGS = {"host": "HOST", "port": "PORT", "debug": "FLASK_DEBUG", "listen": "LISTEN"}
_APPLICATION = re.compile(r"(^|_)(app|application|server|socketio|sio|dash|web|flask)\d?$", re.IGNORECASE)
_REMEDY = "read them from the environment, with today's values as defaults"


@rule.find(ast.Call)
def servers(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that start a server with literals."""
    positions = _positions(file, node)
    if positions is None:
        return
    found = [(part, value, literal) for part, value in _parts(node, positions) if (literal := _literal(part, value))]
    if not found or not is_service_code(file, node):
        return
    stem = upper_snake(posixpath.basename(file.path).removesuffix(".py"))
    settings = [
        Setting(_SETTINGS[part], value=literal[1], others=(f"{stem}_{_SETTINGS[part].removeprefix('FLASK_')}",))
        for part, _, literal in found
    ]
    parts = [part for part, _, _ in found]
    named = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    yield file.finding(
        rule, node, f"{_shown(node)} has {named} written in the code", _REMEDY,
        data={
            "literals": [literal for _, _, literal in found],
            "places": [place_in_call(node, value) for _, value, _ in found],
        },
        settings=tuple(settings),
    )  # fmt: skip


@rule.rewrite("Call")
def to_environment(node: cst.Call, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The call with reads of the environment in the literals' places."""
    from codemods.rewriting.literals import injected_call

    return injected_call(node, finding, edit)


def _positions(file: SourceFile, node: ast.Call) -> tuple[str, ...] | None:
    """What the call's positional arguments are, if it starts a server."""
    name = called(file, node)
    if name in _CALLS:
        return _CALLS[name]
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in ("run", "run_server"):
        return None
    # An application that comes out of a factory: told by its name, or by what it is given.
    base = node.func.value
    base = base.func if isinstance(base, ast.Call) else base
    last = base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
    if not _APPLICATION.search(last):
        return None
    first = node.args[0] if node.args else None
    return ("", "host", "port") if isinstance(first, ast.Name) else _FIRST


def _parts(node: ast.Call, positions: tuple[str, ...]) -> Iterator[tuple[str, ast.expr]]:
    plain = takewhile(lambda each: not isinstance(each, ast.Starred), node.args)
    pairs = [*zip(positions, plain, strict=False)]
    pairs += [(_KEYWORDS[each.arg], each.value) for each in node.keywords if each.arg in _KEYWORDS]
    for part, value in pairs:
        if part != "address":
            yield part, value
        elif isinstance(value, ast.Tuple) and len(value.elts) == 2:
            yield from zip(("host", "port"), value.elts, strict=True)
        else:
            yield "listen", value


def _literal(part: str, value: ast.expr) -> tuple[str, str] | None:
    """The kind and text of the part's literal, if it is one that an environment would set."""
    literal = literal_kind(value)
    match part, literal:
        case "host", ("text", text) if is_host(text):
            return literal
        case "port", ("int" | "text", text) if is_port(text):
            return literal
        case "listen", ("text", text) if re.search(r":\d+$", text):
            return literal
        case "debug", ("flag", "1"):
            return literal
    return None


def _shown(node: ast.Call) -> str:
    """The call's name as the code has it: `app.run`."""
    return ast.unparse(node.func) if len(ast.unparse(node.func)) < 40 else "the server's call"
