"""Scripts that people run by hand: set-up, upgrades, demonstrations, clients to try a service with, developers' tools.

No process of the service reaches them: neither what serves, nor a worker, nor a command of an image or a deploy. So
nobody gives them the service's settings: what a fix would make them insist on, whoever runs them would have to set.
What only a Compose file for developers, a CI or an image of tests runs is as theirs.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.commands.commands import web_entries
from codemods.domains.commands.main_guards import is_profiled
from codemods.domains.commands.named_scripts import is_left_by_starters
from codemods.domains.commands.staying import asks_a_person, stays
from codemods.domains.runtime.entry_points import EntryPoint, Role
from codemods.domains.runtime.processes import process
from codemods.libraries import servers
from codemods.libraries.frameworks.command_lines import CALLED_BY_HAND
from codemods.libraries.frameworks.web import CALLED_BY_NAME, FOUND_BY_NAME
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers
from codemods.model.parsable import is_imported_by_name, is_spelled_out
from codemods.model.scopes import tables
from codemods.model.test_scopes import use_of
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, Use, parts, serves_views, use_of_path
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_ROLES: tuple[Role, ...] = ("web", "worker", "command")
_SHEBANG = re.compile(rb"\A#!.*python")
_LOADS = re.compile(
    rb"\b(?:import_module|__import__|iter_modules|walk_packages|find_modules|import_string|entry_points|exec_module"
    rb"|spec_from_file_location|load_source|run_module|run_path|INSTALLED_APPS|autodiscover\w*|load_extensions?)\b"
)
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_PASSIVE = (*_DEFINITION, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Pass)
# What lies among settings may be chosen from outside.
_OF_SETTINGS = SETTINGS | {"etc", "deploy", "deployment"}
# Where such scripts lie; it counts only beside what the code and the repository show.
_FOLDERS = frozenset((
    "script", "scripts", "tool", "tools", "devtools", "bin", "hack", "contrib", "misc", "demo", "demos", "util",
    "utils", "setup", "upgrade", "upgrades", "maintenance", "oneoff", "playground", "sandbox", "client", "clients",
    "bench", "benchmark", "benchmarks", "perf", "attack", "attacks", "exploit", "exploits", "pentest", "predeploy",
    "release", "releasing", "loadtest", "loadtests",
))  # fmt: skip
# What lies in one of these, or is called so, may be a server as well: nothing but a person starts it.
_SHOWS = frozenset(("demo", "demos", "playground", "sandbox", "simulator"))
# What a developer's script is called, wherever it lies.
_NAMES = frozenset((
    "bump", "bumper", "codecheck", "codechecks", "linter", "benchmark", "bench", "loadtest", "changelog", "precommit",
    "predeploy",
))  # fmt: skip
_DEFINING = frozenset(("dockerfile", "compose", "procfile", "yaml", "ini", "unit", "plain"))
_STARTING = _DEFINING | {"shell"}
# `uv run manage.py runserver`: the last of these words is the server's.
_RUN = re.compile(r"(?s).*\b(?:runserver|run|server)(?=\s|$)")
_SERVES = re.compile(rf"(?:^|[\s/\"'\[])(?:{servers.SERVING_MODULES})\b".encode(), re.MULTILINE)
_BY_PEOPLE = re.compile(
    r"(^|/)(\.github|\.gitlab|\.circleci|\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines|Jenkinsfile|tox\.ini"
    r"|setup\.cfg|\.pre-commit|(GNUm|[Mm])akefile|\.vscode|mkdocs|tasks\.json|launch\.json)"
)
# A server that developers start: `devserver`, `run_dev.py`, `run-debug-hooks.py`, `profiler.py`.
_DEVELOPS = re.compile(
    r"(?i)(^|[_-])(dev|debug|develop|development|local)([_-]?(server|serve|run|app|web))?$"
    r"|^(run|start|serve)[_-](dev|debug|develop|development)[_-]"
)
_ASKS_IN_SHELL = re.compile(rb"^[ \t]*read[ \t]+-(?:\w*[ps]\w*)\b", re.MULTILINE)
_DEVELOPMENT = re.compile(rb"^[ \t]*(?:export[ \t]+)?FLASK_(?:ENV=[\"']?dev|DEBUG=[\"']?(?:1|[Tt]rue)\b)", re.MULTILINE)
_PROFILES = frozenset(("profile", "profiler", "run_profile", "run_profiler"))
# What counts the time of each request, around an application that is started for that alone.
_PROFILER = re.compile(r"Profiler(?:Middleware)?$|^(?:Line|C)?Profil(?:e|er)$")


def serves_developers(file: SourceFile, node: ast.AST) -> bool:
    """Whether a server is started for developers, as its function or its script is called, or under a profiler; and no
    command of the service runs it.
    """
    function = file.function(node)
    name = getattr(function, "name", "")
    if (
        _DEVELOPS.search(name)
        or name in _PROFILES
        or (function is not None and _is_under_profiler(file, function, node))
    ):
        return True
    stem = posixpath.basename(file.path).removesuffix(".py")
    said = _DEVELOPS.search(stem) is not None or stem in _PROFILES or is_profiled(file)
    return said and not any(each.main and each.file is file for each in web_entries(file.project))


def _is_under_profiler(file: SourceFile, function: ast.AST, node: ast.AST) -> bool:
    """Whether a function puts a profiler around all that a node starts, and not only where somebody asks for one."""
    around = {id(each) for each in file.ancestors(node)}
    return any(
        _PROFILER.search(each.func.id if isinstance(each.func, ast.Name) else getattr(each.func, "attr", ""))
        and all(id(outer) in around for outer in file.ancestors(each) if isinstance(outer, ast.If | ast.IfExp))
        for each in ast.walk(function) if isinstance(each, ast.Call)
    )  # fmt: skip


def starts_for_developers(file: SourceFile, command: str) -> bool:
    """Whether a shell script starts a development server for developers: it says so to Flask, or nothing names it, its
    server is for this host alone or it asks whoever runs it, and something else in the project starts one for
    production.
    """
    if file.kind != "shell":
        return False
    return _DEVELOPMENT.search(file.data) is not None or (
        (_is_for_own_host(command) or _ASKS_IN_SHELL.search(file.spelled) is not None)
        and b"FLASK_RUN_HOST" not in file.spelled
        and not any(
            posixpath.basename(file.path).encode() in each.spelled
            for each in file.project.files.values() if each is not file and each.kind in _STARTING
        )
        and any(
            _SERVES.search(each.spelled) for path, each in file.project.files.items()
            if each is not file and each.kind in _STARTING and use_of_path(path) is Use.PRODUCTION
        )
    )  # fmt: skip


def _is_for_own_host(command: str) -> bool:
    """Whether a development server is given no address, or the loopback's: it answers nobody else then."""
    given = _RUN.sub("", command).replace("=", " ").split()
    if (option := next((each for each in given if each in ("-h", "--host")), None)) is not None:
        return given[given.index(option) + 1 :][:1] in (["127.0.0.1"], ["localhost"])
    at = [each.partition(":") for each in given if not each.startswith("-")]
    return _RUN.search(command) is not None and all(
        host.isdecimal() or host in ("127.0.0.1", "localhost") for host, _, _ in at
    )


