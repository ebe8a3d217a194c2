"""OP307: a service that is started by its own `app.run()`.

It is Flask's development server: as process 1 it does not stop on SIGTERM, and the requests in progress die with it.
At module level it also keeps every other server from importing the application.

Before::

    app.run(host="0.0.0.0")

After::

    if __name__ == "__main__":
        app.run(host="0.0.0.0")

By hand: start the application with gunicorn where it serves. Under the main guard `app.run()` may stay, without
debug=True, for development.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import serves_developers
from codemods.domains.commands.commands import another_server, web_entries
from codemods.domains.commands.main_guards import cannot_run
from codemods.domains.dependencies.declared import declared, named
from codemods.domains.dependencies.servers.sockets import serves_by_socket_server
from codemods.domains.runtime.applications import application
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.domains.runtime.handlers import is_gunicorn_config
from codemods.domains.runtime.server_in_code import at_import, is_development_server, is_switched
from codemods.libraries import servers
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers
from codemods.model.scopes import Binding, tables
from codemods.model.test_scopes import use_of
from codemods.plans.server_command import replaceable
from codemods.project.guides import readmes
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP307", "app-run", needles=("run(", ".run_server(", ".serve_forever("), safety=Safety.UNSAFE)

# What puts the application behind a cloud's own server.
_FUNCTIONS = ("zappa_settings.json", "zappa_settings.yml", "zappa_settings.toml", "zappa_settings.py", "serverless.yml",
              "serverless.yaml", "app.yaml")  # fmt: skip
# What Toolforge's uWSGI and Passenger start by the name of the file.
_STARTED = re.compile(r"(?:^|/)www/python/src/app\.py$|(?:^|/)passenger_wsgi\.py$")
_INSTRUCTIONS = (".flaskenv", "Makefile")
_OTHER_START = re.compile(
    r"\bflask\s+(--app\s+\S+\s+)?run\b|\bFLASK_APP\b|\b(gunicorn|uwsgi|waitress-serve)\s+\S|\bmod_wsgi\b"
)
# uWSGI's settings to fill in and copy to a host, which are no document here: `shop.ini.template`, `contrib/uwsgi.ini`.
_TO_FILL_IN = re.compile(r"\.ini(?:\.(?:template|tmpl|tpl|j2|jinja2?))?$")
_OF_UWSGI = re.compile(
    rb"^[ \t]*\[uwsgi\][ \t]*\r?$(?:(?![ \t]*\[).*\n)*?[ \t]*(?:module|wsgi|wsgi-file|mount|callable)[ \t]*=",
    re.MULTILINE,
)
# A proxy that speaks uWSGI's own protocol, which a development server does not know: one of HTTP may be in front of it.
_PROXIED = ("ini", "shell", "plain", "dockerfile", "yaml")
_SPEAKS_UWSGI = re.compile(rb"^[^#\n]*\b(?:uwsgi|scgi)_pass[ \t]+[\w$/.]", re.MULTILINE)
# What is between a server and the application that it imports: `wsgi.py`, `shop_wsgi.py`.
_PROTOCOLS = frozenset(("wsgi", "asgi"))
# At the level of the module nobody can import it then.
_ASKS = re.compile(rb"^\w[^\n]*\.parse_args\(", re.MULTILINE)


@rule.find(ast.Call)
def served_by_hand(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The calls that start a server from within the program."""
    if not is_development_server(file, node) or serves_developers(file, node) or cannot_run(file, node):
        return
    started = at_import(file, node)
    if started is not None and not _is_script(file):
        # Where no other server takes its place the guarded call would be found again; OP301 brings one and the guard.
        fits = main_guard(file) is None and isinstance(started, ast.Expr)
        own = fits and _production(file)
        server = "server" if serves_by_socket_server(file, node) else "development server"
        yield file.finding(
            rule, node, f"the {server} starts when the module is imported",
            'put it under if __name__ == "__main__":',
            safety=Safety.UNSAFE if own or (fits and replaceable(file)) else Safety.NONE,
            sites=(file.site(started),) if own else (),
        )  # fmt: skip
    elif is_switched(file, node) or _is_started_otherwise(file):
        return
    elif started is not None or main_guard(file) is not None or _debug(node):
        yield file.finding(
            rule, node, "the service is started by a server of its own that does not drain",
            "start it with gunicorn where it serves, and keep this for development", safety=Safety.NONE,
        )  # fmt: skip


