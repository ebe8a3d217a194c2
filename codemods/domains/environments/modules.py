"""Modules of settings that take another's names and change them for one environment: `settings/production.py`."""

from __future__ import annotations

import ast
import posixpath

from codemods.domains.environments.classes import words
from codemods.domains.environments.names import is_development, is_environment, is_testing
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_SETTINGS = frozenset(("settings", "setting", "config", "configs", "configuration", "conf"))


def environment_modules(file: SourceFile) -> list[SourceFile]:
    """The modules beside the file that hold one environment's settings each, those of developers last.

    None where only developers have one.
    """
    return _in_folder(file.project, posixpath.dirname(file.path))


@once
def _in_folder(project: Project, folder: str) -> list[SourceFile]:
    beside = [each for each in project.python() if posixpath.dirname(each.path) == folder]
    found = sorted(
        filter(_builds_on_another, beside), key=lambda one: (any(map(is_development, _named(one))), one.path)
    )
    named = [word for each in beside for word in _named(each)]
    deployed = any(is_environment(each) and not is_development(each) for each in named)
    return found if deployed else []


def _named(file: SourceFile) -> list[str]:
    """The words of a module's name, where it is one of settings."""
    folder, name = posixpath.split(file.path.removesuffix(".py"))
    found = words(name)
    around = _SETTINGS.intersection((posixpath.basename(folder), *found))
    return found if around and not any(map(is_testing, found)) else []


def _builds_on_another(file: SourceFile) -> bool:
    if not any(map(is_environment, _named(file))) or b"import" not in file.spelled:
        return False
    try:
        starred = [each for each in file.nodes(ast.ImportFrom) if each.names[0].name == "*"]
    except Unreadable:
        return False
    names = (file.project.absolute_name(file.path, each.level, each.module) for each in starred)
    return any(file.project.module(each, file.path) is not None for each in names)
