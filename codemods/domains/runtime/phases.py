"""In which phase of the process's life a piece of code runs.

The answer is found backwards, from the code to those who run it, until something says when that is: a route, an
entry point, a click command. Only files that can hold a caller are parsed.
"""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterator

from codemods.domains.runtime.coroutines import fate, is_stop
from codemods.domains.runtime.entry_points import Role
from codemods.domains.runtime.handlers import declared, is_gunicorn_config
from codemods.domains.runtime.processes import Process, factories, process
from codemods.domains.runtime.server_calls import is_for_another_word
from codemods.libraries.frameworks.command_lines import COMMAND_LINE
from codemods.libraries.frameworks.web import DECLARED, DECLARING
from codemods.model.call_graph import Code, code_at, main_guard
from codemods.model.callers import callers
from codemods.model.import_graph import importers, known_by
from codemods.model.parsable import module_stem
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.noting import Reason, note, reason
from codemods.vocabulary.phases import Handing, Phase
from codemods.vocabulary.unreadable import Unreadable

__all__ = ["Phase", "alive", "begins", "is_left_out", "phases", "starts", "trail"]

_ROLES: dict[Role, Phase] = {"web": Phase.START, "worker": Phase.WORKER, "command": Phase.COMMAND}
# What is over when something that was only handed over begins.
_ONCE = (Phase.START, Phase.COMMAND, Phase.SCRIPT)
_COMMENTED = re.compile(rb"\s*#")
_COMMENTED_IMPORT = re.compile(rb"\s*#\s*(from|import)\b")

# From what has the phase by itself to the code in question.
_Way = tuple[Code, ...]


def phases(file: SourceFile, node: ast.AST) -> frozenset[Phase]:
    """All phases in which the node runs; empty where nothing is known of it, or nothing runs it.

    A file of tests or of migrations has that phase alone. What a thread runs is WORKER, and SERVE too if a request
    starts it, but never START: the process does not wait for it. Raises Unreadable.
    """
    return frozenset(_ways(file, node, _found(file.project)))


def starts(file: SourceFile, node: ast.AST) -> bool:
    """Whether START is among the node's phases: asked of the files alone that the start can come to. Raises Unreadable.

    A method that is found by its name only, in a file that nothing at the start imports, does not count here.
    """
    among = startable(file.project)
    return file.path in among and Phase.START in _ways(file, node, _found_at_start(file.project), among)


class _Ways:
    """The ways to pieces of code, found for several at a time; who gets one hangs on all that they were found by."""

    def __init__(self) -> None:
        self.found: dict[Code, dict[Phase, _Way]] = {}
        self._reasons: dict[Code, Reason] = {}

    def get(self, code: Code) -> dict[Phase, _Way]:
        """The ways to a piece that is `found`."""
        note(self._reasons[code])
        return self.found[code]

    def add(self, ways: dict[Code, dict[Phase, _Way]], why: Reason) -> None:
        """What was found by the same reading."""
        self.found.update(ways)
        self._reasons.update(dict.fromkeys(ways, why))


@once
def _found(project: Project) -> _Ways:
    """The ways that are known already."""
    return _Ways()


@once
def _found_at_start(project: Project) -> _Ways:
    """The same for the files alone that the start can come to."""
    return _Ways()


@once
def startable(project: Project) -> frozenset[str]:
    """The paths of the files that the start of a web process can come to, as far as the imports tell."""
    web = _web(project)
    begin = {project.files[path] for path in (*web.eager, *web.lazy)}
    begin |= {each for each in project.matching(DECLARING, DECLARED) if not project.is_test(each.path)}
    begin |= {each for each in project.python() if is_gunicorn_config(each)}
    return known_by(begin)


def alive(file: SourceFile) -> bool:
    """Whether the web process can know the file: it imports it, or nobody can tell for sure what it imports."""
    web = _web(file.project)
    if web.dynamic or web.holds(file):
        return True
    root = file.project.service_root(file.path)
    return not any(
        each.firm and f"{root}/".startswith(f"{owner}/" if owner else "")
        for points in web.entries.values()
        for each in points
        for owner in (file.project.service_root(each.file.path),)
    )


