"""Compose services that run a folder's code and lack a setting that the code reads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from codemods.formats import dockerfile, parse
from codemods.formats.definitions import given
from codemods.model.import_graph import imports_dynamically, known_by
from codemods.project.composed import composed
from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_OTHERS = re.compile(
    r"(?:[\w./:-]*/)?(node|nginx|httpd|caddy|traefik|golang|openjdk|eclipse-temurin|ruby|php|postgres|mysql|redis)\b"
)


def ungiven(
    project: Project, root: str, names: Iterable[str], readers: Mapping[str, Collection[str]] | None = None
) -> Iterator[tuple[str, str, list[str]]]:
    """The Compose file, the service and the names that it is not given, for each service built from the folder `root`.

    A service that takes the folder's `.env` lacks nothing: it holds all that left the code. `readers`: the paths of the
    files that read each name; what a service's own program does not import, it has no use for.
    """
    for path, file in sorted(project.files.items()):
        if file.kind != "compose":
            continue
        folder = posixpath.dirname(path)
        for service, description in composed(file).items():
            image = _image(folder, description)
            if image is None or built_from(project, folder, description) != root:
                continue
            if _takes_env_file(folder, root, description):
                continue
            has = given(description, project.root / folder).names | _set_by(project, image)
            missing = sorted(_of_use(project, root, description, {*names} - has, readers or {}))
            if missing and _runs_python(project, image):
                yield path, service, missing


def _of_use(
    project: Project, root: str, service: dict[str, Any], names: set[str], readers: Mapping[str, Collection[str]]
) -> set[str]:
    """The names that the program reads which the service's own command starts; all, where that is not known."""
    program = _program(project, root, service)
    if program is None or any(_loads_unnamed(project.files[each]) for each in known_by([program])):
        return names
    own = known_by([program])
    return {each for each in names if not (paths := readers.get(each)) or not own.isdisjoint(paths)}


def _loads_unnamed(file: SourceFile) -> bool:
    """Whether a file has modules imported that it does not name as such: Django's settings are told by a variable."""
    return imports_dynamically(file) or b"DJANGO_SETTINGS_MODULE" in file.spelled


def _program(project: Project, root: str, service: dict[str, Any]) -> SourceFile | None:
    """The one Python file of the folder that a service's command names: a script, a module, an application."""
    given = [service.get(each) or "" for each in ("entrypoint", "command")]
    words = " ".join(each if isinstance(each, str) else " ".join(map(str, each)) for each in given).split()
    found = set()
    for before, word in zip(("", *words), words, strict=False):
        path = word if word.endswith(".py") else ""
        if not path and (":" in word or before in ("-m", "-A", "--app", "--module")):
            path = word.partition(":")[0].replace(".", "/")
        for end in ("", ".py", "/__init__.py") if path else ():
            held = project.files.get(posixpath.normpath(posixpath.join(root, f"{path}{end}")))
            if held is not None and held.kind == "python":
                found.add(held)
    return found.pop() if len(found) == 1 else None


def lacking(project: Project, root: str, name: str) -> str:
    """The service of a Compose file that runs the folder's code and would not get the variable; '' where none is known.

    The folder's `.env`, where git holds it, gives what stands in it and no more.
    """
    for path, service, _ in ungiven(project, root, (name,)):
        return f"{service} ({path})"
    env = project.files.get(posixpath.join(root, ".env"))
    if env is None or git_verdict(project, env.path):
        return ""
    for path, service, description in _takers(project, root):
        if name not in given(description, project.root / posixpath.dirname(path)).names | _names(env):
            return f"{service} ({path})"
    return ""


def _names(env: SourceFile) -> set[str]:
    try:
        return {each.name for each in parse(env).entries}
    except Unreadable:
        return set()


def built_from(project: Project, folder: str, service: dict[str, Any]) -> str | None:
    """The folder of the code that a service's image is built from; None where it is not built, or from elsewhere."""
    image = _image(folder, service)
    if image is None:
        return None
    root = project.service_root(image)
    # A folder of Dockerfiles has no code: that is what the build is given.
    return root if root in project.services else project.service_root(posixpath.join(_context(folder, service), "x"))


def _image(folder: str, service: dict[str, Any]) -> str | None:
    """The Dockerfile of a service's image; None where it is not built, or from elsewhere."""
    build = service.get("build")
    name = build.get("dockerfile", "") if isinstance(build, dict) else ""
    context = build.get("context", ".") if isinstance(build, dict) else build
    if not isinstance(context, str) or "$" in context or "://" in context:
        return None
    image = posixpath.normpath(posixpath.join(_context(folder, service), str(name) or "Dockerfile"))
    return None if image.startswith(("../", "/")) else image


def _context(folder: str, service: dict[str, Any]) -> str:
    """The folder that a service's build is given."""
    build = service.get("build")
    context = build.get("context", ".") if isinstance(build, dict) else build
    inside = posixpath.normpath(posixpath.join(folder, str(context)))
    return "" if inside == "." else inside


def _set_by(project: Project, image: str) -> set[str]:
    """The variables that the image holds itself."""
    document = _dockerfile(project, image)
    return set(document.environment()) if document else set()


def _runs_python(project: Project, image: str) -> bool:
    """Whether the image may run the service's code: one of Node beside it has no use for the secret."""
    document = _dockerfile(project, image)
    if document is None or not document.stages:
        return True
    stage = document.stages[-1]
    while stage.parent is not None:
        stage = document.stages[stage.parent]
    return not _OTHERS.match(stage.image)


def _dockerfile(project: Project, image: str) -> dockerfile.Document | None:
    file = project.files.get(image)
    try:
        return parse(file) if file is not None and file.kind == "dockerfile" else None
    except Unreadable:
        return None


def env_file_takers(project: Project, root: str) -> Iterator[str]:
    """The services of Compose files that take the folder's `.env`: `env_file of web (compose.yaml)`."""
    return (f"env_file of {service} ({path})" for path, service, _ in _takers(project, root))


def _takers(project: Project, root: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Compose file, name and description of each service that takes the folder's `.env`."""
    for path, file in sorted(project.files.items()):
        if file.kind == "compose" and b"env_file" in file.spelled and not project.is_test(path):
            for service, description in composed(file).items():
                if _takes_env_file(posixpath.dirname(path), root, description):
                    yield path, service, description


def _takes_env_file(folder: str, root: str, service: dict[str, Any]) -> bool:
    files = service.get("env_file") or []
    paths = [
        each.get("path") if isinstance(each, dict) else each for each in (files if isinstance(files, list) else [files])
    ]
    return posixpath.join(root, ".env") in {posixpath.normpath(posixpath.join(folder, str(each))) for each in paths}
