"""OP301: a development server that serves in production.

`flask run` and `app.run()` do not stop on SIGTERM as process 1: they are killed with the requests in progress at every
deploy. They drain nothing, and have no worker processes.

Before::

    ENV FLASK_APP=shop
    …
    CMD ["flask", "run", "--host=0.0.0.0", "--port=8080"]

After::

    ENV FLASK_APP=shop
    …
    ENV PORT=8080
    CMD ["gunicorn", "shop:create_app()"]

By hand: start a production server such as gunicorn, with the settings of `gunicorn.conf.py` (threads, a drain, a
graceful timeout, the port from PORT), and name it in the requirements. `app.run()` may stay under the main guard, for
development; what else stands there moves to where a server that imports the module runs it too.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import starts_for_developers
from codemods.domains.commands.commands import Written, serves_by_itself, web_entries, written
from codemods.domains.commands.starts.overridden import is_overridden
from codemods.domains.commands.subcommands import is_of_another_command
from codemods.domains.dependencies.servers.sockets import serves_by_socket_server
from codemods.domains.deployment import grace_periods
from codemods.domains.deployment.added_files import ROLE
from codemods.domains.deployment.images import is_built_by_developers
from codemods.domains.deployment.stages import is_for_developers
from codemods.domains.runtime.applications import is_asgi
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.domains.runtime.server_in_code import development_servers, is_beside_another, is_gevent
from codemods.formats import compose, dockerfile, ini, procfile, requirements, shell, unit
from codemods.libraries import servers
from codemods.libraries.distributions import GUNICORN
from codemods.plans.debug_mode import debug_left_on
from codemods.plans.secret_steps import read_before_loading, unloaded
from codemods.plans.server_command import EMITTED_STOP, Plan, Server, in_production_elsewhere, is_for_development, plan
from codemods.project.audience.compose_use import developers_services
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule[Server](
    "OP301", "development-server", needles=("flask", "python", ".py", "runserver"), safety=Safety.UNSAFE
)

_FLASK = re.compile(r"(^|[\s\"'/;&=])flask\s+(?:-\S+\s+|--app\s+\S+\s+)*run\b|\bpython[\d.]*\s+-m\s+flask\b.*\brun\b")
_MANAGE = re.compile(r"\bmanage\.py\s+(runserver|server|run)(?![\w-])")
_PRODUCTION = re.compile(r"Dockerfile[._-]prod|prod\w*\.Dockerfile", re.IGNORECASE)
_CI = re.compile(
    r"^\.github/workflows/|^\.circleci/|(?:^|/)(?:\.gitlab-ci|cloudbuild|buildspec|azure-pipelines|bitbucket-pipelines)[\w.-]*\.ya?ml$"
    r"|(?:^|/)Jenkinsfile$"
)
_BUILDS = re.compile(rb"\bdocker (?:buildx |image )?build\b|\bbuild-push-action\b|\bgcloud builds submit\b|\bkaniko\b")
_BY_NAME = re.compile(rb"(?:\s-f|--file)[ =]+[\"']?([\w./-]*[Dd]ockerfile[\w.-]*)")
# A script that starts one of these too lets its caller choose.
_SERVER = re.compile(rf"(^|[\s/])({servers.WSGI})(\s|$)")
_SCRIPT = re.compile(r"([\w./-]+)\.py\b")
_REMEDY = (
    "start gunicorn with gunicorn.conf.py, and name it in the requirements; a process has 8 threads then "
    "(GUNICORN_THREADS=1 for code that is not thread-safe), and the drain needs a readiness path (health.py: OP308)"
)

_DEBUG = "set DEBUG off first ({}): flask run does so without FLASK_DEBUG, gunicorn leaves it on"

_EARLY = "call load_dotenv() first, above the import of what reads a variable at {}: flask run loads .env before that"

# What is written for Flask is named for Flask alone.
_OF_ANOTHER = (
    "start a server for production, {}, and name it in the requirements; give it a graceful timeout, and a readiness "
    "path that answers 503 for some seconds before the stop"
)
_ASGI = "gunicorn with uvicorn's worker, uvicorn or hypercorn"
_DJANGO = "gunicorn with the project's wsgi module"


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document, unit.Document)
def development_commands(document: object, file: SourceFile) -> Iterator[Finding[Server]]:
    """The commands that start a development server."""
    if file.project.is_test(file.path) or _is_replaced(file) or _is_beside_a_platform(document, file):
        return
    commands = list(written(document, file))
    if isinstance(document, shell.Document) and any(_SERVER.search(" ".join(each.words)) for each in commands):
        return
    for each in commands:
        text = " ".join(each.words)
        entry = _entry(file, each)
        started = _by_hand(entry, text) if entry is not None else []
        if not (_FLASK.search(text) or _MANAGE.search(text) or started):
            continue
        if isinstance(document, shell.Document | compose.Document) and ("--reload" in text or "--debug" in text):
            continue
        if isinstance(document, shell.Document) and starts_for_developers(file, text):
            continue
        if isinstance(document, compose.Document) and (
            is_for_development(document, each.service)
            or in_production_elsewhere(file, each.service)
            or each.service in developers_services(file)
        ):
            continue
        if isinstance(document, dockerfile.Document) and is_for_developers(file, document, _stage(document, each)):
            continue
        planned = Plan() if entry is None else plan(document, file, each, entry)
        root = file.project.service_root(file.path if entry is None else entry.file.path)
        step = unloaded(file.project, root) if _FLASK.search(text) else ""
        if planned.sites and _FLASK.search(text) and (where := debug_left_on(file.project, root)):
            planned = Plan(remedy=f"{_DEBUG.format(where)}; then {_REMEDY}")
        if planned.sites and _FLASK.search(text) and (where := read_before_loading(file.project, root)):
            planned = Plan(remedy=f"{_EARLY.format(where)}; then {_REMEDY}")
        said = planned.remedy if planned.sites else _by_framework(file.project, root, text) or planned.remedy
        remedy = "; ".join(filter(None, (said or _REMEDY, planned.step, step)))
        span = Span(each.span.line, each.span.column, each.span.end_line, each.span.end_column)
        yield file.finding(
            rule, span, "a development server serves in production", remedy,
            safety=Safety.UNSAFE if planned.sites else Safety.NONE, sites=planned.sites, data=planned.server,
            also=tuple((entry.file.path, call.lineno) for call in started) if entry is not None else (),
        )  # fmt: skip


def _by_framework(project: Project, root: str, text: str) -> str:
    """What to start instead where neither Flask nor any WSGI application of the service's own is started; else ''."""
    if is_asgi(project, root):
        return _OF_ANOTHER.format(_ASGI)
    # Flask-Script has a manage.py too.
    django = _MANAGE.search(text) and any(project.mentioning(b"django")) and not any(project.mentioning(b"flask"))
    return _OF_ANOTHER.format(_DJANGO) if django else ""


