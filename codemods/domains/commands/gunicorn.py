"""gunicorn's command line together with its settings file: what holds when it stops."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.domains.commands.commands import holds
from codemods.domains.runtime.command_lines import Launch, launches, option
from codemods.formats import parse
from codemods.libraries.server_options import (
    GUNICORN_ASGI,
    GUNICORN_NEIGHBOURS,
    GUNICORN_OPTIONS,
    GUNICORN_SETS,
    GUNICORN_THREADED,
)
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_NUMBER = re.compile(r"\d+(\.\d+)?$")
_OWN = re.compile(r"gunicorn[\w.-]*\.(?:py|conf)$|\w+[._-]gunicorn\.(?:py|conf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gunicorn:
    """The settings in force, as text; '' for one that is computed. `file`: where they stand beside the command line.

    `lost`: a settings file is named that the tree does not hold.
    """

    settings: dict[str, str]
    file: SourceFile | None
    lost: bool

    def number(self, name: str) -> float | None:
        """A setting as a number, None where it is none."""
        text = self.settings.get(name, "")
        return float(text) if _NUMBER.match(text) else None

    @property
    def sync(self) -> bool:
        """Whether its workers are of the sync class, the default, which resets what is queued at a stop."""
        threads = self.settings.get("threads", "1")
        return self.settings.get("worker_class", "sync") == "sync" and threads == "1"

    @property
    def leaves_threads(self) -> bool:
        """Whether the number of threads in a worker is left to a settings file: the sync class takes threads too."""
        return (
            "threads" not in self.settings
            and GUNICORN_THREADED.search(self.settings.get("worker_class", "sync")) is not None
        )

    @property
    def asgi(self) -> bool:
        """Whether its workers are of a class that serves ASGI or a framework's own applications."""
        return GUNICORN_ASGI.search(self.settings.get("worker_class", "")) is not None


def gunicorn(project: Project, folder: str, words: Sequence[str], images: Sequence[SourceFile] = ()) -> Gunicorn | None:
    """What a command that starts in the folder gives to gunicorn; None where it starts something else.

    A settings file that one of the images does not hold counts for nothing. Raises Unreadable.
    """
    flat = _without_shells([part for word in words for part in word.split()])
    start = next((at for at, each in enumerate(flat) if posixpath.basename(each) in ("gunicorn", "gunicorn3")), None)
    if start is None:
        return None
    flat = [_in_full(each) for each in flat[start:]]
    name = option(flat, "-c", "--config")
    path = name.removeprefix("file:")
    if path.startswith("python:"):
        path = path.removeprefix("python:").replace(".", "/") + ".py"
    file = _beside(project, folder, path or "gunicorn.conf.py")
    if file is not None and not all(_holds(each, file.path) for each in images):
        file = None
    found = _settings(file) if file is not None else {}
    found |= {setting: value for names, setting in GUNICORN_OPTIONS.items() if (value := option(flat, names))}
    return Gunicorn(found, file, bool(name) and file is None)


def _in_full(word: str) -> str:
    """An option as it is called, where the word is a beginning of it that no other option has."""
    name, equals, value = word.partition("=")
    if len(name) < len("--c") or name in GUNICORN_NEIGHBOURS:
        return word
    meant = [each for each in GUNICORN_NEIGHBOURS if each.startswith(name)]
    return f"{meant[0]}{equals}{value}" if len(meant) == 1 else word


def _without_shells(words: Sequence[str]) -> list[str]:
    """The words but for a shell's own `-c`, which names no settings file."""
    return [
        each for at, each in enumerate(words)
        if each != "-c" or not at or posixpath.basename(words[at - 1]) not in ("sh", "bash", "dash", "ash")
    ]  # fmt: skip


@once
def with_settings(project: Project) -> frozenset[str]:
    """The roots of the services that some command starts with a settings file of gunicorn's."""
    found = (gunicorn(project, each.folder, each.words) for each in launches(project))
    files = (each.file for each in found if each is not None and each.file is not None)
    return frozenset(project.service_root(each.path) for each in files)


def preloads(project: Project, root: str) -> bool:
    """Whether all that starts the service is gunicorn that loads the code once, for all its workers (--preload)."""
    told = [
        "--preload" in each.words or found.settings.get("preload_app") == "True"
        for each, found in _started(project)
        if project.service_root(each.path) == root
    ]
    return bool(told) and all(told)


@once
def shares_with_workers(project: Project, root: str) -> bool:
    """Whether the service preloads, and not for one worker alone: several get what was opened before."""
    return preloads(project, root) and any(
        found.settings.get("workers") != "1"
        for each, found in _started(project)
        if project.service_root(each.path) == root
    )


def _started(project: Project) -> list[tuple[Launch, Gunicorn]]:
    """The command lines that start gunicorn, each with what it gives to it."""
    found = ((each, gunicorn(project, each.folder, each.words)) for each in launches(project))
    return [(each, given) for each, given in found if given is not None]


def settings_elsewhere(project: Project, root: str, folder: str) -> SourceFile | None:
    """A settings file of the service that gunicorn, started in the folder, does not read by itself."""
    read = posixpath.join(folder, "gunicorn.conf.py")
    return next(
        (
            file for path, file in sorted(project.files.items())
            if path != read and _OWN.match(posixpath.basename(path)) and project.service_root(path) == root
            and GUNICORN_SETS.search(file.data) and not project.is_test(path)
        ),
        None,
    )  # fmt: skip


def _holds(image: SourceFile, path: str) -> bool:
    folder = posixpath.dirname(image.path)
    return path.startswith(f"{folder}/" if folder else "") and holds(parse(image), path[len(folder) :].lstrip("/"))


def _beside(project: Project, folder: str, path: str) -> SourceFile | None:
    """The settings file: in the folder, or in the image's place of that name, below whatever the code is copied to."""
    names = path.strip("/").split("/")
    for each in ("/".join(names[at:]) for at in range(len(names))) if path.startswith("/") else (path,):
        if found := project.files.get(posixpath.normpath(posixpath.join(folder, each))):
            return found
    return None


def _settings(file: SourceFile) -> dict[str, str]:
    """What the file's module level sets."""
    # What another module sets is computed as far as this file goes.
    found = {"graceful_timeout": ""} if b"globals()" in file.spelled or b"import *" in file.spelled else {}
    try:
        for node in file.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found[name] = str(value.value) if isinstance(value, ast.Constant) else ""
    except Unreadable:
        return {}
    return found
