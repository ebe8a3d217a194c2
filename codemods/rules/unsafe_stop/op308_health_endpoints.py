"""OP308: a service that an orchestrator cannot ask for its health.

Without a readiness answer that turns 503 while the instance drains, the load balancer learns of a stop from the
requests that fail.

Before::

    engine = create_engine(os.environ["DATABASE_URL"])
    app = Flask(__name__)

After::

    engine = create_engine(os.environ["DATABASE_URL"])
    app = Flask(__name__)
    health.init_app(app, database=lambda: engine.connect().close())

An instance is ready once each check has passed: a deploy with a wrong password ends there. The check of the database
is written where the module has one engine of SQLAlchemy's, or Flask-SQLAlchemy's object; add your own for what else
must be there. Only Flask's applications get the module: nothing is added to an ASGI application, or to one that another
holds.

By hand: answer a liveness path whenever the process lives, and a readiness path with 503 while it drains and until
what the service cannot do without has answered once. Set HEALTH_PORT, and let probes ask there.
"""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.commands import modern, web_entries
from codemods.domains.database.readonly_views import is_emitted
from codemods.domains.database.sessions import made_by
from codemods.domains.deployment.added_files import ROLE, Copied, beside, naming, texts
from codemods.domains.deployment.extension_point import flask_application
from codemods.domains.runtime.applications import is_asgi, is_mounted
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.domains.runtime.views import has_health_view
from codemods.formats import parse
from codemods.libraries.sqlalchemy import ENGINES, EXTENSIONS
from codemods.model.names import called
from codemods.model.scopes import lookup, tables
from codemods.project.module_home import home
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Health:
    """What init_app is given, and the new COPY of each image, by its path."""

    arguments: str
    copied: Mapping[str, str]


rule = Rule[_Health](
    "OP308", "health-endpoints", safety=Safety.UNSAFE,
    needles=("Flask",),
)  # fmt: skip

_ANSWERS = re.compile(
    rb"[\"']/(?:[\w.-]+/)*"
    rb"(?:[\w-]*health[\w-]*|_{0,2}(?:ping|status|ready|readyz|readiness|live|livez|liveness|alive|(?:lb)?heartbeat)_{0,2})"
    rb"/?[\"'<]|health\.init_app|(?-i:HealthCheck\w*\()|Dockerflow\(",
    re.IGNORECASE,
)
# A path that is put together while the program runs, and a word that it may be made of.
_COMPUTED = re.compile(
    rb"(?:route|add_url_rule|@[\w.]+\.get)\(\s*(?:rule\s*=\s*)?(?:[fF][\"'][^\"'\n]*\{|[A-Z][A-Z_]+\b|[\"'][^\"'\n]*[\"']\s*[+%])"
)
_NAMES = re.compile(
    rb"[\"']/?_{0,2}(?:healthz?|health[_-]?check|readyz?|livez?|ping|alive|(?:lb)?heartbeat)_{0,2}/?[\"']",
    re.IGNORECASE,
)
# `HEALTHCHECK CMD curl -f http://localhost:8080/info`, `curl localhost:8080/info`, `httpGet: {path: /info}`.
_PROBES = re.compile(
    rb"(?:(?:curl|wget|urlopen|requests\.get|http)\b[^\n]*?//|(?:curl|wget)\b[^\n]*?[\s\"'])"
    rb"(?:localhost|127\.0\.0\.1|0\.0\.0\.0)[^\s/\"']*(/[\w./-]+)"
    rb"|httpGet:\s*(?:\{|\n)[^}]*?\bpath:\s*[\"']?(/[\w./-]+)"
)
# `${PATH_OF_PROBE:-/info}` is what stands behind the dash, where nobody says more.
_DEFAULT = re.compile(rb"\$\{\w+:?-([^{}\n]*)\}")
_PREFIX = re.compile(rb"\burl_prefix\s*=\s*[\"']([^\"']+)[\"']")
# How a connection is made of what one of these calls returns.
_CONNECTS = {**dict.fromkeys((*ENGINES, "databases.create_engine"), ""), **dict.fromkeys(EXTENSIONS, ".engine")}
_ROUTES = re.compile(rb"route\(|\.get\(|add_url_rule\(|Resource|Rule\(|HealthCheck\w*\(|Dockerflow\(|health\.init_app")

_REMEDY = "add health.py and health.init_app(app)"
# Under a path of another application, or beside one, nobody would ask where health.py answers.
_APART = "let the application that the server is given answer /healthz, and /readyz with 503 before a stop"


