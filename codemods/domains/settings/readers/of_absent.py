"""Entries for a library that the service does not have, and values that such entries alone are made of."""

from __future__ import annotations

import ast
import re

from codemods.libraries.settings import ENTRIES_OF
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_MANIFEST = re.compile(
    r"(^|/)([\w.-]*requirements[\w.-]*\.(txt|in)|pyproject\.toml|setup\.(py|cfg)|Pipfile|[\w-]+\.lock)$"
)
_TALKS = re.compile(r"\.(md|rst|adoc)$")


def is_for_absent_library(file: SourceFile, line: int) -> bool:
    """Whether a line gives a name of the module that only a library would read which nothing installs or imports.

    Raises Unreadable.
    """
    statement = next((each for each in file.tree.body if each.lineno <= line <= (each.end_lineno or 0)), None)
    return statement is not None and _is_for_absent(file, statement, frozenset())


def _is_for_absent(file: SourceFile, statement: ast.stmt, asked: frozenset[ast.stmt]) -> bool:
    """`asked`: the statements that give a name which this one's value is a part of."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and statement not in asked:
            words = file.project.words.holding(name.encode(), whole=True)
            if any(each is not file for each in words):
                return False
            if any(keys.match(name) and _is_absent(file.project, library) for library, keys in ENTRIES_OF.items()):
                return True
            uses = [each for each in file.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load)]
            said = any(isinstance(each.value, str) and name in each.value for each in file.nodes(ast.Constant))
            return (
                bool(uses)
                and not said
                and all(_is_for_absent(file, file.statement(each), asked | {statement}) for each in uses)
            )
    return False


@once
def _is_absent(project: Project, library: str) -> bool:
    """Whether the service has manifests, and nothing but manuals and names in its own code speaks of a library."""
    word, name = re.compile(library.encode(), re.IGNORECASE), library.encode()
    imported = re.compile(rb"^[ \t]*(?:from|import)[ \t]+\w*%s" % name, re.MULTILINE | re.IGNORECASE)
    if not any(_MANIFEST.search(path) for path in project.files):
        return False
    return not any(
        (imported if each.kind == "python" and not path.endswith("setup.py") else word).search(each.data)
        for path, each in project.files.items() if not _TALKS.search(path)
    )  # fmt: skip
