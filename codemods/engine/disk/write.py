"""Put new contents on disk: all files or none, and each is the old one or the new one, whole, at every moment."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.engine.disk import journal
from codemods.engine.files.discover import JOURNAL, LEFTOVER, walk
from codemods.formats.dotenv import EXAMPLES
from codemods.vocabulary.finding import Problem
from codemods.vocabulary.wrong_request import WrongRequest

_SECRET_MODE = 0o600


class Refused(WrongRequest):
    """A write that must not be begun; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A new file, whole and on disk, that only waits for its name."""

    path: str
    target: Path
    temporary: Path


def write(root: Path, changes: Mapping[str, bytes], before: Mapping[str, bytes]) -> list[Problem]:
    """Replace or add files under root. Returns what stood in the way; then nothing was written.

    `before` holds what was read; a file that is another one by now is left alone and reported.
    Raises Refused when another apply is at work on the same tree.
    """
    problems: list[Problem] = []
    staged: list[_Staged] = []
    temporaries: list[Path] = []
    made: list[Path] = []
    # New files first: a run that is killed half-way leaves no code that needs a file or a setting which is not there.
    order = sorted(changes, key=lambda path: (path in before, path))
    with _locked(root):
        _remove_leftovers({root, *((root / path).parent for path in (*changes, *before))})
        try:
            for number, path in enumerate(order):
                with _reported(path, problems):
                    target = root / path
                    _require_inside(root, target.parent)
                    old = _require_unchanged(target, before.get(path))
                    _make_folders(target.parent, made)
                    # Noted before it is made: Ctrl-C may come between any two steps.
                    temporaries.append(target.with_name(f".operable-{number}.tmp"))
                    _stage(temporaries[-1], changes[path], _mode(target.name, old), old)
                    staged.append(_Staged(path, target, temporaries[-1]))
            for each in staged:
                with _reported(each.path, problems):
                    _require_unchanged(each.target, before.get(each.path))
            if not problems:
                temporaries.append(root / JOURNAL)
                journal.begin(root, [(each.path, each.temporary) for each in staged], changes, before)
                _rename(staged, problems)
                made.clear()
        except OSError as error:
            problems.append(Problem(JOURNAL, f"cannot be written: {error.strerror or error}"))
        finally:
            for temporary in temporaries:
                # Where it cannot be removed (a disk that has become read-only), the next apply does it.
                with contextlib.suppress(OSError):
                    temporary.unlink()
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()
    return problems


def recover(root: Path) -> bool:
    """Finish the renames of an apply that was killed among them; whether there was one. Raises Refused."""
    with _locked(root), _undisturbed():
        return journal.finish(root)


def copy_tree(root: Path, output: Path) -> None:
    """Copy what git would keep (no ignored files, no .git) into a new or empty folder, whole or not at all.

    Raises Refused, or OSError for a file that cannot be read or written.
    """
    existed = output.exists()
    if existed and (not output.is_dir() or any(output.iterdir())):
        raise Refused(f"{output} exists and is not an empty folder: name another one")
    if output.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{output} lies inside {root}: name a folder outside")
    output.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    try:
        for path in walk(root, problems=problems, everything=True):
            target = output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / path, target, follow_symlinks=False)
        if problems:
            raise Refused(f"{root / problems[0].path} {problems[0].message}: nothing was copied")
    except BaseException:
        remove_copy(output, existed)
        raise


def remove_copy(output: Path, existed: bool) -> None:
    """Take back what copy_tree has made."""
    for child in output.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child, ignore_errors=True)
        else:
            child.unlink()
    if not existed:
        output.rmdir()


@contextlib.contextmanager
def _reported(path: str, problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except Refused as reason:
        problems.append(Problem(path, str(reason)))
    except OSError as error:
        problems.append(Problem(path, f"cannot be written: {error.strerror or error}"))


def _mode(name: str, old: os.stat_result | None) -> int | None:
    """The mode of a file, None for what the process's umask says."""
    if name == ".env" or (name.startswith(".env.") and name not in EXAMPLES):
        return _SECRET_MODE
    return stat.S_IMODE(old.st_mode) if old else None


def _stage(temporary: Path, data: bytes, mode: int | None, old: os.stat_result | None) -> None:
    """Make the new file, on disk, with the old one's owner where that may be."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(temporary, flags, 0o666 if mode is None else mode & 0o700), "wb") as file:
        descriptor = file.fileno()
        if old is not None and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
        file.write(data)
        file.flush()
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)


def _require_inside(root: Path, folder: Path) -> None:
    """Raises Refused for a folder that lies in the tree only by a symbolic link."""
    if os.path.realpath(folder) != os.path.normpath(Path(os.path.realpath(root), folder.relative_to(root))):
        raise Refused("lies behind a symbolic link")


def _require_unchanged(target: Path, before: bytes | None) -> os.stat_result | None:
    """What stands at the target. Raises Refused unless it is what was read."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        if before is not None:
            raise Refused("was removed while apply ran") from None
        return None
    if not stat.S_ISREG(found.st_mode):
        raise Refused("is no regular file")
    if before is None or target.read_bytes() != before:
        raise Refused("changed on disk while apply ran: run apply again")
    return found


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _rename(staged: list[_Staged], problems: list[Problem]) -> None:
    """Give all new files their names. Ctrl-C waits: this takes milliseconds."""
    with _undisturbed():
        for each in staged:
            with _reported(each.path, problems):
                each.temporary.replace(each.target)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals that end the process take effect afterwards. A mask would not do: it is one thread's only."""
    waiting: list[int] = []
    handlers = {}
    if threading.current_thread() is threading.main_thread():
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            handlers[each] = signal.signal(each, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler or signal.SIG_DFL)
        for number in waiting[:1]:
            signal.raise_signal(number)


def _remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove what a killed run has left; under the lock nobody else uses these names."""
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):
            for each in folder.iterdir():
                if LEFTOVER.match(each.name):
                    each.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Keep a second apply away from the tree and from every part of it, as far as its git work tree reaches."""
    base = root.resolve()
    tops = [number for number, each in enumerate((base, *base.parents)) if (each / ".git").exists()]
    outer = list(base.parents)[: tops[0]] if tops else []
    with contextlib.ExitStack() as held:
        for folder, kind in ((base, fcntl.LOCK_EX), *((each, fcntl.LOCK_SH) for each in outer)):
            descriptor = os.open(folder, os.O_RDONLY)
            held.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused(f"another apply is at work on {folder}: wait for it to end") from None
        yield
