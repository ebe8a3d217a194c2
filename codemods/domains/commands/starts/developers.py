"""Starts in the code that are the developers' own: production has another server for the same application.

A server that imports the application never comes to its main guard, nor to a script that only starts it. What is
written there tells how a developer's machine serves, and no definition gives it anything.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.commands.by_hand import serves_developers, starts_for_developers
from codemods.domains.commands.commands import web_entries
from codemods.domains.commands.starts.imported_by_servers import served
from codemods.domains.commands.workload_commands import workload_command
from codemods.domains.runtime.applications import application
from codemods.domains.runtime.server_calls import server_parts
from codemods.domains.runtime.server_in_code import is_development_server
from codemods.libraries.frameworks.web import IN_SCRIPT
from codemods.libraries.server_options import SERVES
from codemods.libraries.settings import EXTENSIONS_OWN
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import imports
from codemods.model.names import last_name, qualified
from codemods.model.test_scopes import reaches_production, use_of
from codemods.project.guides import guides
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end
from codemods.project.test_code import DEVELOPS, Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_NAMES_ENVIRONMENT = re.compile(r"(?:^|_)(?:ENV|ENVIRONMENT|DEPLOYMENT|STAGE|MODE)(?:_|$)")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMMENT = re.compile(r"[ \t]*#+[ \t]?(.*)")
# A person reads it beside the start: whom the start is for.
_LOCAL = re.compile(
    r"(?i)\bonly\b[^.]{0,40}\b(?:locally|local (?:development|testing|use|runs?)|development|debugging)\b"
    r"|\b(?:locally|local (?:development|testing|use|runs?)|development|debugging)\b[^.]{0,20}\bonly\b"
    r"|\b(?:not|never)\b[^.]{0,30}\b(?:for|in) production\b"
)
# `uvicorn.run("shop.web:app")`: the module is imported by its name.
_TARGET = re.compile(rb"[\"']([A-Za-z_][\w.]*):[A-Za-z_]\w*(?:\(\))?[\"']")
# Who starts something that stays, on a machine that the tree tells nothing of.
_STAYING = r"(?:ExecStart\s*=|\bpm2\s+start\b|\bnohup\b|^\s*command\s*=)[^\n]*?"
_PLATFORMS = ("railway.json", "railway.toml", "nixpacks.toml", "ecosystem.config.js", "ecosystem.config.cjs")
_OF_PEOPLE = re.compile(r"(^|/)(GNUm|[Mm])akefile|\.(bat|cmd|ps1|mk)$|(^|/)(launch|devcontainer)\.json$")
_STARTING = frozenset(("shell", "ini", "unit", "plain", "toml"))


def is_developers_start(file: SourceFile, line: int) -> bool:
    """Whether a line stands in what only the developers' start of the service runs."""
    try:
        return any(first <= line <= last for first, last in _starts(file))
    except Unreadable:
        return False


def is_read_by_developers_start(file: SourceFile, line: int, column: int) -> bool:
    """Whether a value that a place gives a name is read only where developers start the service: in their main guard,
    in a script that is called after them.
    """
    try:
        named = {target.id for each in file.nodes(ast.Assign) if begin(each) <= (line, column) < end(each)
                 for target in each.targets if isinstance(target, ast.Name)}  # fmt: skip
        if len(named) != 1:
            return False
        if not any(map(EXTENSIONS_OWN.match, named)):
            return _is_read_there(file, *named)
        # What an extension asks for by itself is read wherever the application has the class.
        around = [each.name for each in file.nodes(ast.ClassDef) if begin(each) <= (line, column) < end(each)]
        return len(around) == 1 and _is_named_there(file.project, around[0])
    except Unreadable:
        return False


def _is_read_there(file: SourceFile, name: str) -> bool:
    uses: list[tuple[SourceFile, ast.expr | ast.stmt]] = [
        (file, each) for each in file.nodes(ast.Name) if each.id == name and not isinstance(each.ctx, ast.Store)
    ]
    for other in file.project.words.holding(name.encode(), whole=True):
        if not file.project.is_test(other.path):
            uses += ((other, each) for each in _taking(other, name, other is file))
    return bool(uses) and all(_is_theirs(*each) for each in uses)


