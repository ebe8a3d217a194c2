"""Which files the project reads: what reads a log back must not lose the log silently."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.libraries.files import READERS, READING, READING_WORDS
from codemods.model.names import called
from codemods.model.strings import argument, literal, text
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_FOLLOWED = re.compile(rb"\b(?:tail|less|cat|multitail|logrotate|filebeat|fluent|promtail|fail2ban|grep)\b")
_KINDS = ("shell", "dockerfile", "compose", "procfile", "ini", "unit", "yaml")


def read_back(file: SourceFile, path: ast.expr) -> tuple[str, int] | None:
    """Where (path, line) code or a script of the project reads the file of a path again; files are known by name."""
    known = text(file, path).known
    name = posixpath.basename(known)
    if not name or name == "\0":
        return None
    if found := _reads(file.project).get(name):
        return found[0].path, found[1].lineno
    return None if "\0" in name else follower(file.project, known)


def follower(project: Project, path: str) -> tuple[str, int] | None:
    """Where a script or a definition follows the log of a path, or tells people how to."""
    name, folder = posixpath.basename(path), posixpath.basename(posixpath.dirname(path))
    words = [each.encode() for each in (name, f"{folder}/*") if each and each != "/*" and "\0" not in each]
    for other in project.files.values():
        if (other.kind in _KINDS or "logrotate" in other.path) and any(word in other.data for word in words):
            for number, line in enumerate(other.data.splitlines(), 1):
                if any(word in line for word in words) and _FOLLOWED.search(line):
                    return other.path, number
    return None


def names_read(project: Project) -> frozenset[str]:
    """The names of all files that the project's code reads, as far as they are known."""
    return frozenset(_reads(project))


def _reads(project: Project) -> dict[str, tuple[SourceFile, ast.Call]]:
    found: dict[str, tuple[SourceFile, ast.Call]] | None = project.__dict__.get("_files_read")
    if found is None:
        found = project.__dict__["_files_read"] = {}
        for file in project.python():
            if not project.is_test(file.path) and any(needle in file.spelled for needle in READING_WORDS):
                try:
                    calls = file.nodes(ast.Call)
                except (Unreadable, RecursionError):
                    continue
                for call in calls:
                    for path in _paths_read(file, call):
                        name = posixpath.basename(text(file, path).known)
                        if name and "\0" not in name:
                            found.setdefault(name, (file, call))
    return found


def _paths_read(file: SourceFile, call: ast.Call) -> list[ast.expr]:
    """The expressions that a call may read a file's path from."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in READING:
        return [call.func.value]
    name = called(file, call)
    if name in READERS or (isinstance(call.func, ast.Name) and call.func.id.startswith("send_f")):
        mode = literal(argument(call, 1, "mode")) if name.endswith("open") else "r"
        if mode is None or "r" in mode or "+" in mode:
            return [*call.args, *(each.value for each in call.keywords)]
    return []