def is_left_out(file: SourceFile, node: ast.AST) -> bool:
    """Whether nothing runs the node, and all that its file is imported by begins with a commented import."""
    if alive(file) or phases(file, file.tree) or phases(file, node):
        return False
    tops: list[SourceFile] = []
    seen, pending = {file}, [file]
    for here in pending:
        above = {each for each, _ in importers(here)}
        if not above:
            tops.append(here)
        pending += above - seen
        seen |= above
    return bool(tops) and all(map(_is_commented_out, tops))


def trail(file: SourceFile, node: ast.AST, phase: Phase) -> tuple[str, ...]:
    """How the node comes to run in that phase: ("app.py", "create_app", "init_db"); empty where it does not."""
    return tuple(each.name for each in _way(file, node, phase))


def begins(file: SourceFile, node: ast.AST, phase: Phase) -> Code | None:
    """What the shortest way to the node in that phase begins with: a module's level, a hook; None without one."""
    return next(iter(_way(file, node, phase)), None)


def _way(file: SourceFile, node: ast.AST, phase: Phase) -> _Way:
    among = startable(file.project) if phase is Phase.START else None
    # Answered anew: among ways of one length, what has been asked before would decide.
    return _ways(file, node, _Ways(), among).get(phase, ())


def _ways(file: SourceFile, node: ast.AST, cache: _Ways, among: frozenset[str] | None = None) -> dict[Phase, _Way]:
    project = file.project
    if project.is_test(file.path):
        return {Phase.TEST: ()}
    if project.is_migration(file.path):
        return {Phase.MIGRATION: ()}
    code = code_at(file, node)
    if code not in cache.found:
        with reason() as why:
            ways = _answered(code, cache, among)
        cache.add(ways, why)
    found = cache.get(code)
    if Phase.START in found and is_stop(file, node):
        return {Phase.STOP: found[Phase.START], **{each: way for each, way in found.items() if each is not Phase.START}}
    if Phase.START in found and is_for_another_word(file, node):
        others: dict[Phase, _Way] = {each: way for each, way in found.items() if each is not Phase.START}
        return {Phase.COMMAND: found[Phase.START], **others}
    return found


def _answered(code: Code, cache: _Ways, among: frozenset[str] | None) -> dict[Code, dict[Phase, _Way]]:
    """The answers for a piece of code and for all that can run it: each is looked at once in a project.

    The phases then flow from those that have some by themselves to what they run, breadth first: ways are short.
    `among`: the paths of the files that may run it, None for all.
    """
    ways: dict[Code, dict[Phase, _Way]] = {code: {}}
    runs: dict[Code, list[tuple[Code, bool]]] = {}
    queue: deque[tuple[Code, Phase]] = deque()

    def add(to: Code, phase: Phase, way: _Way) -> None:
        if phase not in ways[to]:
            ways[to][phase] = way
            queue.append((to, phase))

    pending = [code]
    for here in pending:
        own = _own(here)
        for phase in own:
            add(here, phase, (here,))
        if Phase.SERVE in own:
            continue  # a framework calls it; to look for more callers of every `get` would cost most of the time
        for caller, known, delayed in _back(here, among):
            for phase in known:
                add(here, phase, (caller, here))
            # What is handed over for a known phase runs then, whenever the handing happens.
            if known and not delayed:
                continue
            runs.setdefault(caller, []).append((here, delayed))
            if caller not in ways:
                ways[caller] = {}
                if caller not in cache.found:
                    pending.append(caller)
                else:
                    for phase, way in cache.get(caller).items():
                        add(caller, phase, way)
    while queue:
        here, phase = queue.popleft()
        for to, delayed in runs.get(here, ()):
            if not (delayed and phase in _ONCE):
                add(to, phase, (*ways[here][phase], to))
    return ways


