"""Whether a Compose file is a test's, though nothing in its name says so: its own services run tests, and none serves.

A database that such a file starts holds what the tests put there, and its password opens nothing.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.libraries import workers
from codemods.libraries.programs import BESIDE, NO_PROCESSES, TESTS
from codemods.project.audience.compose_use import Service, services_of, started_by
from codemods.project.audience.deployed_elsewhere import SERVES
from codemods.project.audience.test_settings import says_tests
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.unreadable import Unreadable

_BETWEEN = re.compile(r"\n|;|&&|\|\||(?<!>)&|\|")
_SHELL = re.compile(r"^(?:\S*/)?(?:ba|da|a)?sh\s+(?:-\w*\s+)*-\w*c\w*(?:\s+|$)")
_WORKS = re.compile(rf"(?:^|[\s/])(?:{'|'.join(map(re.escape, workers.COMMANDS))})(?!\S)")
_INSTALLS = re.compile(
    r"^(?:python[\d.]*\s+-m\s+)?(?:pip[\d.]*|apt(?:-get)?|apk|poetry|pipenv|uv)\s+(?:pip\s+)?(?:install|sync|add)\b"
)
# What makes ready, or tells what came out of it, and ends.
_ENDING = NO_PROCESSES | {
    "cd", "cp", "mv", "rm", "cat", "ls", "mkdir", "chmod", "chown", "sleep", "coverage", "codecov", "coveralls",
    "dockerize", "alembic", "sed", "date", "pwd", "tee",
}  # fmt: skip
_MIGRATES = re.compile(
    r"^(?:flask\s+(?:\S+\s+)*db|(?:python[\d.]*\s+)?(?:\./)?manage\.py\s+(?:db|migrate|collectstatic))\b"
)
_SETTINGS = re.compile(r"^(?P<module>\w+(?:\.\w+)*)[.:](?P<name>[A-Za-z]\w*)$")


def runs_only_tests(file: SourceFile) -> bool:
    """Whether each service of a Compose file that is no database or the like runs tests, or ends before they begin."""
    if file.kind != "compose":
        return False
    own = [each for each in services_of(file) if not _is_beside(each)]
    commands = [(each, list(_parted(each.command or started_by(each.image)))) for each in own]
    return any(_tests(file.project, each, said) for each, said in commands) and all(_ends(said) for _, said in commands)


def _is_beside(service: Service) -> bool:
    """Whether it runs a finished image that is called after a database or the like, wherever it is kept."""
    name = service.taken.rpartition("/")[2].partition(":")[0]
    return service.folder is None and not BESIDE.isdisjoint(parts(name))


def _parted(command: str) -> Iterator[str]:
    """The commands of a command line, each without quotes and without the shell that it is given to."""
    for each in _BETWEEN.split(_SHELL.sub("", command.replace('"', "").replace("'", "").strip())):
        if said := each.strip():
            yield said


def _tests(project: Project, service: Service, commands: list[str]) -> bool:
    return any(map(_is_test, commands)) or any(_is_test_class(project, value) for _, value in service.variables)


def _is_test(command: str) -> bool:
    return TESTS.search(command) is not None and _INSTALLS.match(command) is None


def _ends(commands: list[str]) -> bool:
    """Whether nothing serves before the tests, and what follows them, or all without any, is known to end."""
    last = max((number for number, each in enumerate(commands) if _is_test(each)), default=-1)
    before = commands[:last] if last > 0 else []
    return (
        bool(commands)
        and not any(SERVES.search(each) or _WORKS.search(each) for each in before)
        and all(is_ending(each) for each in commands[last + 1 :])
    )


def is_ending(command: str) -> bool:
    """Whether a command makes ready, tries or tells something, and ends by itself: no server, and no worker."""
    return (
        _is_test(command)
        or posixpath.basename(command.split()[0]) in _ENDING
        or _INSTALLS.match(command) is not None
        or _MIGRATES.match(command) is not None
    )


def _is_test_class(project: Project, value: str) -> bool:
    """Whether a variable's value names a class of settings that says itself that tests run with it."""
    named = _SETTINGS.match(value)
    if named is None:
        return False
    path = named["module"].replace(".", "/") + ".py"
    return any(_says_tests(each, named["name"]) for each in project.python() if f"/{each.path}".endswith(f"/{path}"))


def _says_tests(file: SourceFile, name: str) -> bool:
    try:
        return any(each.name == name and says_tests(each.body) for each in file.nodes(ast.ClassDef))
    except Unreadable:
        return False