def is_run_by_hand(file: SourceFile) -> bool:
    """Whether a file is a script that nothing but a person runs, in a project whose processes are known."""
    return bool(asked(file.project, (file.path, "by hand"), lambda: _answer(file)))


def _answer(file: SourceFile) -> tuple[bool, ...]:
    try:
        return (True,) if _is_script(file) else ()
    except Unreadable:
        return ()


def processes_are_known(file: SourceFile) -> bool:
    """Whether a command line says what serves, or works, for the service of a file."""
    return any(each.firm for each in _entries_around(file))


def is_mostly_reached(file: SourceFile) -> bool:
    """Whether processes have the most of the service's modules: where they have but a few, others may be begun, and
    started in some other way.
    """
    return _is_mostly_reached(file.project, file.project.service_root(file.path))


@once
def _is_mostly_reached(project: Project, root: str) -> bool:
    modules = modules_of(project, root)
    return 2 * sum(map(is_reached, modules)) >= len(modules)


@once
def modules_of(project: Project, root: str) -> tuple[SourceFile, ...]:
    """The modules of a service, without those of tests and migrations."""
    return tuple(
        each for each in project.python()
        if project.service_root(each.path) == root and not project.is_test(each.path)
        and not project.is_migration(each.path) and posixpath.basename(each.path) != "__init__.py"
    )  # fmt: skip


