"""Which views only read the database, proved: what they reach writes, flushes and locks nothing.

Whatever can't be followed refutes: a missed view costs some load, a wrong one costs an error or a stale read. Calls on
objects that can't be known may mean every method of that name in the project.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from importlib import resources

from codemods.domains.database.effects import is_called, objection, own_parameters
from codemods.domains.database.sessions import Sessions, listened_to, uses
from codemods.domains.runtime.handlers import declared
from codemods.domains.runtime.views import is_probe, is_route, only_gets
from codemods.libraries.frameworks.web import GIVES_ANYTHING, HELPERS
from codemods.libraries.sqlalchemy import EVERY_ENGINE, LISTENING, READS, WATCHING_EVENTS
from codemods.model.call_graph import Code, body, callees, code_at
from codemods.model.names import qualified
from codemods.model.parsable import mentioning, readable
from codemods.model.scopes import tables
from codemods.model.strings import argument, literal, text
from codemods.model.templates import linked_words, template_words
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.phases import Phase
from codemods.vocabulary.unreadable import Unreadable

Use = tuple[SourceFile, ast.expr]
State = dict[Code, frozenset[str]]

_EMITTED = ("storage.py", "health.py")


def readers(these: Sessions) -> list[Use]:
    """The uses of a session factory in views that are proved to only read: these may take the reader instead."""
    project = these.file.project
    if listened_to(project) and not _only_watched(project):
        return []
    found: dict[Code, list[Use]] = {}
    for file, node in uses(these):
        found.setdefault(code_at(file, node), []).append((file, node))
    views = [code for code in found if only_gets(code) and not is_probe(code)]
    proved = [code for code in views if refuted(code, found[code], these) == ""]
    if these.scoped:
        proved = [code for code in proved if not _shares(code, found)]
    return [use for code in proved for use in found[code]]


def _only_watched(project: Project) -> bool:
    """Whether all listeners are on every engine at once, the reader's too, and proved to do nothing with a database."""
    files = [each for each in readable(project.mentioning(b"sqlalchemy", b"listen")) if not project.is_test(each.path)]
    calls = [(each, call) for each in files for call in each.nodes(ast.Call) if _last(call.func) in LISTENING]
    return bool(calls) and all(_only_watches(file, call) for file, call in calls)


def _only_watches(file: SourceFile, call: ast.Call) -> bool:
    handler = file.parents.get(call)
    return (
        qualified(file, call.func) == "sqlalchemy.event.listens_for"
        and [qualified(file, each) in EVERY_ENGINE for each in call.args[:1]] == [True]
        and literal(argument(call, 1, "identifier")) in WATCHING_EVENTS
        and not call.keywords
        and isinstance(handler, ast.FunctionDef)
        and proof(Code(file, handler), frozenset(), set())[0] == ""
    )


