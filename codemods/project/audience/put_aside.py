"""What is kept and not used any more, unless something comes to it: `archive/`, `old/`, `app_old.py`, `app copy.py`."""

from __future__ import annotations

import itertools
import posixpath
import re

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once

_ASIDE = frozenset(("archive", "archived", "archives", "old", "deprecated", "obsolete", "attic", "unused", "retired"))
# What is called so may run as well: a service that makes backups, the one that was there before.
_PERHAPS = frozenset(("backup", "backups", "legacy"))
# What a copy's name has besides that of the file or the folder beside it.
_COPIES = _ASIDE | _PERHAPS | {"copy", "of", "bak", "bkp", "orig", "original", "prev", "previous", "saved"}
# A file of one name with such words may do another thing: `database_backup.py`. A copy has the lines of what it is of.
_SAME = 0.5
_DEFINITIONS = frozenset(("dockerfile", "compose", "procfile", "unit"))


def is_put_aside(file: SourceFile) -> bool:
    """Whether a file lies in such a folder, which nothing outside of it names, and which has no start of its own; or is
    a copy of another file beside it, as its name and its lines say, which nothing names; or what that was before.
    """
    folder = posixpath.dirname(file.path)
    while folder:
        if parts(posixpath.basename(folder)) and (_is_left(file.project, folder) or _is_copied(file, folder)):
            return True
        folder = posixpath.dirname(folder)
    return _is_copy(file) or _is_old(file)


@once
def _is_old(file: SourceFile) -> bool:
    """Whether a module is what one beside it was before, by its name, `main_old.py`, and nothing takes it."""
    folder, name = posixpath.split(file.path)
    stem = name.removesuffix(".py")
    words = parts(stem)
    rest = [each for each in words if each not in _ASIDE]
    if stem == name or not rest or len(rest) + 1 != len(words):
        return False
    if not any(each.endswith(".py") and parts(each[:-3]) == rest for each in _beside(file.project, folder)):
        return False
    said = re.escape(stem.encode())
    imported = re.compile(rb"\b(?:from|import)[ \t][^\n]*\b%s\b|\.%s[\"':]" % (said, said))
    started = re.compile(rb"(?<![\w-])%s(?:\.py\b|:\w|[\"'\s])" % said)
    return not any(
        (imported if each.kind == "python" else started).search(each.spelled)
        for path, each in file.project.files.items() if path != file.path
    )  # fmt: skip


@once
def _is_copy(file: SourceFile) -> bool:
    folder, name = posixpath.split(file.path)
    if _COPIES.isdisjoint(parts(name)):
        return False
    first = next((other for other in _beside(file.project, folder) if other != name and _is_first(other, name)), "")
    return bool(first and _has_lines_of(file, file.project.files[posixpath.join(folder, first)])) and not _is_named(
        file.project, file.path, name.removesuffix(".py")
    )


def _is_copied(file: SourceFile, folder: str) -> bool:
    """Whether the file of this place in a folder of the other name has its lines: `shop copy/` beside `shop/`."""
    around, name = posixpath.split(folder)
    if _COPIES.isdisjoint(parts(name)) or _is_named(file.project, f"{folder}/", name):
        return False
    inside = file.path[len(folder) + 1 :]
    return any(
        _is_first(other, name) and (first := file.project.files.get(posixpath.join(around, other, inside))) is not None
        and _has_lines_of(file, first)
        for other in _folders(file.project, around)
    )  # fmt: skip


def _is_first(name: str, copy: str) -> bool:
    """Whether a name is what is left of another one without the words that call it a copy."""
    words = parts(copy)
    rest = [
        each for before, each in itertools.pairwise(("", *words)) if each not in _COPIES and not _counts(before, each)
    ]
    return parts(name) == rest


def _counts(before: str, word: str) -> bool:
    """Whether a word says how many copies there are: `shop copy 2`."""
    return word.isdecimal() and before in _COPIES


def _has_lines_of(file: SourceFile, other: SourceFile) -> bool:
    lines, others = (frozenset(each.data.split(b"\n")) for each in (file, other))
    return len(lines & others) >= _SAME * len(lines)


@once
def _beside(project: Project, folder: str) -> tuple[str, ...]:
    return tuple(name for path in project.files for at, name in (posixpath.split(path),) if at == folder)


@once
def _folders(project: Project, around: str) -> frozenset[str]:
    below = f"{around}/" if around else ""
    inside = (path[len(below) :] for path in project.files if path.startswith(below))
    return frozenset(each.partition("/")[0] for each in inside if "/" in each)


@once
def _is_named(project: Project, path: str, name: str) -> bool:
    """Whether any file but those at or below a path has a name."""
    named = re.compile(rb"(?<![\w-])%s(?![\w-])" % re.escape(name.encode()))
    return any(named.search(each.spelled) for other, each in project.files.items() if not other.startswith(path))


@once
def _is_left(project: Project, folder: str) -> bool:
    name = posixpath.basename(folder)
    words = parts(name)
    if _ASIDE.isdisjoint((words[0], words[-1])) and not _PERHAPS.issuperset(words):
        return False
    below = f"{folder}/"
    if any(each.kind in _DEFINITIONS for path, each in project.files.items() if path.startswith(below)):
        return False
    said = re.escape(name.encode())
    named = re.compile(rb"(?<![\w-])%s(?=[/.\\\"'])|\b(?:from|import)[ \t][^\n]*\b%s\b" % (said, said))
    return not any(named.search(each.spelled) for path, each in project.files.items() if not path.startswith(below))
