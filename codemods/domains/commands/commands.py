"""The commands that containers, dynos and start scripts run, each with its place in its file."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from codemods.domains.commands.workload_commands import names_module, workload_command
from codemods.domains.runtime.entry_points import EntryPoint, entries, launched
from codemods.domains.runtime.processes import roots
from codemods.formats import compose, dockerfile, ini, parse, procfile, shell, unit
from codemods.libraries import servers
from codemods.libraries.programs import NO_COMMANDS
from codemods.model.parsable import parses
from codemods.model.scopes import tables
from codemods.model.test_scopes import use_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts
from codemods.vocabulary.finding import Span
from codemods.vocabulary.unreadable import Unreadable

_SERVER = re.compile(rf"(?:^|[\s\"'/;&])(?:{servers.COMMANDS}|flask[\s\"',]+(?:[^\s\"',]+[\s\"',]+)*?run)\b")
_PRODUCTION_SERVER = re.compile(
    rf"(?:^|[\s\"'/;&])(?:(?:{servers.NOT_WATCHING})\b|(?:{servers.WATCHING})\b(?!.*--reload))"
)
_TARGET = re.compile(r"(?<![\w./:@-])([A-Za-z_]\w*(?:\.\w+)*):([A-Za-z_]\w*)(?:\(\))?(?![\w./:@-])")
# What gives a module names that do not stand in it.
_BINDS_OTHERWISE = re.compile(
    rb"\bimport[ \t]*\(?[ \t]*\*|\b__getattr__\b|\bglobals\(\)|\bvars\(\)|\bexec\(|\bsetattr\("
)
_BY_HAND = frozenset(
    ("start", "run", "serve", "server", "boot", "entrypoint", "entry", "launch", "up", "web", "prod", "app")
)
_SERVICES = re.compile(rb"^services:[ \t]*(?:#.*)?\r?\n(?:.*\n)*?[ \t]+(?:image|build):", re.MULTILINE)
_IMAGE = re.compile(r"(?:docker\.io/)?(?:library/)?python(?![:@]?2)(?::3\.(\d+))?(?:[:@.-]|$)")


@dataclass(frozen=True, slots=True)
class Written:
    """One command as it stands in a file. `exec_form`: a JSON or YAML list. `text` is what stands in `span`."""

    text: str
    span: Span
    words: tuple[str, ...]
    exec_form: bool
    service: str = ""


def written(document: object, file: SourceFile) -> Iterator[Written]:
    """The commands of a Dockerfile (its CMD and ENTRYPOINT), Compose file, Procfile, unit, script or supervisor."""
    if isinstance(document, dockerfile.Document):
        for each in document.instructions:
            if each.keyword in ("CMD", "ENTRYPOINT") and not each.onbuild:
                words = each.words if each.words is not None else tuple(each.text.split())
                yield Written(each.written, each.value, words, each.words is not None)
    elif isinstance(document, procfile.Document):
        for process in document.processes:
            yield Written(process.text, process.span, tuple(process.text.split()), False, process.name)
    elif isinstance(document, compose.Document):
        yield from _compose(document)
    elif isinstance(document, ini.Document):
        for entry in document.entries:
            if entry.section.startswith("program:") and entry.name == "command" and "\n" not in entry.value:
                yield Written(entry.value, entry.span, tuple(entry.value.split()), False, entry.section)
    elif isinstance(document, unit.Document):
        for start in document.commands:
            yield Written(start.text, start.span, start.words, False, start.name)
    elif isinstance(document, shell.Document):
        for command in document.commands:
            if not command.words or command.words[0].value in NO_COMMANDS:
                continue
            # A rewrite of several lines would not keep line ends of two characters.
            if command.span.line == command.span.end_line or "\r" not in file.text:
                yield Written(_text(file, command.span), command.span, command.values, False)


def _text(file: SourceFile, span: Span) -> str:
    lines = file.lines[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    return "\n".join([lines[0][span.column - 1 :], *lines[1:]])


def _compose(document: compose.Document) -> Iterator[Written]:
    lists: dict[str, list[compose.Scalar]] = {}
    for scalar in document.scalars:
        match scalar.path:
            case ("services", str(name), "command"):
                yield Written(scalar.written, scalar.span, tuple(scalar.value.split()), False, name)
            case ("services", str(name), "command", int()):
                lists.setdefault(name, []).append(scalar)
    for name, scalars in lists.items():
        first, last = scalars[0].span, scalars[-1].span
        span = Span(first.line, first.column, last.end_line, last.end_column)
        yield Written("", span, tuple(each.value for each in scalars), True, name)


def serves(command: Written) -> bool:
    """Whether the command names a server or a worker that takes SIGTERM."""
    return _SERVER.search(" ".join(command.words)) is not None


def names_nothing(file: SourceFile, words: Iterable[str]) -> bool:
    """Whether a command gives a server a name that no statement of its module binds: it ends before anything serves."""
    text = " ".join(words)
    target = _TARGET.search(text) if _SERVER.search(text) else None
    if target is None:
        return False
    project, path = file.project, f"{target[1].replace('.', '/')}.py"
    folder = posixpath.dirname(file.path)
    module = next((found for each in (folder, "") if (found := project.files.get(posixpath.join(each, path)))), None)
    if module is None or not parses(module) or _BINDS_OTHERWISE.search(module.spelled):
        return False
    declared = {name for each in module.nodes(ast.Global) for name in each.names}
    return target[2] not in declared and target[2] not in tables(module)[module.tree].names


def is_unused_script(file: SourceFile) -> bool:
    """Whether nothing names a script, while an image or a platform has a command of its own and the script's name is
    none that people start by hand.
    """
    name = posixpath.basename(file.path)
    if not _BY_HAND.isdisjoint(parts(name)):
        return False
    others = [each for path, each in file.project.files.items() if path != file.path]
    started = any(
        each.kind in ("dockerfile", "compose", "procfile", "unit")
        and next(_commands(each), None) is not None
        and file.path.startswith(f"{posixpath.dirname(path)}/".lstrip("/"))
        for path, each in file.project.files.items()
    )
    return started and not any(name.encode() in each.data for each in others)


def another_server(file: SourceFile) -> bool:
    """Whether a command of the file's service, or one beside all services, starts a server that production uses."""
    project = file.project
    root = project.service_root(file.path)
    return any(
        use_of(each) is Use.PRODUCTION
        and ((own := project.service_root(each.path)) == root or own not in project.services)
        and (serves_by_itself(each) if _is_definition(each) else _serves_as_workload(each, file))
        for each in project.files.values()
    )


