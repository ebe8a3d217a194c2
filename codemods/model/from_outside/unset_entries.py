"""Entries of a configuration for the environment's name that nothing gives: a test for one never holds."""

from __future__ import annotations

import re

from codemods.libraries.settings import LOADERS
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# Flask itself, and what hands the variables of the environment on, may give any other entry.
_OF_COMMANDS = "FLASK_"
_FILLED = re.compile(
    rb"\b(?:%s)\b|\bos\.environ\s*[,)]|\*\*\s*os\.environ|\benviron\.(?:items|copy)\(|\bdotenv_values\b"
    % "|".join(sorted(LOADERS)).encode()
)


def is_never_set(file: SourceFile, entry: str) -> bool:
    """Whether no code gives a configuration the entry, which is called as a variable for Flask's own command."""
    return entry.startswith(_OF_COMMANDS) and not _is_set(file.project, entry)


@once
def _is_set(project: Project, entry: str) -> bool:
    name = re.escape(entry.encode())
    given = re.compile(
        rb"(?<![\w\"'])%s\s*(?::[^=\n]*)?=(?!=)|[\"']%s[\"']\s*(?::|\]\s*=(?!=)|,\s*os\.)" % (name, name)
    )
    if any(given.search(each.spelled) for each in project.words.holding(entry.encode(), whole=True)):
        return True
    return any(_FILLED.search(each.spelled) for each in project.python() if not project.is_test(each.path))
