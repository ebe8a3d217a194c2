"""Libraries that put the environment's variables over the settings of a service, whatever its code writes."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.libraries.settings import ENVIRONMENT_LOADERS, LOADED_ENTRY_POINTS, Loader
from codemods.model.import_graph import imports
from codemods.model.names import called
from codemods.model.overlays.module import whole_value, written_at
from codemods.model.parsable import readable
from codemods.model.targets import place_of, words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.kept import once

_BY_CALL = {each.call: each for each in ENVIRONMENT_LOADERS}
_PACKAGES = tuple(dict.fromkeys(each.partition(".")[0] for each in (*_BY_CALL, *LOADED_ENTRY_POINTS)))
_HOLDERS = frozenset(("config", "configs", "configuration", "conf", "settings", "defaults"))
_DISTRIBUTES = frozenset(("setup.py", "setup.cfg", "pyproject.toml"))


def given_by_library(file: SourceFile, node: ast.AST) -> str:
    """Where a library is told to let the environment replace the setting that the node gives, as path:line; '' for
    nowhere.

    Raises Unreadable.
    """
    place = place_of(file, whole_value(file, node))
    if place is None or place.kind not in ("constant", "attribute", "setting") or not place.name.isupper():
        return ""
    for other, call, loader in _loads(file.project):
        if _is_of_service(file, other.path) and _is_over(loader, other, call, file, node, place.kind):
            return written_at(other, call)
    return _entry_point(file) if place.kind == "constant" and file.function(node) is None else ""


def _is_of_service(file: SourceFile, path: str) -> bool:
    return file.project.service_root(path) in ("", file.project.service_root(file.path))


def _is_over(loader: Loader, other: SourceFile, call: ast.Call, file: SourceFile, node: ast.AST, kind: str) -> bool:
    """Whether what a call loads comes over the node's setting."""
    if loader.over == "module":
        return other is file and kind == "constant"
    if loader.over == "files":
        named = {each.value for each in ast.walk(call) if isinstance(each, ast.Constant)}
        return kind == "constant" and any(
            isinstance(each, str) and posixpath.basename(each) == posixpath.basename(file.path) for each in named
        )
    if kind == "setting":
        later = other is not file or other.function(call) is not file.function(node)
        return later or begin(call) > end(file.statement(node))
    return _holds_settings(file, node, kind) or any(each.file is file for each in imports(other))


def _holds_settings(file: SourceFile, node: ast.AST, kind: str) -> bool:
    owner = file.enclosing_class(node) if kind == "attribute" else None
    said = words(file.path.removesuffix(".py").rpartition("/")[2]) + words(owner.name if owner is not None else "")
    return not _HOLDERS.isdisjoint(said)


@once
def _loads(project: Project) -> tuple[tuple[SourceFile, ast.Call, Loader], ...]:
    """The calls of a project that load so, tests left out."""
    naming = dict.fromkeys(each for package in _PACKAGES for each in project.mentioning(package.encode()))
    return tuple(
        (file, call, loader)
        for file in readable(each for each in naming if not project.is_test(each.path))
        for call in file.nodes(ast.Call)
        if (loader := _BY_CALL.get(called(file, call)))
    )


def _entry_point(file: SourceFile) -> str:
    """Where a distribution names the module among those whose values a library loads as defaults."""
    own = f".{file.path.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
    found = (each for each in _entry_points(file.project) if _is_of_service(file, each[1].rpartition(":")[0]))
    return next((where for module, where in found if own.endswith(f".{module}")), "")


@once
def _entry_points(project: Project) -> tuple[tuple[str, str], ...]:
    """The modules that distributions name so, each with the place of its group as path:line."""
    return tuple(
        (module, f"{path}:{number}")
        for path, manifest in project.files.items() if posixpath.basename(path) in _DISTRIBUTES
        for number, module in _named(manifest.data.decode(errors="replace").splitlines())
    )  # fmt: skip


def _named(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The modules of the entries `name = module` below a group's line, with or without quotes."""
    for number, line in enumerate(lines, 1):
        if any(each in line for each in LOADED_ENTRY_POINTS):
            for entry in lines[number:]:
                name, given, module = entry.partition("=")
                if not given or name.strip().startswith("["):
                    break
                yield number, module.strip(" \t,\"'[]()")
