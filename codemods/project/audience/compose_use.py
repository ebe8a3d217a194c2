"""Whether a Compose file is for developers, though nothing in its name says so: by its own lines, and what serves else.

Its services take the sources from the developer's folder, so that no image has to be built for a change. That alone
says little: a small service may have no other deployment. It counts beside a definition for production.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from codemods.formats import dockerfile, parse
from codemods.libraries import servers
from codemods.libraries.programs import PLATFORMS, WORKLOAD
from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path, use_of_service
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_RELOADS = re.compile(
    r"(?<!\S)--(?:auto)?reload\b|(?<!\S)--(?:use-)?debugg?e?r?\b|\brunserver(?:_plus)?\b|\b(?:flask|quart)[\w-]*\s(?:.*\s)?run\b"
    r"|\bfastapi\s+dev\b|\b(?:watchmedo|watchfiles|nodemon|hupper|debugpy|jurigged)\b|\bdev[_-]?server\b"
)
SERVES = re.compile(
    rf"(?:^|[\s/])(?:(?:{servers.NOT_WATCHING})\b|(?:{servers.WATCHING})\b(?!.*--reload)|httpd\b|apache2\w*\b|mod_wsgi)"
)
_FOR_DEVELOPERS = re.compile(r"^(?:\w+_)?(?:DEV|DEVEL|DEVELOPMENT)(?:_MODE|_ENV)?$")
_DEBUGS = re.compile(r"^(?:\w+_)?DEBUG$")
_ENVIRONMENT = re.compile(r"^(?:\w+_)?ENV(?:IRONMENT)?$")
_DEBUG_MODE = re.compile(
    r"(?im)(?<![\w-])(?:\w+_)?(?:DEBUG=(?:1|true|yes|on)\b|LOG_?LEVEL=DEBUG\b|ENV(?:IRONMENT)?=dev\w*)"
    r"|--log-level[= ]debug\b"
)
_TRUE = frozenset(("1", "true", "yes", "on"))
_TRUST = re.compile(r"--auth(?:-host)?[= ]?[\"']*trust\b|\bPOSTGRES_HOST_AUTH_METHOD\b[\"']?\s*[:=]\s*[\"']?trust\b")
_DEPLOYED = frozenset(("prod", "production", "live", "staging", "stage", "deploy", "deployment", "swarm", "release"))
_CI = re.compile(
    r"^\.(?:github/workflows|circleci|buildkite|gitlab)/|^(?:\.gitlab-ci|cloudbuild|buildspec|azure-pipelines)[\w.-]*$"
)
_PUSHES = re.compile(rb"\bdocker\s+(?:image\s+)?push\b|--push\b|\bpush[:=]\s*[\"']?true\b")
_HERE = re.compile(r"^(?:\.|\$\{?PWD\}?)")
_IMAGE = re.compile(
    rb"^[ \t-]*[\"']?(?:image|Image|repository)[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',#][^\"'\n,#]*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a Compose file. `folder` is what its image is built from, None for a finished image; `taken` the
    finished one's name; `mounts` its sources; `command` what Compose has it start, '' for what the image does.
    `developing`: how many signs of a developer's start it has; `named`: one of them says for whom it is.
    """

    name: str
    folder: str | None
    image: SourceFile | None
    taken: str
    mounts: bool
    command: str
    variables: tuple[tuple[str, str], ...]
    developing: int
    named: bool


def is_for_developers(file: SourceFile) -> bool:
    """Whether a Compose file or a Procfile, by its lines and beside the tree's other definitions, is a developer's."""
    if file.kind == "procfile":
        return _says_debug(file.text) and _is_deployed(file, {posixpath.dirname(file.path)}, set())
    if file.kind != "compose" or not _DEPLOYED.isdisjoint(parts(posixpath.basename(file.path))):
        return False
    mounting = [each for each in services_of(file) if each.mounts]
    if not mounting or any(SERVES.search(each.command) and not each.developing for each in mounting):
        return False
    if any(_RELOADS.search(each.command) and _image_serves(each.image) for each in mounting):
        return True
    published = any(each.folder is not None and _is_published(file.project, each.folder) for each in mounting)
    signs = max(each.developing for each in mounting) + bool(_TRUST.search(file.text)) + published
    # Two signs are a beginner's debug mode too, unless one says in so many words whom it is for.
    return (signs > 1 and any(each.named for each in mounting)) or _is_deployed_otherwise(file, mounting)


