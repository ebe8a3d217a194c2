"""From a PATH as a person types it to a project: the one way in for the command line and for the labs."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codemods.analysis.project import Project
from codemods.engine.discover import discover
from codemods.finding import Problem


class BadPath(Exception):
    """A PATH that is not there or can't be read."""


class BadConfig(Exception):
    """A [tool.operable] table that can't be understood."""


@dataclass(frozen=True, slots=True)
class Options:
    """[tool.operable] of a project's pyproject.toml."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_path_ignore: dict[str, tuple[str, ...]] = field(default_factory=dict)


def load(path: Path, exclude: Iterable[str] = ()) -> tuple[Project, list[Problem]]:
    """The project at a folder, or of a single file. Raises BadPath."""
    if not path.exists():
        raise BadPath(f"{path}: no such file or folder")
    root = path if path.is_dir() else path.parent
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise BadPath(f"{path}: cannot be read: permission denied")
    only = None if path.is_dir() else frozenset([path.name])
    contents, problems = discover(root, tuple(exclude), only)
    return Project(root, contents), problems


def options(path: Path) -> Options:
    """The nearest pyproject.toml's [tool.operable], at the path or above it. Raises BadConfig."""
    start = path.resolve()
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _options(file)
        if (folder / ".git").exists():
            break
    return Options()


def _options(file: Path) -> Options:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("operable", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadConfig(f"{file}: {error}") from None
    known = {"select", "ignore", "exclude", "per-path-ignore"}
    if unknown := sorted(set(table) - known):
        raise BadConfig(f"{file}: [tool.operable] has no setting {unknown[0]!r}: it knows {', '.join(sorted(known))}")
    per_path = table.get("per-path-ignore", {})
    if not isinstance(per_path, dict):
        raise BadConfig(f"{file}: per-path-ignore is a table of patterns, each with a list of rules")
    return Options(
        select=_strings(file, table, "select"),
        ignore=_strings(file, table, "ignore"),
        exclude=_strings(file, table, "exclude"),
        per_path_ignore={pattern: _strings(file, per_path, pattern) for pattern in per_path},
    )


def _strings(file: Path, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str | int) for each in value):
        raise BadConfig(f"{file}: {key} is a list of strings")
    return tuple(str(each) for each in value)
