"""Modules left behind: what they always import is neither in the tree nor in a manifest, and nothing comes to them."""

from __future__ import annotations

import ast
import posixpath
import re
import sys
from collections.abc import Iterator

from codemods.domains.commands.by_hand import is_reached
from codemods.domains.commands.nowhere.unimported import is_named
from codemods.domains.dependencies.distributions import is_known
from codemods.domains.dependencies.undeclared import is_nowhere, is_own
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import knowing
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, parts
from codemods.vocabulary.kept import once

# What git does not hold, or a build makes.
_MADE = SETTINGS | {"local", "secret", "secrets", "version", "pb2", "grpc", "generated", "build", "keys"}


@once
def cannot_start(file: SourceFile) -> bool:
    """Whether a script or module that no process has, nothing names and only its like import would fail at its imports.

    Raises Unreadable.
    """
    if file.kind != "python" or not any(_is_gone(file, each) for each in _imported(file)):
        return False
    left = knowing(file)
    return not any(is_reached(each) or is_named(each, left) for each in map(file.project.files.__getitem__, left))


def _imported(file: SourceFile) -> Iterator[str]:
    """The dotted names of what the module imports whenever it runs."""
    for each in file.tree.body:
        match each:
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module


def _is_gone(file: SourceFile, dotted: str) -> bool:
    """Whether nothing has a module: Python, the tree wherever it is put, or what the manifests bring."""
    project = file.project
    top, _, inner = dotted.partition(".")
    if top in sys.stdlib_module_names or not is_nowhere(project, project.service_root(file.path), top):
        return False
    if not is_own(project, top, file.path):
        return _is_script(file) and not _is_forgotten(file, top)
    if not inner or not _MADE.isdisjoint(parts(dotted)) or project.module(dotted, file.path) is not None:
        return False
    package, last = dotted.split(".")[-2:]
    names, folders = _names(project)
    return last not in names | folders or (package not in folders and not _is_put(project, package))


def _is_script(file: SourceFile) -> bool:
    loops = any(isinstance(each, ast.While | ast.For) for each in file.tree.body)
    return loops or main_guard(file) is not None or file.data.startswith(b"#!")


def _is_forgotten(file: SourceFile, library: str) -> bool:
    """Whether a manifest may only have forgotten a library: many have it, or a process imports it too."""
    said = re.compile(rb"^[ \t]*(?:from|import)[ \t]+%s\b" % re.escape(library.encode()), re.MULTILINE)
    return is_known(library) or any(
        is_reached(each) for each in file.project.mentioning(library.encode()) if said.search(each.spelled)
    )


@once
def _names(project: Project) -> tuple[frozenset[str], frozenset[str]]:
    """What the modules of a project are called, and the folders around all of its files."""
    names = frozenset(posixpath.basename(each.path).removesuffix(".py") for each in project.python())
    return names, frozenset(part for each in project.files for part in posixpath.dirname(each).split("/"))


def _is_put(project: Project, folder: str) -> bool:
    """Whether an image or a Compose file may put code into a folder of that name."""
    said = re.compile(rb"/%s\b" % re.escape(folder.encode()))
    return any(
        each.kind in ("dockerfile", "compose", "shell") and said.search(each.data) for each in project.files.values()
    )
