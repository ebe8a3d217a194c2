"""Which files the project reads, or watches: what reads a log back must not lose the log silently."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from codemods.libraries.files import COPIES, READERS, READING, READING_WORDS
from codemods.libraries.frameworks.web import ANSWERS_WITH_FILE
from codemods.libraries.server_options import WATCHED, WATCHED_BY_OPTION
from codemods.libraries.standard import STARTS
from codemods.model.names import called
from codemods.model.strings import argument, keyword, literal, text
from codemods.model.targets import words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_FOLLOWED = re.compile(rb"\b(?:tail|less|cat|multitail|logrotate|filebeat|fluent|promtail|fail2ban|grep)\b")
_KINDS = ("shell", "dockerfile", "compose", "procfile", "ini", "unit", "yaml")
_STARTERS = frozenset((*_KINDS, "python", "makefile"))


class _Reads(NamedTuple):
    """What the code of a project reads: by the names of files, the paths with a computed name, all other paths."""

    named: dict[str, tuple[SourceFile, ast.Call]]
    computed: list[tuple[str, SourceFile, ast.Call]]
    whole: list[tuple[str, SourceFile, ast.Call]]


def read_back(file: SourceFile, path: ast.expr) -> tuple[str, int] | None:
    """Where (path, line) code or a script of the project reads the file of a path again.

    Files are known by name; of a name that is computed (`send_from_directory(LOGS, name)`), by folder or ending.
    """
    if line := _given_out(file, path):
        return file.path, line
    log = text(file, path).known
    name = posixpath.basename(log)
    if not name:
        return None
    reads = _reads(file.project)
    if name in reads.named:
        found: tuple[SourceFile, ast.Call] | None = reads.named[name]
    else:
        found = next(((other, call) for known, other, call in reads.computed if _may_be(known, log)), None)
        if found is None and "\0" in name:
            found = next(((other, call) for known, other, call in reads.whole if _may_be(known, log)), None)
    if found:
        return found[0].path, found[1].lineno
    return None if "\0" in name else follower(file.project, log)


def _given_out(file: SourceFile, path: ast.expr) -> int:
    """Where an object that keeps the path in an attribute opens the file to read it, or tells others its path; or 0."""
    if not isinstance(path, ast.Attribute) or not isinstance(path.value, ast.Name) or path.value.id != "self":
        return 0
    for each in file.nodes(ast.Attribute):
        if each.attr != path.attr or ast.dump(each) != ast.dump(path):
            continue
        around = file.parents.get(each)
        if isinstance(around, ast.Return):
            return each.lineno
        if isinstance(around, ast.Call) and called(file, around) in READERS and around.args[:1] == [each]:
            mode = literal(argument(around, 1, "mode")) if called(file, around).endswith("open") else "r"
            if mode is None or "r" in mode or "+" in mode:
                return each.lineno
    return 0


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


def is_watched(file: SourceFile, path: ast.expr) -> bool:
    """Whether a server watches the file of a path, to start again: what is written there is a sign, and no log."""
    name = posixpath.basename(text(file, path).known)
    return bool(name) and "\0" not in name and name in _watched(file.project)


def names_read(project: Project) -> frozenset[str]:
    """The names of all files that the project's code reads, as far as they are known."""
    return frozenset(_reads(project).named)


def _may_be(read: str, log: str) -> bool:
    """Whether a path that is read can be the log's, one of them with a name that only the running program knows."""
    (folder, name), (own_folder, own) = posixpath.split(read), posixpath.split(log)
    if not _fit(name, own):
        return False
    ends = name.endswith(".log") and own.endswith(".log")
    folders = [each for each in map(posixpath.basename, (folder, own_folder)) if each and "\0" not in each]
    if len(folders) == 2:
        return folders[0] == folders[1] and (ends or not {"log", "logs"}.isdisjoint(words(folders[0])))
    return ends and "\0" in name


def _fit(one: str, other: str) -> bool:
    """Whether two names that each have unknown pieces, or none, can be the same."""
    starts = [each.partition("\0")[0] for each in (one, other)]
    ends = [each.rpartition("\0")[2] for each in (one, other)]
    return (starts[0].startswith(starts[1]) or starts[1].startswith(starts[0])) and (
        ends[0].endswith(ends[1]) or ends[1].endswith(ends[0])
    )


@once
def _reads(project: Project) -> _Reads:
    found = _Reads({}, [], [])
    for file in project.python():
        if not project.is_test(file.path) and any(needle in file.spelled for needle in READING_WORDS):
            try:
                calls = file.nodes(ast.Call)
            except (Unreadable, RecursionError):
                continue
            for call in calls:
                for path in _paths_read(file, call):
                    name = posixpath.basename(path)
                    if "\0" in name:
                        found.computed.append((path, file, call))
                    elif name:
                        found.named.setdefault(name, (file, call))
                        found.whole.append((path, file, call))
    return found


def _paths_read(file: SourceFile, call: ast.Call) -> Iterator[str]:
    """The paths that a call may read, with a NUL character for each piece that only the running program knows."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in READING:
        yield text(file, call.func.value).known
        return
    name = called(file, call)
    if name in STARTS:
        yield from _paths_followed(file, call)
    elif name in COPIES:
        yield from (text(file, each).known for each in call.args[:1])
    elif name in READERS or ANSWERS_WITH_FILE.search(name):
        mode = literal(argument(call, 1, "mode")) if name.endswith("open") else "r"
        if mode is None or "r" in mode or "+" in mode:
            given = [*call.args, *(each.value for each in call.keywords)]
            yield from (text(file, each).known for each in given)
            # A folder, and the name of what lies in it.
            folder = keyword(call, "directory", "root")
            if folder is not None or name.endswith("send_from_directory"):
                yield text(file, folder.value if folder else argument(call, 0)).known + "/\0"


def _paths_followed(file: SourceFile, call: ast.Call) -> list[str]:
    """The words of a command that shows files: `["tail", "-n", "9", LOG]`, `f"tail {LOG}"`."""
    command = argument(call, 0, "args", "cmd", "command")
    parts = command.elts if isinstance(command, ast.List | ast.Tuple) else [command]
    found = [each for part in parts for each in text(file, part).known.split()]
    return found[1:] if found and _FOLLOWED.search(found[0].encode()) else []


@once
def _watched(project: Project) -> frozenset[str]:
    return frozenset(name for each in project.files.values() if each.kind in _STARTERS for name in _watched_by(each))


@once
def _watched_by(file: SourceFile) -> frozenset[str]:
    """The names of the files that a file has a server watch."""
    paths = [
        path
        for each in WATCHED_BY_OPTION.finditer(file.spelled)
        for path in each[1].decode("utf-8", "replace").split(":")
    ]
    if file.kind == "python" and any(each.encode() in file.spelled for each in WATCHED):
        paths += [text(file, each).known for given in _given(file) for each in _listed(given)]
    return frozenset(posixpath.basename(each) for each in paths if each) - {""}


def _given(file: SourceFile) -> Iterator[ast.expr]:
    """What settings and arguments that name such files are given."""
    try:
        for assigned in file.nodes(ast.Assign):
            if any(isinstance(each, ast.Name) and each.id in WATCHED for each in assigned.targets):
                yield assigned.value
        for call in file.nodes(ast.Call):
            yield from (each.value for each in call.keywords if each.arg in WATCHED)
    except (Unreadable, RecursionError):
        return


def _listed(given: ast.expr) -> list[ast.expr]:
    return given.elts if isinstance(given, ast.List | ast.Tuple | ast.Set) else [given]
