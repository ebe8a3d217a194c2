"""Whether a Compose file starts only what tests talk to: databases and the like, with nothing of the project in it.

What says that it is the tests' are literals of theirs with the same account, or that it lies in a library, beside its
tests, and nothing starts that; of a file that others extend, that all of them are such.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from codemods.formats import userinfo
from codemods.libraries.programs import BESIDE
from codemods.project.audience.compose_use import Service, services_of
from codemods.project.audience.started import is_library, is_published_library
from codemods.project.composed import composed
from codemods.project.extended import extended, takers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path
from codemods.vocabulary.kept import once

_PASSWORD = re.compile(r"(?:^|_)(?:PASS(?:WORD|WD)?|PWD)$", re.IGNORECASE)
_ALLOWS_NONE = re.compile(r"ALLOW_EMPTY|RANDOM", re.IGNORECASE)
_DATABASE = re.compile(r"(?:^|_)(?:DB|DATABASE)(?:_NAME)?$", re.IGNORECASE)
_FROM = re.compile(rb"^FROM\s+(?:--\S+\s+)*(\S+)", re.MULTILINE | re.IGNORECASE)
# What the tests are run by, in files that are called after no test.
_RUNNERS = frozenset(("pytest.ini", "tox.ini"))
_TESTED = re.compile(rb"^\[[^\]\n]*\bpytest\b[^\]\n]*\]", re.MULTILINE)
# Which file Compose takes by itself: somebody may start it as it is.
_TAKEN = frozenset(("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"))
_STARTERS = frozenset(("shell", "procfile", "unit", "dockerfile", "plain"))
# What gives settings, or says which there are.
_SETTINGS = frozenset(("python", "dotenv", "ini", "toml", "yaml", "shell", "procfile", "unit", "plain", "compose"))


class _Account(NamedTuple):
    """The passwords that a service is given in so many words, and the databases that it makes."""

    passwords: tuple[str, ...]
    databases: tuple[str, ...]


def is_beside_tests(file: SourceFile) -> bool:
    """Whether a Compose file starts only what tests talk to."""
    return file.kind == "compose" and (_is_of_tests(file) or _is_taken_by_tests(file))


@once
def _is_of_tests(file: SourceFile) -> bool:
    described = composed(file)
    services = [each for each in services_of(file) if extended(file, described[each.name]) is None]
    if not described or not all(is_from_outside(file, described[each.name], each) for each in services):
        return False
    if not all(_is_outside_there(file, service) for service in described.values()):
        return False
    accounts = [each for each in map(_account, services) if each.passwords]
    if accounts and all(map(_stores, services)) and all(_is_the_tests(file, each) for each in accounts):
        return True
    folder = posixpath.dirname(file.path)
    return is_published_library(file.project) or (_has_tests(file.project, folder) and is_library(file.project, folder))


@once
def _is_taken_by_tests(file: SourceFile) -> bool:
    """Whether only Compose files of tests take it up, and nobody starts it by itself."""
    project, name = file.project, posixpath.basename(file.path)
    taking = takers(project, file.path)
    if not taking or name in _TAKEN or not all(_is_not_production(each) or _is_of_tests(each) for each in taking):
        return False
    described = composed(file)
    started = (each for each in project.files.values() if each.kind in _STARTERS and not project.is_test(each.path))
    return all(is_from_outside(file, described[each.name], each) for each in services_of(file)) and not any(
        name.encode() in each.data for each in started
    )


def _is_not_production(file: SourceFile) -> bool:
    return use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION


def is_from_outside(file: SourceFile, described: dict[str, Any], service: Service) -> bool:
    """Whether what a service runs is none of the project's code."""
    if service.mounts:
        return False
    if "build" not in described:
        return bool(service.taken) and not _is_own_image(file.project, service.taken)
    # Of an unknown folder, or of that of the file itself, anything may be in it.
    if not service.folder or service.folder == posixpath.dirname(file.path):
        return False
    return not any(
        each.path.startswith(f"{service.folder}/") for each in file.project.python() if not _is_not_production(each)
    )


