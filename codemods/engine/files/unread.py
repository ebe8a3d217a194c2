"""The texts of a tree that are no files of ours: pages, package.json, code in other languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from codemods.engine.files.discover import SKIPPED_FOLDERS
from codemods.project.project import Project

# What is larger is data.
_MOST = 200_000
# What editors keep of their own: the files that somebody had open.
_EDITORS = frozenset((".idea", ".vscode", ".vs", ".fleet", ".settings"))
_PAGE = re.compile(r"\.(?:md|rst|adoc|org|txt|html?)$|(?:^|/)[A-Z]+$", re.IGNORECASE)
_COMMENT = re.compile(rb"^[ \t]*(?:#|//)[^\n]*", re.MULTILINE)
# A picture of the tree says where files lie, and has nobody start them.
_DRAWN = re.compile(rb"^[^\n]*(?:\xe2\x94[\x80-\xbf]|\xe2\x95[\x80-\xbf]|\|--|`--|\+--)[^\n]*", re.MULTILINE)


def unread_texts(project: Project) -> Iterator[tuple[str, bytes]]:
    """The path and the text of each, without comments, and pages without their pictures of the tree."""
    for path, data in _found(project):
        yield path, (_DRAWN if is_page(path) else _COMMENT).sub(b"", data)


def is_page(path: str) -> bool:
    """Whether people read a file, and no program."""
    return _PAGE.search(path) is not None


def _found(project: Project) -> Iterator[tuple[str, bytes]]:
    yield from ((path, each.data) for path, each in project.files.items() if not each.kind)
    for where, folders, names in os.walk(project.root):
        folders[:] = sorted(each for each in folders if each not in SKIPPED_FOLDERS | _EDITORS)
        for name in sorted(names):
            path = (Path(where) / name).relative_to(project.root).as_posix()
            if path not in project.files and (text := _text(Path(where) / name)):
                yield path, text


def _text(place: Path) -> bytes:
    try:
        if place.is_symlink() or not place.is_file() or place.stat().st_size > _MOST:
            return b""
        data = place.read_bytes()
    except OSError:
        return b""
    return b"" if b"\0" in data[:1024] else data
