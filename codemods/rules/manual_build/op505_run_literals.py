"""OP505: the host, the port or the debug mode of the server written in the call that starts it.

The platform tells a container which port to serve. With the port in the code, a second instance on one machine, or an
environment without the debugger, needs an edit and a build.

Before::

    app.run(host="0.0.0.0", port=5000, debug=True)

After::

    app.run(
        host=os.environ.get("HOST", "0.0.0.0"),
        port=int(os.environ.get("PORT", "5000")),
        debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"),
    )

Where the repository speaks of conda or tcsh, which export a HOST of their own, the host stays, and so does a host
without a port: HOST alone says too little, and beside `port=settings.port` it is the settings' own. So does all in a
script for developers alone: `dev.py`, `run_debug.py`.

By hand: read the three from the environment. Today's values stay as defaults, the debugger's too, because a fix
changes nothing until the environment says so; set FLASK_DEBUG=0 wherever others can reach the service.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import serves_developers
from codemods.domains.commands.main_guards import cannot_run
from codemods.domains.runtime.server_calls import server_parts
from codemods.domains.runtime.server_in_code import is_set_above, is_switched
from codemods.domains.settings.literals import is_host, is_port, is_service_code, literal_kind, place_in_call
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.targets import words
from codemods.project.givers import sets_host
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Literals:
    """The literals, by the keys of their settings: kind and text, and where in the call."""

    found: Mapping[str, tuple[str, str, int, int]]


rule = Rule[_Literals](
    "OP505", "run-literals", safety=Safety.SAFE,
    needles=("run", "serve", "Server", "listen"),
)  # fmt: skip

_SETTINGS = {"host": "HOST", "port": "PORT", "debug": "FLASK_DEBUG", "listen": "LISTEN"}
_ANY = ("0.0.0.0", "::")
# What an object is called that has a service's settings.
_HOLDERS = frozenset(("settings", "config", "configuration", "conf", "cfg", "options", "setting"))
_REMEDY = "read them from the environment, with today's values as defaults"


@rule.find(ast.Call)
def servers(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Literals]]:
    """Calls that start a server with literals."""
    parts = server_parts(file, node)
    found = [
        (part, value, literal) for part, value in parts
        if (literal := _literal(part, value)) and not (part == "debug" and is_switched(file, node))
    ]  # fmt: skip
    if any(part == "host" for part, _, _ in found) and sets_host(file.project):
        # Conda's compilers and tcsh export HOST: nobody would mean this server by it.
        found = [each for each in found if each[0] != "host"]
    if not any(part == "port" for part, _, _ in found):
        found = [each for each in found if not _is_any_in_pair(file, each[1])]
    if not found or not is_service_code(file, node) or serves_developers(file, node) or cannot_run(file, node):
        return
    if any(part == "debug" for part, _, _ in found) and is_set_above(file, node):
        yield _by_hand(
            file, node, "debug", "read it from the environment where the debug mode is set above, only there"
        )
        found = [each for each in found if each[0] != "debug"]
        if not found:
            return
    if any(part == "port" for part, _, _ in found) and (other := _other_listener(file, node)) is not None:
        yield _by_hand(
            file, node, "port", f"give it a setting of a name of its own: PORT is what is served at line {other.lineno}"
        )
        found = [each for each in found if each[0] == "debug"]
        if not found:
            return
    literals = {part for part, _, _ in found}
    port = dict(parts).get("port")
    if "host" in literals and "port" not in literals and not _reads_environment(file, port):
        # Beside a debugger that the environment switches off, a host of its own is not worth a finding.
        if _is_off(dict(parts).get("debug")):
            place = _of_settings(port)
            yield _by_hand(
                file, node, "host",
                f"take it from where the port comes from: {place}" if place
                else "give it a setting that says whose it is: some shells set a HOST of their own",
            )  # fmt: skip
            return
        found = [each for each in found if each[0] != "host"]
        if not found:
            return
    # Dash has a switch of its own.
    names = _SETTINGS | ({"debug": "DASH_DEBUG"} if called(file, node).startswith("dash.") else {})
    settings = [Setting(names[part], value=literal[1], listens=True, key=part) for part, _, literal in found]
    told = [part for part, _, _ in found]
    named = " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
    yield file.finding(
        rule, node, f"{_shown(node)} has {named} written in the code", _REMEDY,
        data=_Literals({part: (*literal, *place_in_call(node, value)) for part, value, literal in found}),
        settings=tuple(settings),
    )  # fmt: skip


@rule.rewrite("Call")
def to_environment(node: cst.Call, finding: Finding[_Literals], edit: Edit) -> cst.BaseExpression:
    """The call with reads of the environment in the literals' places."""
    from codemods.rewriting.cst.literals import Injected, injected_call

    found = (Injected(each.name, *finding.data.found[each.key]) for each in finding.settings)
    return injected_call(node, found, edit)


def _literal(part: str, value: ast.expr) -> tuple[str, str] | None:
    """The kind and text of the part's literal, if it is one that an environment would set."""
    literal = literal_kind(value)
    match part, literal:
        case "host", ("text", text) if text and is_host(text):
            return literal
        case "port", ("int" | "text", text) if is_port(text):
            return literal
        case "listen", ("text", text) if re.search(r":\d+$", text):
            return literal
        case "debug", ("flag", "1"):
            return literal
    return None


def _is_any_in_pair(file: SourceFile, value: ast.expr) -> bool:
    """Whether it is the host of `("0.0.0.0", port)`, which means all interfaces: nothing there is written of a host."""
    return isinstance(file.parents.get(value), ast.Tuple) and getattr(value, "value", None) in _ANY


def _other_listener(file: SourceFile, node: ast.Call) -> ast.Call | None:
    """Another call beside it that listens on a port which the code does not write: that is what the platform asks."""
    around = file.parents.get(file.statement(node))
    rest = [each for each in getattr(around, "body", ()) if not isinstance(each, ast.If)]
    return next(
        (
            each for each in file.nodes(ast.Call)
            if each is not node and file.statement(each) in rest and file.statement(node) in rest
            and (port := dict(server_parts(file, each)).get("port")) is not None and literal_kind(port) is None
        ),
        None,
    )  # fmt: skip


def _by_hand(file: SourceFile, node: ast.Call, part: str, remedy: str) -> Finding[_Literals]:
    message = f"{_shown(node)} has {part} written in the code"
    return file.finding(rule, node, message, remedy, safety=Safety.NONE, data=_Literals({}))


def _is_off(debug: ast.expr | None) -> bool:
    """Whether the code itself leaves the debugger off: by saying nothing, or in so many words."""
    return debug is None or literal_kind(debug) == ("flag", "0")


def _reads_environment(file: SourceFile, port: ast.expr | None) -> bool:
    return port is not None and any(environment_read(file, each) for each in ast.walk(port))


def _of_settings(port: ast.expr | None) -> str:
    """The expression of the service's settings that a port is, `settings.port`; '' for none."""
    if not isinstance(port, ast.Attribute | ast.Subscript):
        return ""
    holder = port.value
    while isinstance(holder, ast.Call | ast.Attribute):
        if isinstance(holder, ast.Attribute) and not _HOLDERS.isdisjoint(words(holder.attr)):
            break
        holder = holder.func if isinstance(holder, ast.Call) else holder.value
    name = getattr(holder, "attr", getattr(holder, "id", ""))
    return "" if _HOLDERS.isdisjoint(words(name)) else ast.unparse(port)


def _shown(node: ast.Call) -> str:
    """The call's name as the code has it: `app.run`."""
    return ast.unparse(node.func) if len(ast.unparse(node.func)) < 40 else "the server's call"