def _last(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def refuted(code: Code, sessions: list[Use], these: Sessions) -> str:
    """Why a view is not proved to only read, '' where it is."""
    names = _session_names(sessions, these)
    if names is None:
        return "uses its session in a way that is not followed"
    return proof(code, names, {id(node) for _, node in sessions})[0]


def proof(code: Code, names: frozenset[str], allowed: set[int]) -> tuple[str, State]:
    """Why code is not proved to only read, '' where it is, and all that it reaches with the sessions' names there.

    `names` are its own sessions' names, `allowed` the nodes (by id) that need no proof.
    """
    state: State = {code: names}
    pending = [code]
    while pending:
        here = pending.pop()
        try:
            for node in body(here):
                if id(node) not in allowed and (reason := objection(here, node, state[here], code)):
                    return f"{here.name}: {reason}", state
            for callee, passed in _next(here, state[here]):
                if not passed and passed is not None and is_emitted(callee.file):
                    continue  # storage.py and the like know no database
                if passed is None:
                    return f"{here.name}: hands its session on", state
                known = state.get(callee)
                if known is None or not passed <= known:
                    state[callee] = passed | (known or frozenset())
                    pending.append(callee)
        except (Unreadable, RecursionError):
            return f"{here.name} can't be followed", state
    return "", state


def own_reach(code: Code, state: State) -> set[Code]:
    """What of all that code reaches it comes to by itself, and not by what its decorators put around it."""
    around = {edge.callee for edge in callees(code) if edge.kind == "wrapper"}
    found, pending = {code}, [code]
    while pending:
        here = pending.pop()
        new = {callee for callee, _ in _next(here, state[here]) if callee in state} - found - around
        found |= new
        pending += new
    return found


def is_emitted(file: SourceFile) -> bool:
    """Whether the file is a module that a fix has put there, as it was."""
    name = posixpath.basename(file.path)
    return name in _EMITTED and file.data == resources.files("codemods.emitted").joinpath(name).read_bytes()


def _session_names(sessions: list[Use], these: Sessions) -> frozenset[str] | None:
    """The names that a view gives to its sessions; None where one goes another way."""
    names: set[str] = set()
    for file, node in sessions:
        call = file.parents[node]
        if these.scoped and isinstance(call, ast.Attribute):
            if call.attr not in READS or not is_called(file, call):
                return None
            continue
        if not isinstance(call, ast.Call) or call.func is not node or call.args or call.keywords:
            return None
        holder = file.parents[call]
        if isinstance(holder, ast.Call) and qualified(file, holder.func) == "contextlib.closing":
            holder = file.parents[holder]
        match holder:
            case ast.withitem(optional_vars=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case _:
                return None
    return frozenset(names)


def _next(here: Code, sessions: frozenset[str]) -> Iterator[tuple[Code, frozenset[str] | None]]:
    """The code that runs next, with the names that it gets sessions by; None where that can't be told."""
    file = here.file
    for edge in callees(here):
        passed: frozenset[str] | None = frozenset()
        if edge.kind == "call" and isinstance(edge.node, ast.Call):
            passed = _passed(edge.node, edge.callee, sessions)
        nested = file is edge.callee.file and here.node in [*file.ancestors(edge.callee.node)]
        if nested and passed is not None:
            passed |= sessions - own_parameters(edge.callee)
        yield edge.callee, passed
    for node in body(here):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and not _is_known(file, node):
            yield from ((each, frozenset()) for each in _named(file.project, node.attr, False))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("render_template"):
            yield from ((each, frozenset()) for each in _rendered(file, node))


def _is_known(file: SourceFile, node: ast.Attribute) -> bool:
    """Whether it is known what an attribute belongs to."""
    if evaluate(file, node) or evaluate(file, node.value):
        return True
    known = qualified(file, node.value)
    return bool(known) and GIVES_ANYTHING.match(known) is None


@once
def _named(project: Project, name: str, functions: bool) -> list[Code]:
    """Every method (or function too) of that name in the project, but for views."""
    return [
        Code(other, each.node)
        for other in mentioning(project, f"def {name}(")
        for scope, table in tables(other).items()
        if functions or isinstance(scope, ast.ClassDef)
        for each in table.names.get(name, ())
        if each.kind == "def" and Phase.SERVE not in declared(other, each.node)
    ]


def _rendered(file: SourceFile, call: ast.Call) -> Iterator[Code]:
    """What rendering a template may run: what its words name, and the helpers of all templates."""
    if getattr(call.func, "id", "") == "render_template":
        found = template_words(file, literal(argument(call, 0, "template_name_or_list")) or "")
    else:
        found = linked_words(file, text(file, argument(call, 0, "source")).exact or "")
    for word in sorted(found or ()):
        yield from _named(file.project, word, True)
    for name in HELPERS:
        for other in mentioning(file.project, name):
            for scope in tables(other):
                for each in getattr(scope, "decorator_list", ()):
                    target = each.func if isinstance(each, ast.Call) else each
                    if isinstance(target, ast.Attribute) and target.attr == name:
                        yield Code(other, scope)


def _passed(call: ast.Call, callee: Code, sessions: frozenset[str]) -> frozenset[str] | None:
    """The parameters that get a session, None where a session goes into what has no name."""
    given = [*call.args, *(each.value for each in call.keywords)]
    handed = [each for each in given if isinstance(each, ast.Name) and each.id in sessions]
    if not handed:
        return frozenset()
    arguments: ast.arguments = callee.node.args  # type: ignore[attr-defined]
    positional = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    is_method = isinstance(callee.file.parents.get(callee.node), ast.ClassDef)
    if is_method or any(isinstance(each, ast.Starred) for each in call.args) or len(call.args) > len(positional):
        return None
    names = {name for name, value in zip(positional, call.args, strict=False) if value in handed}
    for each in call.keywords:
        if each.value in handed:
            if each.arg is None:
                return None
            names.add(each.arg)
    return frozenset(names)


def _shares(view: Code, found: dict[Code, list[Use]]) -> bool:
    """Whether something else of the view's request uses the same scoped session, whose objects are one set."""
    others = {code for code, nodes in found.items() if code != view and not all(map(_ends, nodes))}
    reached, pending = {view}, [view]
    while pending:
        for callee, _ in _next(pending.pop(), frozenset()):
            if callee not in reached:
                reached.add(callee)
                pending.append(callee)
    return any(code in reached or not is_route(code) for code in others)


def _ends(use: Use) -> bool:
    file, node = use
    parent = file.parents.get(node)
    return isinstance(parent, ast.Attribute) and parent.attr in ("remove", "close", "rollback")
