"""Which renames an apply is about to make: one that was killed among them leaves fixes of several files in halves.

A Dockerfile that starts gunicorn and requirements without it: no rule sees in such a tree what it wanted to do. So the
next apply makes the renames that are missing before it reads anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from codemods.engine.files.discover import JOURNAL, LEFTOVER

Entry = tuple[Path, Path, str, str]


def begin(
    root: Path, staged: Iterable[tuple[str, Path]], changes: Mapping[str, bytes], before: Mapping[str, bytes]
) -> None:
    """Note the renames, with hashes of what stands at each path and of what comes there. Raises OSError."""
    rows = [
        {
            "path": path,
            "temporary": temporary.name,
            "before": _hash(before[path]) if path in before else "",
            "after": _hash(changes[path]),
        }
        for path, temporary in staged
    ]
    descriptor = os.open(root / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(rows, file)


def finish(root: Path) -> bool:
    """Make the renames that are missing, if some were made, and whether there were any.

    What somebody has changed since then stays. Where nothing was renamed (or git has put it back), nothing is.
    """
    journal = root / JOURNAL
    if not stat.S_ISREG(_mode(journal)):
        return False
    entries = list(_entries(root, journal))
    begun = any(_on_disk(target) == after for target, _, _, after in entries)
    missing = [each for each in entries if _on_disk(each[1]) == each[3] and _on_disk(each[0]) == each[2]]
    for target, temporary, _, _ in missing if begun else ():
        temporary.replace(target)
    journal.unlink()
    return begun and bool(missing)


def _entries(root: Path, journal: Path) -> Iterable[Entry]:
    """The renames that a journal names, of those that lie within the tree: it may be anybody's."""
    try:
        rows = json.loads(journal.read_bytes())
        for row in rows:
            path, name = str(row["path"]), str(row["temporary"])
            folder = posixpath.dirname(posixpath.normpath(path))
            inside = posixpath.join(os.path.realpath(root), folder) if folder else os.path.realpath(root)
            if os.path.realpath(root / folder) == inside and not path.startswith("/") and LEFTOVER.fullmatch(name):
                yield root / path, root / folder / name, str(row["before"]), str(row["after"])
    except (OSError, ValueError, KeyError, TypeError):
        return  # killed while it was written: nothing was renamed


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _on_disk(path: Path) -> str:
    """The hash of a regular file; '' where nothing stands, '-' for anything else."""
    if not os.path.lexists(path):
        return ""
    return _hash(path.read_bytes()) if stat.S_ISREG(_mode(path)) else "-"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
