"""Folders of what is kept and not used any more: `archive/`, `old/`, `legacy/`, unless something comes to them."""

from __future__ import annotations

import posixpath
import re

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once

_ASIDE = frozenset(("archive", "archived", "archives", "old", "deprecated", "obsolete", "attic", "unused", "retired"))
# What is called so may run as well: a service that makes backups, the one that was there before.
_PERHAPS = frozenset(("backup", "backups", "legacy"))
_DEFINITIONS = frozenset(("dockerfile", "compose", "procfile", "unit"))


def is_put_aside(file: SourceFile) -> bool:
    """Whether a file lies in such a folder, which nothing outside of it names, and which has no start of its own."""
    folder = posixpath.dirname(file.path)
    while folder:
        if parts(posixpath.basename(folder)) and _is_left(file.project, folder):
            return True
        folder = posixpath.dirname(folder)
    return False


@once
def _is_left(project: Project, folder: str) -> bool:
    name = posixpath.basename(folder)
    words = set(parts(name))
    if len(words) != 1 or words.isdisjoint(_ASIDE | _PERHAPS):
        return False
    below = f"{folder}/"
    if any(each.kind in _DEFINITIONS for path, each in project.files.items() if path.startswith(below)):
        return False
    said = re.escape(name.encode())
    named = re.compile(rb"(?<![\w-])%s(?=[/.\\\"'])|\b(?:from|import)[ \t][^\n]*\b%s\b" % (said, said))
    return not any(named.search(each.spelled) for path, each in project.files.items() if not path.startswith(below))
