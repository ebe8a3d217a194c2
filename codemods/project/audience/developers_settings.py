"""Modules of settings for developers, whose names say it in more words than one: `docker_dev`, `devstack`."""

from __future__ import annotations

import posixpath
import re

from codemods.project.project import Project
from codemods.project.test_code import DEVELOPS, Use, parts, use_of_path

_SETTINGS = frozenset(("settings", "setting", "config", "configs", "conf"))
_DEVELOPS = DEVELOPS | {"developer", "devstack", "devserver", "devenv", "vagrant"}
_PRODUCES = frozenset(("prod", "production", "prd", "live", "staging", "stage", "deploy"))
_DEBUGS = re.compile(rb"^DEBUG[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*True\b", re.MULTILINE)
# What one of several modules of settings begins with: all that they have in common.
_EXTENDS = re.compile(rb"^from[ \t]+\S+[ \t]+import[ \t]+\*", re.MULTILINE)
_NAMING = frozenset(("dockerfile", "compose", "procfile", "shell", "ini", "unit", "yaml", "plain", "dotenv"))


def is_developers_settings(project: Project, path: str) -> bool:
    """Whether a module switches the debug mode on, says by its name that it is for developers, and stands in a package
    of settings beside another one for production, while nothing of production names it.
    """
    folder, name = posixpath.split(path)
    said = set(parts(name.removesuffix(".py")))
    if _DEVELOPS.isdisjoint(said) or not _PRODUCES.isdisjoint(said):
        return False
    if _SETTINGS.isdisjoint(parts(posixpath.basename(folder))) or not _extends(project, path):
        return False
    if _DEBUGS.search(project.files[path].spelled) is None:
        return False
    others = (posixpath.join(folder, each) for each in project.folders[folder] if each != name)
    return any(_is_for_production(project, each) for each in others) and not _is_named(project, path)


def _extends(project: Project, path: str) -> bool:
    """Whether a module begins with what several of settings have in common."""
    return path in project.files and _EXTENDS.search(project.files[path].spelled) is not None


def _is_for_production(project: Project, path: str) -> bool:
    return (
        path.endswith(".py")
        and _extends(project, path)
        and use_of_path(path, project.told.test_folders) is Use.PRODUCTION
        and _DEVELOPS.isdisjoint(parts(posixpath.basename(path)))
        and _DEBUGS.search(project.files[path].spelled) is None
    )


def _is_named(project: Project, path: str) -> bool:
    """Whether an image, a platform or a start that is not for developers names the module."""
    module = ".".join(path.removesuffix(".py").split("/")[-2:]).encode()
    return any(
        each.kind in _NAMING
        and module in each.spelled
        and use_of_path(each.path, project.told.test_folders) is Use.PRODUCTION
        for each in project.files.values()
    )