def _stage(document: dockerfile.Document, command: Written) -> int:
    return next((each.stage for each in document.instructions if each.value == command.span), -1)


def _is_replaced(file: SourceFile) -> bool:
    """Whether another Dockerfile is production's, by its name or since CI builds it."""
    folder, name = posixpath.split(file.path)
    if name == "Dockerfile" and any(
        posixpath.dirname(each) == folder and _PRODUCTION.match(posixpath.basename(each)) for each in file.project.files
    ):
        return True
    return file.kind == "dockerfile" and _builds_another(file)


def _builds_another(file: SourceFile) -> bool:
    """Whether CI builds another Dockerfile of the tree by its name, and this one nowhere."""
    files = file.project.files
    texts = [each.data for path, each in files.items() if _CI.search(path)]
    if any(_BUILDS.search(line) and not _BY_NAME.search(line) for each in texts for line in each.splitlines()):
        return False
    named = {posixpath.normpath(match[1].decode()) for each in texts for match in _BY_NAME.finditer(each)}
    built = {each for each in named if each in files and files[each].kind == "dockerfile"}
    return bool(built) and file.path not in named and built == named


def _is_beside_a_platform(document: object, file: SourceFile) -> bool:
    """Whether a platform's file has a command of its own for an image, or a Procfile of the service, or of the
    repository, says what serves: Compose is for developers then, and an image that nothing else builds.
    """
    if isinstance(document, dockerfile.Document):
        if is_overridden(file):
            return True
        if not is_built_by_developers(file) or _is_built_by_ci(file):
            return False
    elif not isinstance(document, shell.Document | compose.Document):
        return False
    root = file.project.service_root(file.path)
    return any(
        (found := file.project.files.get(posixpath.join(folder, "Procfile"))) is not None and serves_by_itself(found)
        for folder in dict.fromkeys((root, ""))
    )