def _is_named_there(project: Project, name: str) -> bool:
    """Whether all that takes a class of settings, past the imports, is of the developers' start."""
    uses: list[tuple[SourceFile, ast.expr | ast.stmt]] = []
    for file in project.words.holding(name.encode(), whole=True):
        if not project.is_test(file.path):
            uses += ((file, each) for each in file.nodes(ast.Name) if each.id == name)
            uses += ((file, each) for each in file.nodes(ast.Attribute) if each.attr == name)
            uses += (
                (file, each) for each in file.nodes(ast.Constant) if isinstance(each.value, str) and name in each.value
            )
    return bool(uses) and all(_is_theirs(*each) for each in uses)


def _taking(file: SourceFile, name: str, own: bool) -> Iterator[ast.expr | ast.stmt]:
    """Where a file takes a name from another one, or asks a configuration for it."""
    if not own:
        yield from (each for each in file.nodes(ast.ImportFrom) if any(alias.name == name for alias in each.names))
    if name.isupper():
        yield from (each for each in file.nodes(ast.Attribute) if each.attr == name)
        yield from (each for each in file.nodes(ast.Constant) if each.value == name)


def _is_theirs(file: SourceFile, node: ast.expr | ast.stmt) -> bool:
    if use_of(file) is Use.DEVELOPMENT:
        return not reaches_production(file)
    return is_developers_start(file, node.lineno) or serves_developers(file, node)


@once
def _starts(file: SourceFile) -> tuple[tuple[int, int], ...]:
    """The stretches of a file that only the developers' start of the service runs.

    Raises Unreadable.
    """
    if file.kind != "python" or SERVES.search(file.spelled) is None or posixpath.basename(file.path) == "__main__.py":
        return ()
    calls = [each for each in file.nodes(ast.Call) if server_parts(file, each) or is_development_server(file, each)]
    if not calls or _is_installed(file) or _is_run(file):
        return ()
    guard = main_guard(file)
    others = _other_starts(file)
    if not others and _says_development(file):
        return ((1, len(file.lines)),)
    if not others:
        told = guard is not None and any(_lies_in(guard, each) and _is_told_local(file, guard, each) for each in calls)
        return (_lines(guard),) if guard is not None and told else ()
    if not any(file in _imported(each) for each in others):
        return ((1, len(file.lines)),)
    # A server that imports the application calls no function that serves it: what does is a command that nobody starts.
    only_imported = set(others).isdisjoint(_scripts(file))
    if guard is None and not only_imported:
        return ()
    functions = [
        each for each in file.tree.body
        if isinstance(each, _FUNCTIONS) and any(_lies_in(each, call) for call in calls)
    ]  # fmt: skip
    serving = [
        each for each in functions
        if (only_imported and not _is_called_at_import(file, each.name))
        or (guard is not None and _is_named_only_in(file, each, guard))
    ]  # fmt: skip
    if guard is None:
        return tuple(map(_lines, serving))
    guarded = bool(serving) or any(_lies_in(guard, each) for each in calls)
    return (*map(_lines, serving), *([_lines(guard)] if guarded else []))


def _says_development(file: SourceFile) -> bool:
    """Whether a module sets the environment's name for itself: `os.environ["DEPLOYMENT"] = "development"`."""
    for each in file.tree.body:
        match each:
            case ast.Assign(
                targets=[ast.Subscript(value=environment, slice=ast.Constant(value=str(name)))],
                value=ast.Constant(value=str(value)),
            ) if _NAMES_ENVIRONMENT.search(name) and value.lower() in DEVELOPS:
                if qualified(file, environment) == "os.environ":
                    return True
    return False


def _other_starts(file: SourceFile) -> list[SourceFile]:
    """The modules with the file's application that production has a server import, or runs as scripts."""
    own = {each for each in _imported(file) if _holds_application(each)}
    others = dict.fromkeys((*served(file.project), *(each for each in _scripts(file) if each is not file)))
    return [each for each in others if each is file or not own.isdisjoint(_imported(each))]


def _scripts(file: SourceFile) -> list[SourceFile]:
    """The modules that production runs as scripts."""
    project = file.project
    return [each.file for each in web_entries(project) if each.main and _is_of_production(project, each.path)]


@once
def _imported(file: SourceFile) -> frozenset[SourceFile]:
    """The files that are imported with a file, itself among them, also by the names that it gives a server."""
    found, open_files = {file}, [file]
    while open_files:
        each = open_files.pop()
        if each.kind != "python":
            continue
        named = (each.project.module(match[1].decode(), each.path) for match in _TARGET.finditer(each.spelled))
        for other in (*(one.file for one in imports(each)), *(one for one in named if one is not None)):
            if other not in found:
                found.add(other)
                open_files.append(other)
    return frozenset(found)