def services_of(file: SourceFile) -> Iterator[Service]:
    """What the services of a Compose file are made from, and what they start."""
    for name, service in composed(file).items():
        build = service.get("build")
        context = build if isinstance(build, str) else build.get("context", ".") if isinstance(build, dict) else None
        folder = None if context is None else _folder(file, _plain(context))
        image = None
        if folder is not None:
            dockerfile_name = _plain(build.get("dockerfile", "Dockerfile")) if isinstance(build, dict) else "Dockerfile"
            image = file.project.files.get(posixpath.normpath(posixpath.join(folder, dockerfile_name)))
        command = " ".join(_started_by_compose(service)).strip()
        mounts = any(_holds_sources(file.project, each, folder) for each in _mounted(file, service))
        signs = _signs(name, service, command)
        taken = _plain(service.get("image", ""))
        variables = tuple(_variables(service))
        yield Service(name, folder, image, taken, mounts, command, variables, sum(signs), any(signs[:3]))


@once
def developers_services(file: SourceFile) -> frozenset[str]:
    """The services of a Compose file that only profiles for developers or tests start, by a command of their own."""
    found = composed(file)
    apart = {name for name, each in found.items() if _is_developers(each.get("profiles"))}
    shared = [_started_by_compose(each) for name, each in found.items() if name not in apart]
    return frozenset(name for name in apart if _started_by_compose(found[name]) not in shared)


def _is_developers(profiles: object) -> bool:
    named = [_plain(each) for each in _listed(profiles)]
    return bool(named) and all(use_of_service(each) in (Use.DEVELOPMENT, Use.TEST) for each in named)


def _started_by_compose(service: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_text(service.get(key)) for key in ("entrypoint", "command"))


def _folder(file: SourceFile, path: str) -> str | None:
    """A folder of the tree that a Compose file names; None where it lies elsewhere."""
    if "://" in path or path.startswith(("/", "~")):
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), _HERE.sub(".", path, count=1)))
    return None if found.startswith("..") or "$" in found else "" if found == "." else found


def _mounted(file: SourceFile, service: dict[str, Any]) -> Iterator[str]:
    """The folders of the tree that a service mounts."""
    for each in _listed(service.get("volumes")):
        source = _plain(each.get("source", "")) if isinstance(each, dict) else _plain(each).partition(":")[0]
        if _HERE.match(source) and (found := _folder(file, source)) is not None:
            yield found


def given_files(file: SourceFile) -> Iterator[str]:
    """What the services of a Compose file mount, or read as files of variables, of the tree."""
    for service in composed(file).values():
        yield from _mounted(file, service)
        for each in _variables_files(service):
            if (found := _folder(file, each)) is not None:
                yield found


def _variables_files(service: dict[str, Any]) -> list[str]:
    given = service.get("env_file")
    listed = [given] if isinstance(given, str) else _listed(given)
    return [_plain(each.get("path", "")) if isinstance(each, dict) else _plain(each) for each in listed]


def _holds_sources(project: Project, folder: str, context: str | None) -> bool:
    """Whether a folder holds the most of the Python code that a service is built from."""
    around = project.service_root(posixpath.join(folder, "x")) if context is None else context
    code = [
        each.path for each in project.python()
        if _is_below(each.path, around) and use_of_path(each.path, project.told.test_folders) is Use.PRODUCTION
    ]  # fmt: skip
    return bool(code) and 2 * sum(_is_below(each, folder) for each in code) > len(code)


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _signs(called: str, service: dict[str, Any], command: str) -> tuple[bool, ...]:
    """What shows that a service is started for developers; the first three say so by name."""
    variables = [(name, value.lower()) for name, value in _variables(service)]
    words = [posixpath.basename(each) for each in command.split()[:2]]
    return (
        any(_FOR_DEVELOPERS.match(name) and value in _TRUE for name, value in variables),
        any(use_of_service(each) is Use.DEVELOPMENT for each in words),
        use_of_service(called) is Use.DEVELOPMENT,
        _RELOADS.search(command) is not None,
        any(_ENVIRONMENT.match(name) and use_of_service(value) is Use.DEVELOPMENT for name, value in variables),
        any(_DEBUGS.match(name) and value in _TRUE for name, value in variables),
        any(use_of_service(posixpath.basename(each)) is Use.DEVELOPMENT for each in _variables_files(service)),
    )