def _back(code: Code, among: frozenset[str] | None) -> Iterator[tuple[Code, tuple[Phase, ...], bool]]:
    """Who runs the code: the caller, the phases that it gives by itself, and whether START goes on without it."""
    project = code.file.project
    if isinstance(code.node, ast.Module):
        yield from ((each, (), False) for each in _importing(code.file, among))
    elif not isinstance(code.node, ast.If):
        for edge in callers(code, among):
            if project.is_migration(edge.caller.file.path):
                continue
            handing = fate(edge)
            if handing is Handing.NOW and is_stop(edge.caller.file, edge.node):
                yield edge.caller, (Phase.STOP,), True
            elif handing is Handing.NOW and is_for_another_word(edge.caller.file, edge.node):
                yield edge.caller, (Phase.COMMAND,), True
            elif handing is Handing.NOW:
                yield edge.caller, (), False
            elif handing is None:
                continue
            elif handing is Handing.LATER:
                yield edge.caller, (), True
            elif handing is Handing.THREAD:
                yield edge.caller, (Phase.WORKER,), True
            elif not {Phase.SERVE, Phase.START} & {*handing} or alive(edge.caller.file):
                yield edge.caller, handing, False


def _own(code: Code) -> set[Phase]:
    """The phases that a piece of code has of itself."""
    file, node = code.file, code.node
    try:
        if isinstance(node, ast.Module):
            return _module(file)
        if isinstance(node, ast.If):
            return _script(file)
        found = declared(file, node)
    except Unreadable:
        return set()
    # Django imports a module `apps` by its name.
    known = file.path.endswith("apps.py") or alive(file)
    if found & {Phase.SERVE, Phase.START, Phase.STOP} and not known:
        found -= {Phase.SERVE, Phase.START, Phase.STOP}
    return found | {phase for role, phase in _ROLES.items() if node in factories(file.project, role)}


def _module(file: SourceFile) -> set[Phase]:
    """When a file's module level runs: at the start of what imports it; by hand where it is a script."""
    found = {phase for role, phase in _ROLES.items() if file.path in process(file.project, role).eager}
    if not found and not _web(file.project).holds(file) and main_guard(file) is not None:
        return _script(file)
    # `flask deploy` imports what `flask run` imports: that it is a command's module too says nothing.
    return found - {Phase.COMMAND} if Phase.START in found else found


def _script(file: SourceFile) -> set[Phase]:
    """When a file's main guard runs: with the process that is started by it, else by hand."""
    for role, phase in _ROLES.items():
        if any(each.main for each in process(file.project, role).entries.get(file.path, ())):
            return {phase}
    return {Phase.COMMAND if COMMAND_LINE.search(file.spelled) else Phase.SCRIPT}


def _importing(file: SourceFile, among: frozenset[str] | None) -> Iterator[Code]:
    """The code that imports a file, where no process imports it at its start.

    A module that has no phase by itself runs when those that import it do: they are asked in its place, and it is not
    parsed.
    """
    project = file.project
    if any(file.path in process(project, role).eager for role in _ROLES):
        return
    seen, pending = {file.path}, [file]
    while pending:
        here = pending.pop()
        for importer, each in _web(project).lazy.get(here.path, []) or importers(here):
            if among is not None and importer.path not in among:
                continue
            try:
                if each.lazy:
                    yield _code_at_line(importer, each.line)
                elif importer.path not in seen:
                    seen.add(importer.path)
                    if _module(importer):
                        yield Code(importer, importer.tree)
                    else:
                        pending.append(importer)
            except Unreadable:
                continue


def _code_at_line(file: SourceFile, line: int) -> Code:
    """The code that the import in that line belongs to."""
    lines = _statements(file)
    return code_at(file, lines[line]) if line in lines else Code(file, file.tree)


@fact
def _statements(file: SourceFile) -> dict[int, ast.stmt]:
    """The simple statements by their lines."""
    return {
        node.lineno: node  # type: ignore[attr-defined,misc]
        for kind, nodes in file.index[1].items()
        if issubclass(kind, ast.stmt) and "body" not in kind._fields
        for node in nodes
    }


def _web(project: Project) -> Process:
    return process(project, "web")


def _is_commented_out(module: SourceFile) -> bool:
    """Whether other code names the module in comments alone, in one of them to import it."""
    name = module_stem(module.path).encode()
    word = re.compile(rb"\b%s\b" % re.escape(name))
    lines = [
        line
        for other in module.project.python()
        if name in other.data and other is not module and not module.project.is_test(other.path)
        for line in other.data.splitlines()
        if word.search(line)
    ]
    return all(map(_COMMENTED.match, lines)) and any(map(_COMMENTED_IMPORT.match, lines))
