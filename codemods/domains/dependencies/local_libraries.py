"""Libraries that a service imports and its repository lacks: where their source can be reached, and what it holds."""

from __future__ import annotations

import ast
import posixpath
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.library_files import sources, state
from codemods.formats import requirements
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.checked import Sought
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_MAX_FILES = 60
_MAX_BYTES = 500_000
_VERSION = re.compile(r"[0-9]+(\.[0-9A-Za-z]+)*$")


@dataclass(frozen=True, slots=True)
class Library:
    """A library's source: `files` maps paths from its own folder (`__init__.py`) to texts."""

    name: str
    version: str
    description: str
    files: tuple[tuple[str, str], ...]

    def metadata(self) -> str:
        """The pyproject.toml that lies in the library's folder."""
        described = self.description.replace("\\", "\\\\").replace('"', '\\"')
        return (
            '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n'
            f'[project]\nname = "{self.name}"\nversion = "{self.version}"\ndescription = "{described}"\n\n'
            f'[tool.hatch.build.targets.wheel]\ninclude = ["*.py"]\nsources = {{ "" = "{self.name}" }}\n'
        )


def library(project: Project, name: str, folders: Iterable[Path]) -> Library | None:
    """The library of that name in the first of the folders that has it.

    None where none has it, or where it is more than Python source that needs nothing but the standard library.
    """
    for folder in folders:
        found = _sought(project, folder, name)
        if found is not None:
            return _read(name, found)
    return None


def missing(file: SourceFile, folders: Iterable[Path] = ()) -> Iterator[tuple[ast.stmt, str]]:
    """The file's top-level imports of modules that neither the project nor Python has, each with the module's name.

    Where folders are given, only those of modules that lie in one of them; else those that no requirement names.
    """
    places = tuple(folders)
    known = _required(file.project)
    for statement in file.tree.body:
        for name in _tops(statement):
            if name in sys.stdlib_module_names or file.project.module(name, file.path) is not None:
                continue
            is_there = any(_sought(file.project, each, name) for each in places)
            if is_there or (not places and requirements.normalised(name) not in known):
                yield statement, name


def _tops(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (each.name.partition(".")[0] for each in statement.names)
    elif isinstance(statement, ast.ImportFrom) and not statement.level:
        yield (statement.module or "").partition(".")[0]


@once
def _required(project: Project) -> frozenset[str]:
    """The distributions that the project's requirements files and Dockerfiles name."""
    read = [manifests.document(each) for each in project.files.values() if each.kind == "requirements"]
    names = {line.name for each in read if each for line in each.requirements}
    for _, image in manifests.images(project):
        names |= {line.name for _, each in manifests.image_installs(image) for line, _ in each.named}
    return frozenset(names)


def _sought(project: Project, folder: Path, name: str) -> dict[str, Path] | None:
    """The files of a module or package in a folder; that it was looked for, and how it was then, is noted."""
    where = str(folder.absolute())
    if (where, name) not in project.sought:
        project.sought[where, name] = Sought(where, name, state(where, name))
    return sources(folder, name)


def _read(name: str, sources: dict[str, Path]) -> Library | None:
    if len(sources) > _MAX_FILES or not name.isidentifier():
        return None
    texts: dict[str, str] = {}
    for path, source in sources.items():
        try:
            if not path.endswith(".py") or source.stat().st_size > _MAX_BYTES:
                return None
            texts[path] = source.read_bytes().decode()
            tree = ast.parse(texts[path])
        except (OSError, ValueError, SyntaxError, RecursionError):
            return None
        outside = {top for node in ast.walk(tree) if isinstance(node, ast.stmt) for top in _tops(node)}
        if outside - sys.stdlib_module_names - {name, ""}:
            return None
    module = ast.parse(texts["__init__.py"])
    doc = (ast.get_docstring(module) or f"{name}, bundled").strip().splitlines()[0]
    return Library(name, _version(module), doc, tuple(texts.items()))


def _version(module: ast.Module) -> str:
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__version__")], value=ast.Constant(value=str(version))):
                return version if _VERSION.match(version) else "0"
    return "0"


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Those of some Python files that parse, tests left out."""
    for file in files:
        if not file.project.is_test(file.path):
            try:
                file.tree  # noqa: B018
            except Unreadable:
                continue
            yield file


def bundled(base: str, found: Library) -> dict[str, str]:
    """The files, by path, that put a library into the service whose modules are imported from `base`."""
    folder = posixpath.join(base, found.name)
    return {posixpath.join(folder, path): text for path, text in found.files} | {
        posixpath.join(folder, "pyproject.toml"): found.metadata()
    }
