"""Where a service's processes begin: the file that is run or imported first, and the application object in it."""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from codemods.domains.runtime.applications import application
from codemods.domains.runtime.command_lines import Launch, flask_app, launches, option, scripts
from codemods.domains.runtime.server_calls import goes_round, is_serving
from codemods.libraries import servers, workers
from codemods.libraries.frameworks.command_lines import COMMAND_LINE
from codemods.libraries.frameworks.web import IN_SCRIPT, IN_SCRIPT_WORDS
from codemods.libraries.server_options import SERVES, SERVES_WORDS
from codemods.model.call_graph import Code, main_guard, reaches
from codemods.model.import_graph import imports
from codemods.model.names import last_name
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

Role = Literal["web", "worker", "command"]

_TARGET = re.compile(r"(?!python:)[A-Za-z_][\w./-]*:[A-Za-z_][\w.]*(\(.*\))?$")
_MODULE = re.compile(r"[A-Za-z_][\w.]*$")
_RUN = re.compile(rb"\.run\(")
_TOP_CALL = re.compile(rb"(?:\A|\n)[A-Za-z_(][^\n=]*\(")
_LOOPS = re.compile(
    rb"\bwhile\b|\.(consume|start_consuming|run_forever|loop_forever|listen|work|start)\(|(Worker|Scheduler|KafkaConsumer)\("
)
_WORKER_NAME = re.compile(r"(^|[_/])(worker|consumer|celery|scheduler|cron|beat|daemon|listener)s?\b|_worker|worker_")
_COMMAND_NAME = re.compile(
    r"(create|init|make|setup|seed|populate|reset|drop|fix|check|migrate|upgrade)_(all_|the_)?(db|database|tables?|schema)"
    r"\.py$"
)
_COMMANDS = re.compile(rb"\bexecute_from_command_line\b|\bFlaskGroup\b|\bsys\.argv\b")
_WSGI = ("wsgi.py", "asgi.py", "passenger_wsgi.py")


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Where a process begins.

    `attribute` is the application object or factory call in the file ("app", "create_app()"), '' where none is known.
    `main`: the file runs as a script, its main guard too. `firm`: a command line says so (at `path`, `line`, with
    these `words`, by way of the scripts in `through`), else it is taken from the code. `target` is what gunicorn would
    be given.
    """

    role: Role
    file: SourceFile
    attribute: str
    main: bool
    firm: bool
    path: str
    line: int
    words: tuple[str, ...] = ()
    folder: str = ""
    through: tuple[tuple[str, int], ...] = ()

    @property
    def target(self) -> str:
        """`module:attribute` from the folder that the process is started in, '' where the attribute is not known.

        Nor is a module that lies beside a package of its name: nothing but a path leads to it.
        """
        if f"{self.file.path.removesuffix('.py')}/__init__.py" in self.file.project.files:
            return ""
        inside = self.file.path[len(self.folder) :].lstrip("/") if self.folder else self.file.path
        module = inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        return f"{module}:{self.attribute}" if self.attribute else ""


def entry(project: Project, service_root: str) -> tuple[EntryPoint, ...]:
    """How the web process of a service starts, best known first; empty where nothing says so.

    `service_root` as of Project.service_root. Command lines come before wsgi.py, main guards and conventions.
    """
    return tuple(each for each in entries(project, service_root) if each.role == "web")


@once
def entries(project: Project, service_root: str) -> tuple[EntryPoint, ...]:
    """All entry points of a service: of its web process, its workers and its commands."""
    firm = [each for each in launched(project) if project.service_root(each.file.path) == service_root]
    if not any(each.role == "web" for each in firm):
        firm += [
            each
            for launch in scripts(project, service_root)
            if (each := _interpret(project, launch)) and project.service_root(each.file.path) == service_root
        ]
    if not any(each.role == "web" for each in firm):
        firm += _conventional(project, service_root, {each.file.path for each in firm})
    unique = {(each.role, each.file.path, each.attribute, each.main): each for each in reversed(firm)}
    return tuple(reversed(unique.values()))


@once
def launched(project: Project) -> tuple[EntryPoint, ...]:
    """What every command line of the project starts, in the order of the files."""
    found = (_interpret(project, each) for each in launches(project))
    return tuple(each for each in found if each is not None)


def _interpret(project: Project, launch: Launch) -> EntryPoint | None:
    """The entry point that a command line names, None where it starts nothing of the project."""
    words = launch.words
    name = posixpath.basename(words[0])
    if re.fullmatch(r"(python|pypy)[\d.]*", name):
        return _python(project, launch, words[1:])
    if name in servers.NAMES:
        return _served(project, launch, words)
    if name == "flask":
        app = (
            option(words, "--app", "-A") or launch.environment.get("FLASK_APP", "") or flask_app(project, launch.folder)
        )
        module, _, attribute = app.partition(":")
        file = _resolve(project, launch, module) if module else _first(project, launch, ("app.py", "wsgi.py"))
        role: Role = "web" if "run" in words[1:] else "command"
        return _point(launch, role, file, attribute, main=False)
    if name == "fastapi":
        files = [each for each in words if each.endswith(".py")]
        return _point(launch, "web", _resolve(project, launch, files[0]) if files else None, "", main=False)
    if name in workers.COMMANDS:
        module = option(words, "-A", "--app") or next((each for each in words[1:] if "." in each), "")
        return _point(launch, "worker", _resolve(project, launch, module.partition(":")[0]), "", main=False)
    if words[0].endswith(".py"):
        return _python(project, launch, words)
    return None


def _python(project: Project, launch: Launch, words: Sequence[str]) -> EntryPoint | None:
    rest = [*words]
    while rest and rest[0].startswith("-") and rest[0] not in ("-m", "-c"):
        option = rest.pop(0)
        if option in ("-W", "-X") and rest:
            rest.pop(0)
    if not rest or rest[0] == "-c":
        return None
    if rest[0] == "-m":
        module = rest[1] if len(rest) > 1 else ""
        if module in (*servers.NAMES, *workers.COMMANDS, "flask"):
            return _interpret(project, _with(launch, tuple(rest[1:])))
        file = _resolve(project, launch, f"{module}.__main__") or _resolve(project, launch, module)
    else:
        file = _resolve(project, launch, rest[0])
    if file is None:
        return None
    return _point(launch, _role(file, rest[1:]), file, "", main=True)


def _with(launch: Launch, words: tuple[str, ...]) -> Launch:
    return replace(launch, words=words)


def _role(file: SourceFile, arguments: Sequence[str]) -> Role:
    if posixpath.basename(file.path) == "manage.py" and not _only_serves(file):
        serving = any(each in ("runserver", "run", "run_gunicorn", "server", "serve") for each in arguments)
        return "web" if serving else "command"
    if _WORKER_NAME.search(posixpath.basename(file.path)):
        return "worker"
    if _COMMAND_NAME.match(posixpath.basename(file.path)) and not _serves(file.spelled):
        return "command"
    if _goes_round(file):
        return "worker"
    near = [file, *(each.file for each in imports(file))]
    serves = any(_serves(each.spelled) and _starts_server(each) for each in near) and any(
        IN_SCRIPT.search(each.spelled) for each in near
    )
    if serves or application(file):
        return "web"
    return "worker" if _LOOPS.search(file.spelled) else "command"


def _served(project: Project, launch: Launch, words: Sequence[str]) -> EntryPoint | None:
    """gunicorn, uvicorn, uwsgi and the like: `module:attribute` among the words, or uwsgi's options."""
    named = option(words, "--module", "-w", "--mount") if "uwsgi" in words[0] else ""
    path = option(words, "--wsgi-file", "--wsgi", "--file") if "uwsgi" in words[0] else ""
    if path:
        return _point(launch, "web", _resolve(project, launch, path), option(words, "--callable"), main=False)
    folder = option(words, "--chdir", "--app-dir", "--pythonpath")
    target = named.rpartition("=")[2] or next((each for each in words[1:] if _TARGET.match(each)), "")
    if not target:
        modules = [each for before, each in itertools.pairwise(words)
                   if _MODULE.match(each) and not (before.startswith("-") and "=" not in before)]  # fmt: skip
        target = modules[-1] if modules else _configured(project, launch)
    module, _, attribute = target.partition(":")
    if "--factory" in words or "--call" in words:
        attribute += "()"
    return _point(launch, "web", _resolve(project, launch, module, folder), attribute, main=False)