def _is_built_by_ci(file: SourceFile) -> bool:
    """Whether a CI builds images, of which this one may be any."""
    return any(_CI.search(path) and _BUILDS.search(each.data) for path, each in file.project.files.items())


def _entry(file: SourceFile, command: Written) -> EntryPoint | None:
    """What the command line starts, as the analysis of all command lines has it."""
    entries = web_entries(file.project)
    own = [each for each in entries if each.path == file.path]
    exact = [each for each in own if each.words and each.words == command.words[-len(each.words) :]]
    near = [each for each in own if command.span.line <= each.line <= command.span.end_line]
    root = file.project.service_root(file.path)
    called = [each for each in entries if file.kind == "shell" and each.words
              and each.words == command.words[-len(each.words) :]
              and ((file.path, command.span.line) in each.through
                   or file.project.service_root(each.file.path) == root)]  # fmt: skip
    return next(iter((*exact, *near, *called)), None)


def _by_hand(entry: EntryPoint, text: str) -> list[ast.Call]:
    """The calls that serve in a script that the command runs, with a server for development."""
    if not entry.main or "gunicorn" in text or _SCRIPT.search(" ".join(entry.words)) is None:
        return []
    try:
        return [
            each for each in development_servers(entry.file)
            if not is_gevent(entry.file, each) and not is_beside_another(entry.file, each)
            and not serves_by_socket_server(entry.file, each)
            and not is_of_another_command(entry.file, each, text.split())
        ]  # fmt: skip
    except Unreadable:
        return []


@rule.rewrite("dockerfile", "compose", "procfile", "shell")
def to_gunicorn(document: object, finding: Finding[Server], edit: Edit) -> None:
    """The command, the port that it had, and gunicorn's settings."""
    from codemods.rewriting.source.emitted import source
    from codemods.rewriting.text.grace import grant

    edit.replace(edit.site.span, finding.data.new)
    if finding.data.settings:
        edit.add_file(posixpath.join(finding.data.folder, "gunicorn.conf.py"), source("gunicorn.conf.py"))
    if isinstance(document, compose.Document):
        grant(document, finding.data.service, EMITTED_STOP, edit)


@rule.rewrite("dockerfile", role="port")
def with_port(document: object, finding: Finding[Server], edit: Edit) -> None:
    """The port as a setting with today's value, on a line of its own."""
    line = edit.site.span.line
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    edit.replace(Span(line, 1, line, 1), f"ENV PORT={finding.data.port}{end}")


@rule.rewrite("dockerfile", role=ROLE)
def with_file(document: object, finding: Finding[Server], edit: Edit) -> None:
    """The settings file that the image has to get, beside the module."""
    edit.replace(edit.site.span, finding.data.copied[edit.site.path])


@rule.rewrite("yaml", role=grace_periods.ROLE)
def with_period(document: object, finding: Finding[Server], edit: Edit) -> None:
    """The time that a definition of the image waits for its stop."""
    edit.replace(edit.site.span, str(finding.data.periods[edit.site.key]))


@rule.rewrite("dockerfile", role="entrypoint")
def without_entrypoint(document: object, finding: Finding[Server], edit: Edit) -> None:
    """The interpreter is no longer what runs first."""
    edit.replace(Span(edit.site.span.line, 1, edit.site.span.end_line + 1, 1), "")


@rule.rewrite("requirements", "toml", role="manifest")
def with_gunicorn(document: object, finding: Finding[Server], edit: Edit) -> None:
    """gunicorn among the requirements; where all others have a version, so has it."""
    from codemods.rewriting.text.manifest import require

    asked = document.requirements if isinstance(document, requirements.Document) else ()
    pinned = bool(asked) and all(each.pinned for each in asked)
    require(edit, GUNICORN.partition(",")[0].replace(">=", "==") if pinned else GUNICORN)


@rule.rewrite("SimpleStatementLine", role="guard")
def guarded(node: cst.SimpleStatementLine, finding: Finding[Server], edit: Edit) -> cst.BaseStatement:
    """A server that imports the file must not start the development server."""
    from codemods.rewriting.cst.guard import under_guard

    return under_guard(node, edit)