def _is_outside_there(file: SourceFile, described: dict[str, Any]) -> bool:
    """Whether a service that one of another file is extended to runs none of the project's code either."""
    said = extended(file, described)
    if said is None:
        return True
    other = file.project.files.get(said[0])
    theirs = composed(other).get(said[1]) if other is not None else None
    if other is None or theirs is None:
        return False
    return any(each.name == said[1] and is_from_outside(other, theirs, each) for each in services_of(other))


def _is_own_image(project: Project, image: str) -> bool:
    """Whether an image is called after one of the tree's services."""
    name = re.sub(r"[:@].*", "", image.rpartition("/")[2])
    return "$" in image or name in {posixpath.basename(each) or project.root.name for each in project.services}


def _stores(service: Service) -> bool:
    """Whether a service is a database or the like, by its image, by what that is made from, or by its own name."""
    image = service.image
    base = b" ".join(_FROM.findall(image.spelled)).decode("utf-8", "replace") if image is not None else ""
    named = (service.taken.rpartition("/")[2], base, posixpath.basename(image.path) if image else "", service.name)
    return not BESIDE.isdisjoint(word for each in named for word in parts(each))


def _account(service: Service) -> _Account:
    literal = [(name, value) for name, value in service.variables if value and "$" not in value]
    passwords = [
        value for name, value in literal if _PASSWORD.search(name) and not _ALLOWS_NONE.search(name)
    ] + [each.password for _, value in literal for each in userinfo.userinfos(value)]  # fmt: skip
    return _Account(tuple(passwords), tuple(value for name, value in literal if _DATABASE.search(name)))


def accounts_of(service: Service) -> tuple[tuple[str, ...], frozenset[str]]:
    """The passwords that a service is given in so many words, and all else that its variables say."""
    passwords = _account(service).passwords
    return passwords, frozenset(value for name, value in service.variables if not _PASSWORD.search(name))


def is_taken_by_itself(file: SourceFile) -> bool:
    """Whether Compose takes a file where none is named."""
    return posixpath.basename(file.path) in _TAKEN


def _is_the_tests(file: SourceFile, account: _Account) -> bool:
    """Whether tests below a Compose file hold one of the passwords and the database, and no settings do."""
    below = list(_below(file.project, posixpath.dirname(file.path)))
    passwords = [_written(each) for each in account.passwords]
    databases = [re.compile(rb"(?<!\w)" + re.escape(each.encode()) + rb"(?!\w)") for each in account.databases]
    tests = [each for each in below if _is_of_test(each)]
    others = [each for each in below if each is not file and each.kind in _SETTINGS and not _is_of_test(each)]
    return any(
        any(each.search(test.data) for each in passwords)
        and (not databases or any(each.search(test.data) for each in databases))
        for test in tests
    ) and not any(each.search(other.data) for other in others for each in passwords)


def _written(password: str) -> re.Pattern[bytes]:
    return re.compile(rb"[\"':=]" + re.escape(password.encode()) + rb"(?:[\"'@]|\s|$)")


def _is_of_test(file: SourceFile) -> bool:
    found = use_of_path(file.path, file.project.told.test_folders)
    return found is Use.TEST or posixpath.basename(file.path) in _RUNNERS


def _below(project: Project, folder: str) -> Iterator[SourceFile]:
    return (each for path, each in project.files.items() if not folder or path.startswith(f"{folder}/"))


def _has_tests(project: Project, folder: str) -> bool:
    """Whether the folder's manifest says how tests are run, and there are some."""
    told = (project.files.get(posixpath.join(folder, each)) for each in ("pyproject.toml", "setup.cfg", *_RUNNERS))
    return any(each is not None and _TESTED.search(each.spelled) for each in told) and any(
        each.kind == "python" and _is_of_test(each) for each in _below(project, folder)
    )