def _configured(project: Project, launch: Launch) -> str:
    """`wsgi_app` of a gunicorn configuration file."""
    for path, file in project.files.items():
        if posixpath.basename(path).startswith("gunicorn") and path.startswith(launch.folder):
            match = re.search(rb"^wsgi_app\s*=\s*[\"']([^\"']+)", file.spelled, re.MULTILINE)
            if match:
                return match[1].decode(errors="replace")
    return ""


def _point(launch: Launch, role: Role, file: SourceFile | None, attribute: str, *, main: bool) -> EntryPoint | None:
    if file is None or file.kind != "python":
        return None
    if role == "web":
        attribute = attribute or application(file)
    folder = _started_in(file, launch.words)
    return EntryPoint(
        role, file, attribute, main, True, launch.path, launch.line, launch.words, folder, launch.through
    )  # fmt: skip


def _started_in(file: SourceFile, words: Sequence[str]) -> str:
    """The folder from which the words name the file."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__")
    for word in words:
        module = word.partition(":")[0].removesuffix(".py").removeprefix("./").replace(".", "/")
        if module and (stem == module or stem.endswith(f"/{module}")):
            return stem.removesuffix(module).rstrip("/")
    return file.project.service_root(file.path)


def _first(project: Project, launch: Launch, names: Sequence[str]) -> SourceFile | None:
    return next((file for name in names if (file := _resolve(project, launch, name))), None)


def _resolve(project: Project, launch: Launch, module: str, folder: str = "") -> SourceFile | None:
    """The file that a dotted module or a path means in a command: nearest to the launch's folder, then by WORKDIR."""
    if not module or "$" in module:
        return None
    is_path = module.endswith(".py")
    endings = (".py", "/__init__.py") if is_path else ("/__init__.py", ".py")
    relative = module.removesuffix(".py") if is_path else module.replace(".", "/")
    relative = posixpath.normpath(posixpath.join(folder.lstrip("/"), relative)).lstrip("/.")
    for base in dict.fromkeys((launch.folder, posixpath.dirname(launch.path))):
        prefix = f"{base}/" if base else ""
        for start in (prefix, f"{prefix}src/", f"{prefix}app/"):
            for ending in endings:
                if found := project.files.get(f"{start}{relative}{ending}"):
                    return found
    by_name = _by_name(project).get(relative.rpartition("/")[2], ())
    under = f"{launch.folder}/" if launch.folder else ""
    named = tuple(f"/{relative}{ending}" for ending in endings)
    alike = [each for each in by_name if each.path.endswith(named)]
    found_files = [each for each in alike if each.path.startswith(under)]
    # An image of a folder of definitions is built from the folder around: its WORKDIR ends as the module's folder.
    found_files = found_files or [each for each in alike if _is_copied_to(launch.workdir, each, named)]
    last = launch.workdir.rstrip("/").rpartition("/")[2]
    found_files.sort(key=lambda each: (f"/{last}/" not in f"/{each.path}", each.path.count("/"), each.path))
    if not found_files and "/" in relative:
        return _resolve(project, launch, relative.partition("/")[2].replace("/", "."), "")
    return found_files[0] if found_files else None