def serves_by_itself(file: SourceFile) -> bool:
    """Whether a command of the file starts a server that production uses."""
    return any(_PRODUCTION_SERVER.search(" ".join(command.words)) for command in _commands(file))


def _is_definition(file: SourceFile) -> bool:
    return file.kind in ("dockerfile", "compose", "procfile", "shell", "ini", "unit") or _is_compose(file)


def _serves_as_workload(file: SourceFile, module: SourceFile) -> bool:
    """Whether a manifest of Kubernetes, or a chart, has a server of production serve the module."""
    command = workload_command(file)
    return _PRODUCTION_SERVER.search(command) is not None and names_module(command, module)


def _is_compose(file: SourceFile) -> bool:
    """Whether a YAML file of another name is one for Compose or a swarm."""
    return file.kind == "yaml" and _SERVICES.search(file.data) is not None


def _commands(file: SourceFile) -> Iterator[Written]:
    try:
        yield from written(compose.parse(file.text) if file.kind == "yaml" else parse(file), file)
    except Unreadable:
        return


def web_entries(project: Project) -> tuple[EntryPoint, ...]:
    """The entry points of all web processes that a command line starts."""
    found = [each for root in sorted(roots(project)) for each in entries(project, root) if each.firm]
    return tuple(each for each in dict.fromkeys((*launched(project), *found)) if each.role == "web")


def copies_all(document: dockerfile.Document) -> bool:
    """Whether the folder that the image's process starts in holds whatever lies in the folder of the Dockerfile."""
    folder, copied = "/", set()
    environment = document.environment()
    for each in document.inherited():
        if each.keyword == "WORKDIR":
            folder = posixpath.join(folder, dockerfile.expand(each.text.strip("\"'"), environment))
        elif each.keyword in ("COPY", "ADD") and not dict(each.flags).get("from"):
            words = each.words or tuple(each.text.split())
            if len(words) == 2 and words[0] in (".", "./"):
                copied.add(posixpath.normpath(posixpath.join(folder, dockerfile.expand(words[1], environment))))
    return posixpath.normpath(folder) in copied


def holds(document: dockerfile.Document, path: str) -> bool:
    """Whether the image gets a file at this path below the Dockerfile's folder."""
    for each in document.inherited():
        if each.keyword in ("COPY", "ADD") and not dict(each.flags).get("from"):
            sources = (each.words or tuple(each.text.split()))[:-1]
            folders = [source.strip("/").removeprefix("./").rstrip("/") for source in sources]
            if any(each in ("", ".") or path.startswith(f"{each}/") or fnmatch(path, each) for each in folders):
                return True
    return False


def modern(document: dockerfile.Document) -> bool:
    """Whether the image is one of Python's own, and not of a version before 3.10, which gunicorn 27 does not know."""
    if not document.stages:
        return False
    stage = document.stages[-1]
    while stage.parent is not None:
        stage = document.stages[stage.parent]
    match = _IMAGE.match(stage.image)
    return match is not None and (not match[1] or int(match[1]) >= 10)


def beside(file: SourceFile, name: str) -> SourceFile | None:
    """The file of that name in the same folder."""
    return file.project.files.get(posixpath.join(posixpath.dirname(file.path), name))
