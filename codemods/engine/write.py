"""Put new contents on disk: every file is the old one or the new one, whole, at every moment."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from codemods.engine.discover import walk
from codemods.finding import Problem

_SECRET_MODE = 0o600


class Refused(Exception):
    """A write that must not be begun; the message names the remedy."""


def write(root: Path, changes: Mapping[str, bytes], before: Mapping[str, bytes]) -> list[Problem]:
    """Replace or add files under root, each atomically. What could not be written is returned, the rest is written.

    `before` holds what was read; a file that is another one by now is left alone and reported.
    Raises Refused when another apply is at work on the same tree.
    """
    problems = []
    with _locked(root):
        for path, data in sorted(changes.items()):
            try:
                _write_one(root / path, data, before.get(path))
            except Refused as reason:
                problems.append(Problem(path, str(reason)))
            except OSError as error:
                problems.append(Problem(path, f"was not written: {error.strerror or error}"))
    return problems


def copy_tree(root: Path, output: Path) -> None:
    """Copy what git would keep (no ignored files, no .git) into a new or empty folder. Raises Refused."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Refused(f"{output} exists and is not an empty folder: name another one")
    if output.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{output} lies inside {root}: name a folder outside")
    output.mkdir(parents=True, exist_ok=True)
    for path in walk(root, everything=True):
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, target, follow_symlinks=False)


def _write_one(path: Path, data: bytes, before: bytes | None) -> None:
    mode = (
        _SECRET_MODE if path.name == ".env" or (path.name.startswith(".env.") and path.name != ".env.example") else None
    )
    try:
        status = path.lstat()
    except FileNotFoundError:
        if before is not None:
            raise Refused("was removed while apply ran; left alone") from None
    else:
        if not stat.S_ISREG(status.st_mode):
            raise Refused("is no regular file; left alone")
        if before is not None and path.read_bytes() != before:
            raise Refused("changed on disk while apply ran; left alone, run apply again")
        mode = stat.S_IMODE(status.st_mode) if mode is None else mode
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under the lock nobody else uses this name; what a killed run left behind is overwritten and so cleaned up.
    temporary = path.with_name(f".operable-{path.name}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode or 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    descriptor = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Refused(f"another apply is at work on {root}: wait for it to end") from None
    try:
        yield
    finally:
        os.close(descriptor)
