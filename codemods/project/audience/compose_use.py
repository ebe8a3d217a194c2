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
from codemods.libraries.programs import SUPERVISOR
from codemods.project.audience.compose_signs import (
    RELOADS,
    develops_pages,
    is_told_to_be_deployed,
    is_told_to_be_for_development,
    is_told_to_be_local,
    named_signs,
    other_signs,
)
from codemods.project.audience.deployed_elsewhere import SERVES, is_deployed, is_production, is_published, says_debug
from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import DEVELOPS, Use, parts, use_of_path, use_of_service
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_PROGRAM = re.compile(rb"^[ \t]*command[ \t]*=[ \t]*(.*)", re.MULTILINE)
_TRUST = re.compile(r"--auth(?:-host)?[= ]?[\"']*trust\b|\bPOSTGRES_HOST_AUTH_METHOD\b[\"']?\s*[:=]\s*[\"']?trust\b")
_DEPLOYED = frozenset(("prod", "production", "live", "staging", "stage", "deploy", "deployment", "swarm", "release"))
_HERE = re.compile(r"^(?:\.|\$\{?PWD\}?)")


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
        return says_debug(file.text) and is_deployed(file, {posixpath.dirname(file.path)}, set())
    if file.kind != "compose" or not _DEPLOYED.isdisjoint(parts(posixpath.basename(file.path))):
        return False
    services = list(services_of(file))
    mounting = [each for each in services if each.mounts]
    if _is_given_developers_files(file):
        return True
    if not mounting:
        return _is_for_own_image(file, services)
    if any(SERVES.search(each.command) and not each.developing for each in mounting):
        return False
    if any(RELOADS.search(each.command) and _image_serves(each.image) for each in mounting):
        return True
    deployed = is_told_to_be_deployed(file)
    published = any(each.folder is not None and is_published(file.project, each.folder) for each in mounting)
    if not deployed and any(each.developing and _has_image_for_production(each) for each in mounting):
        return True
    told = not deployed and (
        is_told_to_be_for_development(file)
        or (published and is_told_to_be_local(file))
        or any(develops_pages(each.command, each.variables) for each in services)
    )
    signs = max(each.developing for each in mounting) + bool(_TRUST.search(file.text)) + published + told
    # Two signs are a beginner's debug mode too, unless one says in so many words whom it is for.
    return (signs > 1 and (told or any(each.named for each in mounting))) or _is_deployed_otherwise(file, mounting)


def _is_for_own_image(file: SourceFile, services: list[Service]) -> bool:
    """Whether a service is built here to be run in development, while a platform or a cluster starts it elsewhere."""
    own = [each for each in services if each.folder is not None and each.developing]
    if not own or any(SERVES.search(each.command) and not each.developing for each in services):
        return False
    words = {word for each in own for word in parts(each.name)}
    return is_deployed(file, {each.folder for each in own if each.folder is not None}, words)


def _is_given_developers_files(file: SourceFile) -> bool:
    """Whether all files of variables that services are given lie in folders for development, `config/development/`,
    while the service is deployed by something else: a CI pushes its image, a platform or a cluster starts it.
    """
    folder = posixpath.dirname(file.path)
    given = [each for service in composed(file).values() for each in _variables_files(service)]
    return bool(given) and not is_told_to_be_deployed(file) and all(
        any(len(parts(each)) == 1 and not DEVELOPS.isdisjoint(parts(each)) for each in path.split("/")[:-1])
        for path in given
    ) and (is_published(file.project, folder) or is_deployed(file, {folder}, set()))  # fmt: skip


def _has_image_for_production(service: Service) -> bool:
    """Whether another Dockerfile beside that of a service is production's, by its name."""
    image = service.image
    if image is None or not _DEPLOYED.isdisjoint(parts(posixpath.basename(image.path))):
        return False
    return any(
        each.kind == "dockerfile"
        and posixpath.dirname(path) == posixpath.dirname(image.path)
        and not _DEPLOYED.isdisjoint(parts(posixpath.basename(path)))
        for path, each in image.project.files.items()
    )


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
        taken = _plain(service.get("image", ""))
        variables = tuple(_variables(service))
        named = named_signs(name, command, variables, image)
        signs = sum((*named, *other_signs(command, variables, _variables_files(service))))
        yield Service(name, folder, image, taken, mounts, command, variables, signs, any(named))


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
    """Whether an image starts a server for production by itself, or has supervisor start one."""
    started = [each for each in _started(image) if not RELOADS.search(each)]
    if any(map(SERVES.search, started)):
        return True
    return image is not None and any(SUPERVISOR in each for each in started) and any(
        each.kind == "ini" and _is_below(path, posixpath.dirname(image.path)) and any(
            SERVES.search(match[1].decode("utf-8", "replace")) for match in _PROGRAM.finditer(each.spelled)
        )
        for path, each in image.project.files.items()
    )  # fmt: skip


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


def _is_deployed_otherwise(file: SourceFile, mounting: list[Service]) -> bool:
    """Whether another definition of the tree, one for production, starts one of the services."""
    folders = {each.folder for each in mounting if each.folder is not None} or {posixpath.dirname(file.path)}
    names = (name for each in mounting for name in (each.name, posixpath.basename(each.folder or "")))
    if is_deployed(file, folders, {word for name in names for word in parts(name)}):
        return True
    others = (each for each in file.project.files.values() if each is not file and each.kind == "compose")
    return any(
        _is_same(one, each, posixpath.dirname(file.path) == posixpath.dirname(other.path))
        for other in others if is_production(other)
        for each in services_of(other)
        for one in mounting
    )  # fmt: skip


def _is_same(one: Service, other: Service, together: bool) -> bool:
    """Whether a service of another Compose file is the same one, with the image's own code and for production."""
    if other.mounts or other.developing:
        return False
    built = one.folder is not None and (one.folder, one.image) == (other.folder, other.image)
    return built or (together and one.name == other.name)
