"""The files of a library that lies in a folder anywhere, and what tells whether they are as they were."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from codemods.vocabulary.checked import Sought


def sources(folder: Path, name: str) -> dict[str, Path] | None:
    """The files of a module or package in a folder by their paths inside it, None without one."""
    try:
        if (module := folder / f"{name}.py").is_file():
            return {"__init__.py": module}
        package = folder / name
        if not (package / "__init__.py").is_file():
            return None
        found = {
            each.relative_to(package).as_posix(): each
            for each in sorted(package.rglob("*"))
            if each.is_file() and "__pycache__" not in each.parts
        }
    except OSError:
        return None
    return found


def state(folder: str, name: str) -> str:
    """What tells whether a module or package in a folder is as it was: its files' names, sizes, times; '' without one.

    What cannot be told is as nothing else is.
    """
    found = hashlib.sha256()
    known = sources(Path(folder), name)
    for path, place in (known or {}).items():
        try:
            stat = place.stat()
        except OSError:
            return f"unknown at {time.time_ns()}"
        row = (path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        found.update(repr(row).encode(errors="surrogateescape"))
    return found.hexdigest() if known else ""


def is_as_it_was(sought: Sought) -> bool:
    """Whether what was found then would be found now."""
    return state(sought.folder, sought.module) == sought.state