@once
def _holds_application(file: SourceFile) -> bool:
    return IN_SCRIPT.search(file.spelled) is not None and application(file) != ""


def _is_installed(file: SourceFile) -> bool:
    """Whether the installation makes a command of the file: `shop = "shop.cli:main"`."""
    module = re.escape(file.path.removesuffix(".py").removeprefix("src/").replace("/", ".").encode())
    command = re.compile(rb"[\"'=\s]%s:[A-Za-z_]" % module)
    return any(
        command.search(each.spelled) for path, each in file.project.files.items()
        if posixpath.basename(path) in ("pyproject.toml", "setup.cfg", "setup.py")
    )  # fmt: skip


@once
def _is_run(file: SourceFile) -> bool:
    """Whether something of production runs the file as a script."""
    project = file.project
    if any(each.main and each.file is file and _is_of_production(project, each.path) for each in web_entries(project)):
        return True
    name = re.escape(posixpath.basename(file.path))
    module = re.escape(file.path.removesuffix(".py").replace("/", "."))
    ran = rf"(?:[\w./-]*/)?{name}(?![\w.])|-m\s+(?:[\w.]+\.)?{module}(?![\w.])"
    command = re.compile(rf"\bpython[\d.]*[\s\"',]+(?:-[^mc\s]\S*\s+)*(?:{ran})")
    if any(command.search(workload_command(each)) for each in project.files.values()):
        return True
    for path, each in project.files.items():
        if each.kind in _STARTING and _is_of_production(project, path) and not _OF_PEOPLE.search(path):
            found = command.search(each.spelled.decode("utf-8", "replace"))
            if found is not None and not starts_for_developers(each, found[0]):
                return True
    folders = dict.fromkeys(("", project.service_root(file.path), posixpath.dirname(file.path)))
    told = (project.text_on_disk(posixpath.join(each, one)) for each in folders for one in _PLATFORMS)
    started = re.compile(rf"{command.pattern}|\bscript[\"']?\s*:\s*[\"'](?:\./)?(?:[\w-]+/)*{name}")
    if any(map(started.search, told)):
        return True
    stays = re.compile(rf"{_STAYING}(?<![\w-]){name}(?![\w.])", re.MULTILINE)
    return any(map(stays.search, guides(project, folders)))


def _is_of_production(project: Project, path: str) -> bool:
    return path not in project.files or use_of(project.files[path]) is Use.PRODUCTION


def _is_told_local(file: SourceFile, guard: ast.If, call: ast.Call) -> bool:
    """Whether comments above the guard, or in it above the call, say that it serves a developer's machine alone."""
    return _LOCAL.search(" ".join(_comments(file, guard.lineno, call.lineno))) is not None


def _comments(file: SourceFile, guard: int, call: int) -> Iterator[str]:
    above = guard - 1
    while above > 0 and _COMMENT.match(file.lines[above - 1]):
        above -= 1
    for line in file.lines[above : call - 1]:
        if (found := _COMMENT.match(line)) is not None:
            yield found[1].strip()


def _is_called_at_import(file: SourceFile, name: str) -> bool:
    """Whether a module may call what is called so as soon as it is imported."""
    return any(
        last_name(call.func) == name and other.function(call) is None and not (
            (guard := main_guard(other)) is not None and _lies_in(guard, call)
        )
        for other in file.project.words.holding(name.encode(), whole=True) for call in other.nodes(ast.Call)
    )  # fmt: skip


def _is_named_only_in(file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef, guard: ast.If) -> bool:
    """Whether nothing but the main guard names a function."""
    if function.decorator_list:
        return False
    uses = [each for each in file.nodes(ast.Name) if each.id == function.name]
    others = file.project.words.holding(function.name.encode(), whole=True)
    taken = re.compile(rb"\bimport\b[^\n]*\b%s\b|\.%s\b" % ((function.name.encode(),) * 2))
    return bool(uses) and all(_lies_in(guard, each) for each in uses) and not any(
        taken.search(each.spelled) for each in others if each is not file and not file.project.is_test(each.path)
    )  # fmt: skip


def _lies_in(around: ast.stmt, node: ast.expr) -> bool:
    return around.lineno <= node.lineno <= (around.end_lineno or 0)


def _lines(node: ast.stmt) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno
