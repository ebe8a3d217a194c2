"""Which files the project reads: what reads a log back must not lose the log silently."""

from __future__ import annotations

import ast
import posixpath

from codemods.analysis.names import called
from codemods.analysis.project import Project
from codemods.analysis.source import SourceFile, Unreadable
from codemods.analysis.spelling import spelled
from codemods.analysis.values import argument, literal, text

_CALLS = ("builtins.open", "io.open", "codecs.open", "gzip.open", "flask.send_file", "flask.send_from_directory")
_METHODS = ("read_text", "read_bytes")
_NEEDLES = (b"open", b"send_file", b"send_from", b"read_text", b"read_bytes")


def read_back(file: SourceFile, path: ast.expr) -> tuple[SourceFile, ast.Call] | None:
    """The place that reads the file of a path again, in any file of the project; files are known by their name."""
    name = posixpath.basename(text(file, path).known)
    if not name or name == "\0":
        return None
    return _reads(file.project).get(name)


def names_read(project: Project) -> frozenset[str]:
    """The names of all files that the project's code reads, as far as they are known."""
    return frozenset(_reads(project))


def _reads(project: Project) -> dict[str, tuple[SourceFile, ast.Call]]:
    found: dict[str, tuple[SourceFile, ast.Call]] | None = project.__dict__.get("_files_read")
    if found is None:
        found = project.__dict__["_files_read"] = {}
        for file in project.python():
            if not project.is_test(file.path) and any(needle in spelled(file) for needle in _NEEDLES):
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
    if isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS:
        return [call.func.value]
    name = called(file, call)
    if name in _CALLS or (isinstance(call.func, ast.Name) and call.func.id.startswith("send_f")):
        mode = literal(argument(call, 1, "mode")) if name.endswith("open") else "r"
        if mode is None or "r" in mode or "+" in mode:
            return [*call.args, *(each.value for each in call.keywords)]
    return []