def _is_script(file: SourceFile) -> bool:
    project = file.project
    stem = posixpath.basename(file.path).removesuffix(".py")
    if file.kind != "python" or _is_named(project, file):
        return False
    if not any(True for _ in _entries_around(file)):
        return False
    goes_on = stays(file) and not is_left_by_starters(file)
    if (goes_on or (stem in FOUND_BY_NAME and not _is_told(file))) and not _shows(file):
        return False
    users = importers(file)
    if _is_started_by_developers(file):
        return all(is_run_by_hand(each) for each, _ in users)
    if users and _is_held_by_hand(file):
        return True
    if is_reached(file):
        return False
    if users:
        return all(is_run_by_hand(each) for each, _ in users)
    if main_guard(file) is not None or _SHEBANG.match(file.data) or CALLED_BY_HAND.search(file.spelled):
        return True
    return (not _NAMES.isdisjoint(parts(stem)) or _is_aside(file)) and _acts(file)


def _is_told(file: SourceFile) -> bool:
    """Whether a program asks at the keyboard what to do, or that of a folder from which no process takes anything is
    told it by a command line.
    """
    folder = posixpath.dirname(file.path)
    return (asks_a_person(file) and main_guard(file) is not None) or (
        folder not in ("", file.project.service_root(file.path)) and CALLED_BY_HAND.search(file.spelled) is not None
        and main_guard(file) is not None and not _gives_process(file.project, folder)
    )  # fmt: skip


@once
def is_unused_module(file: SourceFile) -> bool:
    """Whether a module only defines what others could use, while nothing imports it or could load it by a name: no
    process has it, and no views stand in it, which are begun before they are registered.

    Raises Unreadable.
    """
    folder, name = posixpath.split(file.path)
    if file.kind != "python" or name.removesuffix(".py") in FOUND_BY_NAME or importers(file) or is_reached(file):
        return False
    if stays(file) or serves_views(file.spelled) or _is_named(file.project, file):
        return False
    if not _OF_SETTINGS.isdisjoint((*parts(folder), *parts(name))) or _loads_by_name(file.project):
        return False
    if not is_mostly_reached(file) or not only_defines(file):
        return False
    return not is_imported_by_name(file, name.removesuffix(".py")) and not is_spelled_out(file)


def only_defines(file: SourceFile) -> bool:
    """Whether a module gives names what others may use, none of which tools call by themselves, and does nothing else.

    Raises Unreadable.
    """
    body = file.tree.body
    if not any(isinstance(each, _DEFINITION) for each in body) or not all(_defines(each) for each in body):
        return False
    return CALLED_BY_NAME.isdisjoint(tables(file)[file.tree].names)


def _defines(statement: ast.stmt) -> bool:
    """Whether a statement of a module gives names something, and does nothing else."""
    match statement:
        case ast.Expr(value=value):
            return isinstance(value, ast.Constant)
    return isinstance(statement, _PASSIVE)


@once
def _loads_by_name(project: Project) -> bool:
    """Whether some code imports modules by names that it makes up, as plug-ins and frameworks with applications do."""
    return any(_LOADS.search(each.spelled) for each in project.python() if not project.is_test(each.path))


