"""Whether a folder of a monorepo, or the whole tree, is a library: a manifest lies there, and nothing starts it."""

from __future__ import annotations

import posixpath
import re

from codemods.libraries import servers
from codemods.libraries.programs import WORKLOAD
from codemods.project.audience.test_packages import needed_by
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg")
_STARTERS = frozenset(("dockerfile", "procfile", "unit", "shell", "compose", "plain"))
_BUILD = re.compile(r"(?:^|[./])\w*(?:Dockerfile|Containerfile|Procfile)")
# How a manifest tells an index so, and what a definition starts that serves or works.
_CLASSIFIED = re.compile(rb"Topic :: Software Development :: Libraries\b")
_SERVES = re.compile(
    rf"(?<![\w-])(?:{servers.COMMANDS}|{servers.SERVING_MODULES}|runserver|flask\s+run)(?![\w-])".encode()
)
_PROGRAM = re.compile(rb"^if __name__ *== *[\"']__main__", re.MULTILINE)
_PATH = rb"[\"'](?:file:)?(?:\.{1,2}/)[\w./-]*%s/?[\"']|\b%s\b[\"']?\s*=\s*\{[^}\n]*\b(?:workspace|path)\s*="


@once
def is_library(project: Project, folder: str) -> bool:
    """Whether the folder's package is one that others import and nothing starts."""
    if not folder or project.folders.get(folder, set()).isdisjoint(_MANIFESTS):
        return False
    if _is_started_here(project, folder) or any(_starts(each, folder) for each in project.files.values()):
        return False
    return _is_needed(project, folder) or servers.INSTALLED.isdisjoint(needed_by(project, folder)[1])


@once
def is_imported_library(project: Project, folder: str) -> bool:
    """Whether it is a library that another package of the tree takes, and no module of it is a program."""
    return is_library(project, folder) and _is_needed(project, folder) and not any(
        _PROGRAM.search(each.spelled) for each in project.python()
        if each.path.startswith(f"{folder}/") and not project.is_test(each.path)
    )  # fmt: skip


@once
def is_published_library(project: Project) -> bool:
    """Whether the tree's own manifest is published as a library's, and no definition in it starts a server."""
    manifests = (project.files.get(each) for each in _MANIFESTS)
    return any(each is not None and _CLASSIFIED.search(each.spelled) for each in manifests) and not any(
        _SERVES.search(each.spelled) for path, each in project.files.items()
        if each.kind in _STARTERS and not project.is_test(path)
    )  # fmt: skip


def _is_started_here(project: Project, folder: str) -> bool:
    """Whether a definition in the package's own folder makes or starts something."""
    return any(_BUILD.match(name) for name in project.folders.get(folder, set())) or any(
        path.startswith(f"{folder}/") and each.kind in ("procfile", "unit") for path, each in project.files.items()
    )


def _starts(file: SourceFile, folder: str) -> bool:
    """Whether a definition outside of the folder names it: an image, a command, a workload."""
    if file.path.startswith(f"{folder}/") or file.project.is_test(file.path):
        return False
    started = file.kind in _STARTERS or (file.kind == "yaml" and WORKLOAD.search(file.spelled) is not None)
    return started and _word(file.project, folder).search(file.spelled) is not None


def _is_needed(project: Project, folder: str) -> bool:
    """Whether another manifest of the tree takes the package by its path, or as one of its workspace."""
    name = re.escape(posixpath.basename(folder).encode())
    pattern = re.compile(_PATH % (name, name.replace(b"_", b"[_-]")))
    return any(
        posixpath.basename(path) in _MANIFESTS and not path.startswith(f"{folder}/") and pattern.search(file.spelled)
        for path, file in project.files.items()
    )


@once
def _word(project: Project, folder: str) -> re.Pattern[bytes]:
    """What a folder's package is called by others: as the folder, as its manifest says, as its modules."""
    inside = (each.path.removeprefix(f"{folder}/").removeprefix("src/") for each in project.python()
              if each.path.startswith(f"{folder}/") and not project.is_test(each.path))  # fmt: skip
    modules = {each.partition("/")[0] for each in inside if each.endswith("/__init__.py")}
    names = {posixpath.basename(folder), needed_by(project, folder)[0], *modules} - {""}
    spelled = (re.sub(rb"[-_.]+", b"[-_.]+", re.escape(each.encode()).replace(rb"\-", b"-").replace(rb"\.", b"."))
               for each in sorted(names))  # fmt: skip
    return re.compile(rb"(?<![\w-])(?:" + b"|".join(spelled) + rb")(?![\w-])", re.IGNORECASE)