def _listed(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _variables(service: dict[str, Any]) -> Iterator[tuple[str, str]]:
    given = service.get("environment")
    if isinstance(given, dict):
        yield from ((str(name), _plain(value)) for name, value in given.items())
    for each in given if isinstance(given, list) else ():
        name, _, value = _plain(each).partition("=")
        yield name.strip(), value.strip()


def _text(command: object) -> str:
    return " ".join(map(_plain, command)) if isinstance(command, list) else _plain(command or "")


def _plain(value: object) -> str:
    """The text of a scalar, '' of anything else: aliases of aliases make a few lines of YAML endless as text."""
    return "" if isinstance(value, list | dict) else str(value)


def _image_serves(image: SourceFile | None) -> bool:
    """Whether an image starts a server for production by itself."""
    return any(SERVES.search(each) and not _RELOADS.search(each) for each in _started(image))


def started_by(image: SourceFile | None) -> str:
    """What an image starts by itself; '' where that is not known."""
    return " ".join(_started(image))


def _started(image: SourceFile | None) -> list[str]:
    if image is None or image.kind != "dockerfile":
        return []
    try:
        document: dockerfile.Document = parse(image)
    except Unreadable:
        return []
    return [_text(list(each.words) if each.words else each.text)
            for each in (document.entrypoint(), document.cmd()) if each is not None]  # fmt: skip


def _is_published(project: Project, folder: str) -> bool:
    """Whether CI builds an image of the folder and pushes it: what is deployed has its code in it."""
    named = re.compile(rb"(?<![\w.-])" + re.escape(folder.encode()) + rb"(?![\w.-])")
    return any(
        _CI.search(path) and _PUSHES.search(each.data) and (not folder or named.search(each.data))
        for path, each in project.files.items()
    )


def _is_deployed_otherwise(file: SourceFile, mounting: list[Service]) -> bool:
    """Whether another definition of the tree, one for production, starts one of the services."""
    folders = {each.folder for each in mounting if each.folder is not None} or {posixpath.dirname(file.path)}
    names = (name for each in mounting for name in (each.name, posixpath.basename(each.folder or "")))
    if _is_deployed(file, folders, {word for name in names for word in parts(name)}):
        return True
    others = (each for each in file.project.files.values() if each is not file and each.kind == "compose")
    return any(
        _is_same(one, each, posixpath.dirname(file.path) == posixpath.dirname(other.path))
        for other in others if _is_production(other)
        for each in services_of(other)
        for one in mounting
    )  # fmt: skip


def _is_production(file: SourceFile) -> bool:
    return use_of_path(file.path, file.project.told.test_folders) is Use.PRODUCTION


def _is_deployed(file: SourceFile, folders: set[str], words: set[str]) -> bool:
    """Whether a platform or a cluster starts what lies in one of the folders, or is called by one of the words."""
    project = file.project
    roots = {"", *folders, *(project.service_root(posixpath.join(each, "x")) for each in folders)}
    platforms = (posixpath.join(root, name) for root in roots for name in ("Procfile", *PLATFORMS))
    if any(each != file.path and _starts(project, each) for each in platforms):
        return True
    called = words | {*parts(project.root.name)}
    return any(
        WORKLOAD.search(other.spelled) and _runs(other, called, project.service_root(path) in roots)
        for path, other in project.files.items()
        if other.kind in ("yaml", "plain") and _is_production(other)
    )


def _starts(project: Project, path: str) -> bool:
    """Whether a platform's file is there that starts something for production."""
    try:
        data = project.on_disk(path)
    except OSError:
        return False
    if data is None:
        return False
    text = data.decode("utf-8", "replace")
    return posixpath.basename(path) != "Procfile" or (SERVES.search(text) is not None and not _says_debug(text))


def _says_debug(text: str) -> bool:
    """Whether a Procfile starts a process for whom develops it."""
    return _RELOADS.search(text) is not None or _DEBUG_MODE.search(text) is not None


def _is_same(one: Service, other: Service, together: bool) -> bool:
    """Whether a service of another Compose file is the same one, with the image's own code and for production."""
    if other.mounts or other.developing:
        return False
    built = one.folder is not None and (one.folder, one.image) == (other.folder, other.image)
    return built or (together and one.name == other.name)


def _runs(file: SourceFile, words: set[str], near: bool) -> bool:
    """Whether a workload runs an image that is called as the service is, or, close to it, one that a template names."""
    for match in _IMAGE.finditer(file.spelled):
        image = match[1].decode("utf-8", "replace")
        if near and ("{{" in image or "$" in image):
            return True
        name = re.sub(r"[:@].*", "", image.strip().rpartition("/")[2])
        if not words.isdisjoint(parts(name)):
            return True
    return False
