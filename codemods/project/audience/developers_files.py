"""Files that a Compose file for developers gives its containers, while nothing else names them: settings, `.env`."""

from __future__ import annotations

import posixpath
import re

from codemods.project.audience.compose_use import given_files, is_for_developers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, Use, parts, use_of_path
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What an image gets with a whole folder, as scripts, says nothing by not being named.
_KINDS = frozenset(("dotenv", "ini", "yaml", "toml", "plain"))


def is_given_to_developers(file: SourceFile) -> bool:
    """Whether only Compose files for developers or tests mount a file of settings, or read it as one of variables."""
    name = posixpath.basename(file.path).removesuffix(".py")
    settings = file.kind in _KINDS or (file.kind == "python" and not SETTINGS.isdisjoint(parts(name)))
    return settings and file.path in _given(file.project)


@once
def _given(project: Project) -> frozenset[str]:
    developers: set[str] = set()
    others: set[str] = set()
    for each in project.files.values():
        if each.kind == "compose":
            (developers if _is_developers(each) else others).update(given_files(each))
    return frozenset(each for each in developers - others if each in project.files and not _is_named(project, each))


def _is_developers(file: SourceFile) -> bool:
    if use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION:
        return True
    try:
        return is_for_developers(file)
    except Unreadable:
        return False


def _is_named(project: Project, path: str) -> bool:
    """Whether anything else names the file, by its way from there or with its folder."""
    whole = "/".join(path.split("/")[-2:])
    return any(
        each.kind != "compose" and each.path != path and _names(each, {whole, posixpath.relpath(path, folder or ".")})
        for each in project.files.values()
        if (folder := posixpath.dirname(each.path)) == "" or path.startswith(f"{folder}/")
    )


def _names(file: SourceFile, ways: set[str]) -> bool:
    spelled = b"|".join(re.escape(each.encode()) for each in sorted(ways))
    return re.search(rb"(?<![\w./-])(?:\./)?(?:%s)(?![\w.-])" % spelled, file.spelled) is not None