def is_never_started(file: SourceFile) -> bool:
    """Whether no process has the file, no definition names it, and it would not stay. Raises Unreadable."""
    found = is_reached(file) or posixpath.basename(file.path).removesuffix(".py") in FOUND_BY_NAME
    return not found and not stays(file) and not _is_named(file.project, file)


def _shows(file: SourceFile) -> bool:
    """Whether the file is a demonstration of the service, which has processes of its own elsewhere."""
    folder, name = posixpath.split(file.path.removesuffix(".py"))
    own = posixpath.relpath(folder or ".", file.project.service_root(file.path) or ".")
    if _SHOWS.isdisjoint((*own.split("/"), *parts(name))):
        return False
    return main_guard(file) is not None and not _gives_process(file.project, folder)


def _is_aside(file: SourceFile) -> bool:
    """Whether the file lies in a folder for such scripts, or below one from which no process takes anything."""
    project, own = file.project, posixpath.dirname(file.path)
    root, folder = project.service_root(file.path), own
    while True:
        said = not _FOLDERS.isdisjoint(parts(posixpath.basename(folder)))
        if said and (folder == own or not _gives_process(project, folder)):
            return True
        if folder in (root, ""):
            return False
        folder = posixpath.dirname(folder)


@once
def _gives_process(project: Project, folder: str) -> bool:
    return any(each.path.startswith(f"{folder}/") and is_reached(each) for each in project.python())


def is_reached(file: SourceFile) -> bool:
    """Whether a process of the project has the file."""
    processes = (process(file.project, role) for role in _ROLES)
    return any(each.holds(file) or file.path in each.entries for each in processes)


def is_only_imported(file: SourceFile) -> bool:
    """Whether a process of the project has the file by an import, and none begins in it."""
    return is_reached(file) and not any(file.path in process(file.project, role).entries for role in _ROLES)


def _is_started_by_developers(file: SourceFile) -> bool:
    """Whether a command line runs the file as a script, and each that does is for developers or tests."""
    starting = [each for role in _ROLES for each in process(file.project, role).entries.get(file.path, ())]
    return bool(starting) and all(
        each.firm and each.main and not each.attribute and use_of(file.project.files[each.path]) is not Use.PRODUCTION
        for each in starting
    )


def _is_held_by_hand(file: SourceFile) -> bool:
    """Whether processes have the file only by way of what developers start."""
    users = [each for each, _ in importers(file)]
    entries = any(file.path in process(file.project, role).entries for role in _ROLES)
    return not entries and all(_is_started_by_developers(each) and is_run_by_hand(each) for each in users)


def _entries_around(file: SourceFile) -> Iterator[EntryPoint]:
    """Where the servers and workers of the file's service, or of the whole tree, begin; of what lies in none, those of
    all services.
    """
    project, root = file.project, file.project.service_root(file.path)
    begun = [
        each for role in _ROLES[:2] for entries in process(project, role).entries.values() for each in entries
    ]  # fmt: skip
    own = [each for each in begun if project.service_root(each.file.path) in ("", root)]
    yield from own or (begun if not root else ())


def _is_named(project: Project, file: SourceFile) -> bool:
    """Whether an image, a platform, a supervisor or a schedule names the file: these give it an environment."""
    name = posixpath.basename(file.path).encode()
    module = file.path.removesuffix(".py").replace("/", ".").encode()
    return any(name in each or module in each for each in _definitions(project))


@once
def _definitions(project: Project) -> list[bytes]:
    """What images, platforms, supervisors and schedules are defined by."""
    return [
        other.spelled
        for path, other in project.files.items()
        if other.kind in _DEFINING and not _BY_PEOPLE.search(path) and use_of(other) is Use.PRODUCTION
    ]


def _acts(file: SourceFile) -> bool:
    """Whether the module's level does something: a loop, a call whose result nobody keeps."""
    called = (each.value for each in file.tree.body if isinstance(each, ast.Expr))
    return any(isinstance(each, ast.Call) for each in called) or any(
        isinstance(each, ast.For | ast.While | ast.With) for each in file.tree.body
    )