def _is_script(file: SourceFile) -> bool:
    """Whether the file is only run: no module imports it, and the application that it serves is another one's."""
    # Nothing imports what has no ending.
    if not file.path.endswith(".py"):
        return True
    if importers(file) or (name := application(file)).endswith("()"):
        return False
    return all(_is_of_others(file, each) for each in tables(file)[file.tree].names.get(name, ()))


def _is_of_others(file: SourceFile, binding: Binding) -> bool:
    """Whether an application is another module's, or made by its factory in a script that asks for its arguments, and
    that is no copy of what a known command serves.
    """
    if binding.kind == "from":
        return True
    match binding.value:
        case ast.Call(func=ast.Name(id=factory)) if _ASKS.search(file.spelled) and not _production(file):
            return all(each.kind == "from" for each in tables(file)[file.tree].names.get(factory, ()))
    return False


def _debug(node: ast.Call) -> bool:
    return any(
        each.arg == "debug" and isinstance(each.value, ast.Constant) and each.value.value is True
        for each in node.keywords
    )


def _production(file: SourceFile) -> bool:
    """Whether a command line of the same service starts it with another server, or gunicorn's settings lie there."""
    project = file.project
    root = project.service_root(file.path)
    if any(is_gunicorn_config(each) for each in project.services.get(root, ())):
        return True
    if any(project.is_on_disk(posixpath.join(root, name)) for name in _FUNCTIONS):
        return True
    own = (each for each in web_entries(project) if _is_of(each, file, root))
    return any(not each.main and "flask" not in each.words[:3] for each in own)


def _is_of(entry: EntryPoint, file: SourceFile, root: str) -> bool:
    """Whether a command of production, or one that no file holds, starts the service of a file."""
    project = file.project
    return project.service_root(entry.file.path) == root and (
        entry.path not in project.files or use_of(project.files[entry.path]) is Use.PRODUCTION
    )


def _is_started_otherwise(file: SourceFile) -> bool:
    """Whether something else starts the service, if only its README or Makefile says so, and nothing runs this file."""
    project = file.project
    if _production(file) or another_server(file) or any(_STARTED.search(each) for each in project.files):
        return True
    root = project.service_root(file.path)
    own = [each for each in web_entries(project) if _is_of(each, file, root)]
    if any(each.main and each.file is file for each in own):
        return False
    if _is_for_servers(file.path):
        return True
    if any(posixpath.basename(each.path) == "wsgi.py" for each in project.services.get(root, ())):
        return True
    needs = declared(project, root)
    if not (named(project, root) if needs is None else needs.names).isdisjoint(servers.INSTALLED):
        return True
    filled_in = (each for path, each in project.files.items() if _TO_FILL_IN.search(path))
    if any(project.service_root(each.path) in (root, "") and _OF_UWSGI.search(each.spelled) for each in filled_in):
        return True
    settings = (each for each in project.files.values() if each.kind in _PROXIED)
    if any(project.service_root(each.path) in (root, "") and _SPEAKS_UWSGI.search(each.data) for each in settings):
        return True
    own_files = (project.text_on_disk(posixpath.join(folder, name)) for folder in (root, "") for name in _INSTRUCTIONS)
    told = chain(own_files, readmes(project, (root, "")))
    return any(not each.main for each in own) or any(map(_OTHER_START.search, told))


def _is_for_servers(path: str) -> bool:
    """Whether a module is called after what a server imports: whoever has run it by itself has it for a try."""
    return not _PROTOCOLS.isdisjoint(parts(posixpath.basename(path).removesuffix(".py")))


@rule.rewrite("SimpleStatementLine")
def guarded(node: cst.SimpleStatementLine, finding: Finding, edit: Edit) -> cst.BaseStatement:
    """The call under the main guard."""
    from codemods.rewriting.cst.guard import under_guard

    return under_guard(node, edit)
