"""Which of the tree's files a Python file means by a name that it spells."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from codemods.project.source_file import SourceFile


def named(file: SourceFile, paths: Iterable[str]) -> list[str]:
    """Those of the paths whose base name stands in the file.

    Of several files of one base name those whose folder (`conf/x.yaml`) or package (`shop.conf/x.yaml`) stands before
    it most fully, where one does.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for path in paths:
        name = posixpath.basename(path)
        if name.encode() in file.spelled:
            found.setdefault(name, []).append((_spelled(file, path), path))
    return [path for group in found.values() for depth, path in group if depth == max(group)[0]]


def _spelled(file: SourceFile, path: str) -> int:
    """How many of the folders around a path stand before its name."""
    *folders, name = path.split("/")
    for start in range(len(folders)):
        own = folders[start:]
        if any(f"{mark.join(own)}/{name}".encode() in file.spelled for mark in ("/", ".")):
            return len(own)
    return 0
