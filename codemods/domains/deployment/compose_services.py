"""Which Compose files stand for a Python service, in a tree that may hold services of every kind."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.deployment.official_images import OFFICIAL
from codemods.libraries.programs import EMULATORS
from codemods.project.composed import composed
from codemods.project.extended import takers
from codemods.project.guides import guides
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

# Which file Compose begins with where it is given none.
FIRST = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
# What a service's own code is started in, brought in by a volume.
_PROGRAMS = frozenset(("python", "pypy", "debian", "ubuntu", "alpine", "node", "php"))
# By what developers look into a database, a cache or a queue.
_CONSOLES = frozenset((
    "pgadmin4", "pgadmin", "adminer", "phpmyadmin", "mongo-express", "redis-commander", "redisinsight", "pgweb",
    "dbgate", "cloudbeaver", "sqlpad", "kafka-ui", "kafdrop", "elasticvue", "mailhog", "mailpit", "maildev",
))  # fmt: skip
_MADE_FROM = frozenset(("image", "build", "extends", "provider"))
# `DOCKER_COMPOSE_VERSION=1.14.0`, `docker-compose==1.8`, `…/compose/releases/download/1.17.1/…`.
_COMPOSE_RELEASE = re.compile(
    rb"(?i)(?:compose_version[\"']?\s*[=:]\s*[\"']?v?|\bdocker-compose==|\bcompose/releases/download/v?)"
    rb"1\.(?:\d|1[0-8])(?!\d)"
)
# `docker stack deploy -c shop.yml`, in scripts and in what people are told to type; with lines that go on.
_STACK = re.compile(rb"\bdocker\s+stack\s+(?:deploy|up)\b(?:[^\n\\]|\\\r?\n|\\.)*")
_COMPOSE = re.compile(rb"\bdocker[ -]compose\b(?:[^\n\\]|\\\r?\n|\\.)*")
_NAMES_FILE = re.compile(rb"(?<![\w-])(?:-f|--file)[ =]")
# What Swarm alone heeds of a service's `deploy`.
_OVERLAY = re.compile(rb"^[ \t]+driver:[ \t]*[\"']?overlay\b", re.MULTILINE)
_OF_SWARM = frozenset(("placement", "update_config", "rollback_config", "endpoint_mode"))


def runs_python(project: Project, path: str) -> bool:
    """Whether the Compose file at `path` belongs to Python code.

    Code belongs to the Compose file of the nearest folder above it; code with none above it may be anybody's. A Compose
    file below another one's folder, say in `deploy/`, speaks of the same code.
    """
    owners = _owners(project)
    return None in owners or any(folder in owners for folder in _folders(path))


def starts_servers_alone(file: SourceFile) -> bool:
    """Whether a Compose file starts nothing but images of Docker's library: servers beside code that people start."""
    services = composed(file).values()
    images = [str(each.get("image") or "").removeprefix("docker.io/library/").partition(":")[0] for each in services]
    others = any("build" in each or "extends" in each for each in services)
    return bool(images) and not others and OFFICIAL.issuperset(images) and _PROGRAMS.isdisjoint(images)


def starts_consoles_alone(file: SourceFile) -> bool:
    """Whether a Compose file starts nothing but consoles, which a developer starts when he wants to look: pgAdmin."""
    images = [str(each.get("image") or "") for each in composed(file).values()]
    names = [posixpath.basename(each).partition(":")[0].partition("@")[0] for each in images]
    return bool(names) and _CONSOLES.issuperset(names)


def emulates_a_cloud(file: SourceFile) -> bool:
    """Whether a Compose file starts something in a cloud's place, so that it is started where nothing is at stake."""
    return any(EMULATORS.search(str(each.get("image") or "")) for each in composed(file).values())


def is_added_to_another(file: SourceFile) -> bool:
    """Whether a Compose file is given behind one of another folder, whose `.env` Compose reads then: it says nothing of
    what one of its services is made from, nor does the first file of its folder.
    """
    folder = posixpath.dirname(file.path)
    first = (file.project.files.get(posixpath.join(folder, name)) for name in FIRST)
    made = {
        name
        for each in (file, *filter(None, first))
        for name, service in composed(each).items()
        if not _MADE_FROM.isdisjoint(service)
    }
    return bool(composed(file).keys() - made)


def is_taken_up_elsewhere(file: SourceFile) -> bool:
    """Whether a Compose file of another folder extends or includes this one: then that folder's `.env` counts."""
    folder = posixpath.dirname(file.path)
    return any(posixpath.dirname(each.path) != folder for each in takers(file.project, file.path))


@once
def is_stack(file: SourceFile) -> bool:
    """Whether Swarm starts what a Compose file describes: `docker stack deploy` reads no `.env`.

    A command says so, in a file or on a page, or what only Swarm heeds, where no command gives the file to Compose.
    """
    name = re.compile(rb"(?<![\w.-])%s(?![\w.-])" % re.escape(posixpath.basename(file.path).encode()))
    pages = [text.encode() for text in guides(file.project, (posixpath.dirname(file.path), ""))]
    others = file.project.files.values()
    stacked = [each for other in others for each in _stack_commands(other)]
    if any(map(name.search, itertools.chain(stacked, *map(_STACK.findall, pages)))):
        return True
    first = posixpath.basename(file.path) in FIRST
    composing = [each for other in others for each in _compose_commands(other)]
    return _is_for_swarm(file) and not any(
        name.search(each) or (first and not _NAMES_FILE.search(each))
        for each in itertools.chain(composing, *map(_COMPOSE.findall, pages))
    )


@fact
def _stack_commands(file: SourceFile) -> tuple[bytes, ...]:
    """None where the file names a `.env`, which it may load for the command, or where Compose fills the file in."""
    return tuple(_STACK.findall(file.data)) if b"stack" in file.data and b".env" not in file.data else ()


@fact
def _compose_commands(file: SourceFile) -> tuple[bytes, ...]:
    return tuple(_COMPOSE.findall(file.data)) if b"compose" in file.data else ()


def _is_for_swarm(file: SourceFile) -> bool:
    told = [each.get("deploy") for each in composed(file).values()]
    if any(isinstance(each, dict) and not _OF_SWARM.isdisjoint(each) for each in told):
        return True
    everywhere = any(isinstance(each, dict) and each.get("mode") == "global" for each in told)
    return everywhere or _OVERLAY.search(file.data) is not None


@once
def _owners(project: Project) -> set[str | None]:
    """The folders whose Compose file some Python code belongs to; None if some has no Compose file above it."""
    composed = {posixpath.dirname(path) for path, file in project.files.items() if file.kind == "compose"}
    return {next((each for each in _folders(file.path) if each in composed), None) for file in project.python()}


def has_old_compose(project: Project) -> bool:
    """Whether a file of the tree installs a release of Compose that cannot read `${NAME:?}`: one below 1.19."""
    return any(map(_installs_old_compose, project.files.values()))


@fact
def _installs_old_compose(file: SourceFile) -> bool:
    return b"ompose" in file.data.lower() and _COMPOSE_RELEASE.search(file.data) is not None


def _folders(path: str) -> Iterator[str]:
    """The file's folder, its parent, up to the root ('')."""
    while path:
        path = posixpath.dirname(path)
        yield path