def _is_copied_to(workdir: str, file: SourceFile, named: tuple[str, ...]) -> bool:
    around = next((file.path.removesuffix(each) for each in named if file.path.endswith(each)), "")
    return "/" in around and workdir.rstrip("/").endswith(f"/{around}")


@once
def _by_name(project: Project) -> dict[str, list[SourceFile]]:
    found: dict[str, list[SourceFile]] = {}
    for file in project.python():
        if not project.is_test(file.path):
            folder, name = posixpath.split(file.path)
            stem = posixpath.basename(folder) if name == "__init__.py" else name.removesuffix(".py")
            found.setdefault(stem, []).append(file)
    return found


def _conventional(project: Project, root: str, known: set[str]) -> Iterator[EntryPoint]:
    """What the code alone says: wsgi.py, FLASK_APP, a main guard that serves, an application object or factory."""
    files = [each for each in project.services.get(root, ()) if each.path not in known]
    base = Launch((), "", 1, root, {})
    named = flask_app(project, root).partition(":")
    wsgi = [each for each in files if posixpath.basename(each.path) in _WSGI]
    if named[0] and (file := _resolve(project, base, named[0])):
        wsgi.insert(0, file)
    web = project.matching(IN_SCRIPT, IN_SCRIPT_WORDS)
    guarded = [each for each in files if each in web and _may_be_run(each) and _is_run(each)]
    if wsgi or guarded:
        yield from (_soft(each, root, main=False) for each in wsgi)
        yield from (_soft(each, root, main=True) for each in guarded)
        return
    parents = {root.rsplit("/", depth)[0] for depth in range(1, root.count("/") + 1)} | {""} - {root}
    if any(point.firm for each in parents for point in entry(project, each)):
        return  # a part of the service around it
    made = [each for each in files if each in web and _imports(each) and application(each)]
    objects = [each for each in made if not application(each).endswith("()")]
    yield from (_soft(each, root, main=False) for each in objects or made)