@rule.find(ast.Assign)
def without_health(node: ast.Assign, file: SourceFile) -> Iterator[Finding[_Health]]:
    """The one assignment that makes the application which a container runs, at module level or in its factory."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if called(file, call) == "flask.Flask":
            pass
        case _:
            return
    project = file.project
    root = project.service_root(file.path)
    started = [each for each in web_entries(project)
               if project.service_root(each.file.path) == root and _contained(each, root)]  # fmt: skip
    if project.is_test(file.path) or not started or not _is_started(file, root, name, started):
        return
    near = [each for each in project.python() if not root or each.path.startswith(f"{root}/")]
    # An apply that was killed half-way may have left the module, and nothing yet that calls it.
    own = [each for each in near if not project.is_test(each.path) and not is_emitted(each)]
    computed = any(_COMPUTED.search(each.spelled) for each in own)
    if any(map(_answers, own)) or (computed and any(_NAMES.search(each.spelled) for each in own)):
        return
    if any(_serves(own, path) for path in _probed(project)):
        return
    apart = computed or is_asgi(project, root) or is_mounted(project, root)
    path = home([file], "health.py")
    there = project.files.get(path or "")
    free = path is not None and (there is None or is_emitted(there)) and not apart
    copied = _shipped(file, root, path) if free and path is not None else None
    yield file.finding(
        rule, node, "no path tells an orchestrator whether the service is alive and ready",
        _REMEDY if not apart else _APART, safety=Safety.NONE if copied is None else Safety.UNSAFE,
        sites=None if copied is None else (file.site(node), *(each.site for each in copied)),
        data=_Health(", ".join(filter(None, (name, _check(file, node)))), texts(copied or ())),
    )  # fmt: skip


def _check(file: SourceFile, node: ast.Assign) -> str:
    """The argument that asks the one database that the file's own level knows, where the application is made."""
    found = [
        f"{name}{_CONNECTS[maker]}" for name, bindings in tables(file)[file.tree].names.items()
        if (maker := made_by(file, name)) in _CONNECTS and lookup(file, node, name) == bindings
    ]  # fmt: skip
    return f"database=lambda: {found[0]}.connect().close()" if len(found) == 1 else ""


def _contained(entry: EntryPoint, root: str) -> bool:
    """Whether a container runs it: a Procfile's platform asks nobody for its health."""
    files = entry.file.project.files
    image = posixpath.join(root, "Dockerfile")
    return image in files or (entry.path in files and files[entry.path].kind in ("dockerfile", "compose"))


def _is_started(file: SourceFile, root: str, name: str, started: list[EntryPoint]) -> bool:
    """Whether it is the service's only application, or the one in the file that is started."""
    only = flask_application(file.project, root)
    if only is not None:
        return only.file is file and only.name == name
    return any(each.file is file and posixpath.dirname(file.path) == each.folder for each in started)


def _answers(file: SourceFile) -> bool:
    routed = _ROUTES.search(file.spelled) is not None and _ANSWERS.search(file.spelled) is not None
    return routed or has_health_view(file)


@once
def _probed(project: Project) -> frozenset[bytes]:
    """The paths that the tree's definitions probe, but for the front page."""
    kinds = ("dockerfile", "compose", "yaml")
    defined = (_DEFAULT.sub(rb"\1", each.data) for each in project.files.values() if each.kind in kinds)
    found = {match[1] or match[2] for data in defined for match in _PROBES.finditer(data)}
    return frozenset(each.rstrip(b"/") for each in found) - {b""}


def _serves(files: list[SourceFile], path: bytes) -> bool:
    """Whether the code has the path, or what a blueprint is put below, as a text; or the two parts of it apart."""
    prefixes = {match[1].rstrip(b"/") for each in files for match in _PREFIX.finditer(each.spelled)}
    rules = [path, *(path[len(each) :] for each in prefixes if each and path.startswith(each + b"/"))]
    says = re.compile(rb"[\"'](?:%s)/?[\"'<]" % b"|".join(map(re.escape, rules)))
    return any(says.search(each.spelled) for each in files)


def _shipped(file: SourceFile, root: str, path: str) -> tuple[Copied, ...] | None:
    """What has to change so that every image of the service holds a file that is added to it; None if nothing does."""
    images = {each: root for name, each in file.project.files.items()
              if each.kind == "dockerfile" and posixpath.dirname(name) == root}  # fmt: skip
    images |= {each: context for each, context in naming(file) if each not in images}
    try:
        found = [beside(each, context, path, file) if modern(parse(each)) else None for each, context in images.items()]
    except Unreadable:
        return None
    known = [each for each in found if each is not None]
    return tuple(itertools.chain(*known)) if len(known) == len(found) else None


@rule.rewrite("SimpleStatementLine")
def with_health(node: cst.SimpleStatementLine, finding: Finding[_Health], edit: Edit) -> object:
    """The application, and its health right behind."""
    import libcst as cst

    from codemods.rewriting.source.emitted import emitted

    module = emitted(edit, "health.py")
    return cst.FlattenSentinel([node, edit.statement(f"{module}.init_app({finding.data.arguments})")])


@rule.rewrite("dockerfile", role=ROLE)
def with_file(document: object, finding: Finding[_Health], edit: Edit) -> None:
    """The module that the image has to get, beside the application's."""
    edit.replace(edit.site.span, finding.data.copied[edit.site.path])