@fact
def _may_be_run(file: SourceFile) -> bool:
    """Whether a file holds what serves, and a main guard or a call at the module level."""
    data = file.spelled
    return _serves(data) and (b"__main__" in data or _TOP_CALL.search(data) is not None)


@fact
def _imports(file: SourceFile) -> bool:
    return b"import" in file.spelled


def _only_serves(file: SourceFile) -> bool:
    """Whether a script starts a server under its main guard, and has no commands beside."""
    manages = COMMAND_LINE.search(file.spelled) or _COMMANDS.search(file.spelled)
    return not manages and _may_be_run(file) and IN_SCRIPT.search(file.spelled) is not None and _is_run(file)


def _serves(data: bytes) -> bool:
    return any(each in data for each in SERVES_WORDS) and SERVES.search(data) is not None


def _goes_round(file: SourceFile) -> bool:
    """Whether the file as a script goes its rounds for ever and serves nobody."""
    try:
        return (guard := main_guard(file)) is not None and goes_round(Code(file, guard))
    except Unreadable:
        return False


def _starts_server(file: SourceFile) -> bool:
    """Whether a file that looks like it starts a server may do so: not if all that it runs are the project's rounds."""
    if SERVES.search(_RUN.sub(b"", file.spelled)):
        return True
    try:
        runs = [each.func for each in file.nodes(ast.Call) if last_name(each.func) == "run"]
        own = [evaluate(file, each) for each in runs if isinstance(each, ast.Attribute)]
        if not own or not all(own):
            return True
        begin = [Code(file, main_guard(file) or file.tree)]
        begin += [Code(each.file, each.node) for things in own for each in things]
        return any(reaches(each, is_serving) is not None for each in begin)
    except Unreadable:
        return True


def _is_run(file: SourceFile) -> bool:
    """Whether the file serves when it is run: from its main guard, or at its module level."""
    try:
        if main_guard(file) is not None:
            return _starts_server(file)
        statements = [
            each for each in file.tree.body if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call)
        ]
        return any(_serves(ast.unparse(each).encode()) for each in statements)
    except Unreadable:
        return False


def _soft(file: SourceFile, root: str, *, main: bool) -> EntryPoint:
    return EntryPoint("web", file, application(file), main, False, file.path, 1, folder=root)
