"""The results of finished checks, kept for the next run on the same tree.

A result's name is a hash of all that it can depend on: the files' paths and bytes, what else lies in the tree and
in the folders above it (names, sizes, times), the rules, this program's own sources, the Python that runs. So nothing
is taken for the result of another state, and nothing has to be invalidated. What goes wrong here costs time only.

A result has a second name, which can be told without a look into any file: there each file's size, times and inode
stand for its bytes, as in git's index. It is given only where no file has changed within the last second before.

A secret is not kept: the lines that a report shows are kept as it shows them. What lies outside of all this, a library
that the code takes from a file server, is kept by its state, and looked at again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from codemods.domains.dependencies import library_files
from codemods.engine.own import installed
from codemods.engine.request import Request
from codemods.project.project import Project
from codemods.vocabulary.checked import Checked, Excerpt, Sought
from codemods.vocabulary.finding import Finding, Problem, Safety, Span

_MAX_DAYS = 30
_MAX_RESULTS = 200
_MAX_BYTES = 20_000_000
# How old a change has to be for its time to tell it from the next one, in seconds: clocks of file systems are coarse.
_SETTLED = 1.0
_SUFFIX = ".json"
# What a rule looks for in the folders above the tree.
_MANIFEST = re.compile(
    r"/(\.git/?|[^/]*(lock|requirements|project|pipfile|setup|environment|conda|\.env)[^/]*)\0", re.IGNORECASE
)


# What a rule asks git about.
_DOTENV = re.compile(r"(^|/)(\.env(\.[^/\0]*)?|[^/\0]+\.env)\0")


def folder() -> Path:
    """Where the user's results lie."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "operable"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "operable"
    return Path.home() / ".cache" / "operable"


class NotKept(Exception):
    """A result that cannot be kept for the next run; the message says why."""


class Names(NamedTuple):
    """What a check of a tree is called: `tree` whatever its files hold, `state` with all that they hold."""

    tree: str
    state: str


def names(project: Project, rules: Iterable[str]) -> Names:
    """The names of a check of the project with some rules. Raises NotKept where its state can't be told."""
    found = hashlib.sha256()
    try:
        libraries = [each.absolute() for each in project.libraries]
        for each in (
            _program(),
            sys.version,
            sorted(rules),
            os.path.realpath(project.root),
            project.told,
            libraries,
            project.in_git and sorted(project.in_git),
        ):
            found.update(f"{each}\0".encode(errors="surrogateescape"))
        for path, file in project.files.items():
            found.update(f"{path}\0{file.kind}\0".encode())
        for entry in _around(project.root, known=project):
            found.update(entry.line.encode(errors="surrogateescape"))
    except OSError as error:
        raise NotKept(str(error)) from None
    tree = found.hexdigest()
    for file in project.files.values():
        found.update(f"{len(file.data)}\0".encode())
        found.update(file.data)
    return Names(tree, found.hexdigest())


class State(NamedTuple):
    """The name of a tree's state, and whether the times of its files are a safe sign of it."""

    name: str
    is_settled: bool


def state(request: Request) -> State | None:
    """The name that needs no file to be read; None for a single file, and for a tree whose state can't be told."""
    if not request.path.is_dir():
        return None
    started = time.time_ns()
    asked = (request.select, request.ignore, request.exclude, request.options)
    found = hashlib.sha256()
    newest, asks_git = 0, False
    try:
        for text in (_program(), sys.version, repr(asked), os.path.realpath(request.path)):
            found.update(f"{text}\0".encode(errors="surrogateescape"))
        for entry in _around(request.path):
            found.update(entry.line.encode(errors="surrogateescape"))
            newest = max(newest, entry.changed)
            asks_git = asks_git or _DOTENV.search(entry.line) is not None
        for path in _ignore_files(os.path.realpath(request.path)):
            found.update(path.read_bytes() + b"\0" if path.is_file() else b"\0")
        if asks_git and (index := _index(Path(os.path.realpath(request.path)))) is not None:
            found.update(f"{index.stat().st_size}\0{index.stat().st_mtime_ns}\0".encode())
    except (OSError, NotKept):
        return None
    return State(found.hexdigest(), newest < started - _SETTLED * 1e9)


def _above(root: str) -> list[Path]:
    """The folders above the tree that a rule may look into: no further than its git work tree reaches, but the one that
    the tree lies in always.
    """
    parents = list(Path(root).parents)
    tops = (number for number, each in enumerate((Path(root), *parents)) if (each / ".git").exists())
    return parents[: max(1, next(tops, len(parents)))]


def _ignore_files(root: str) -> Iterator[Path]:
    """What leaves files out and lies not in the tree itself."""
    for folder in (Path(root), *Path(root).parents):
        yield from (folder / ".gitignore", folder / ".git" / "info" / "exclude")
        if (folder / ".git").exists():
            return


def _index(root: Path) -> Path | None:
    """Git's index of the work tree that the folder is in; None where none is found. Raises OSError."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_file():
            place = folder / place.read_text().partition("gitdir:")[2].strip()
        if place.is_dir():
            return place / "index" if (place / "index").is_file() else None
    return None


class Kept(NamedTuple):
    """A finished check: its findings in words without secrets, and for each its lines and its fingerprint's beginning.

    `fingerprints` are without the numbers that tell equal ones apart (ratchet/fingerprints).
    """

    checked: Checked
    excerpts: list[Excerpt]
    fingerprints: list[str]


def load(name: str) -> Kept | None:
    """The result of that name; None where there is none that can be read, or a library that it saw is another now."""
    try:
        path = folder() / (name + _SUFFIX)
        kept = json.loads(path.read_bytes())
        sought = [Sought(*map(str, each)) for each in kept["sought"]]
        if not all(map(library_files.is_as_it_was, sought)):
            return None
        checked = Checked(
            [_finding(each) for each in kept["findings"]], [Problem(*each) for each in kept["problems"]],
            int(kept["files"]), [Problem(*each) for each in kept["limits"]], sought,
        )  # fmt: skip
        excerpts = [Excerpt(tuple(map(str, lines)), bool(untouched)) for lines, untouched in kept["excerpts"]]
        fingerprints = [str(each) for each in kept["fingerprints"]]
        if not len(checked.findings) == len(excerpts) == len(fingerprints):
            return None
        os.utime(path)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return Kept(checked, excerpts, fingerprints)


def save(name: str, kept: Kept) -> str:
    """Keep a result, which holds no secret, for its owner alone; let go of what is old. Why not, if not."""
    checked = kept.checked
    rows = [
        (each.rule, each.path, (each.span.line, each.span.column, each.span.end_line, each.span.end_column),
         each.message, each.remedy, each.safety.value, each.also)
        for each in checked.findings
    ]  # fmt: skip
    document = {
        "findings": rows, "problems": [(each.path, each.message, each.line) for each in checked.problems],
        "limits": [(each.path, each.message, each.line) for each in checked.limits], "files": checked.files,
        "sought": checked.sought, "excerpts": kept.excerpts, "fingerprints": kept.fingerprints,
    }  # fmt: skip
    data = json.dumps(document).encode()
    if len(data) > _MAX_BYTES:
        return f"the result has more than {_MAX_BYTES // 1_000_000} MB"
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _prune()
        write(folder() / (name + _SUFFIX), data)
    except OSError as error:
        return str(error)
    return ""


def write(path: Path, data: bytes) -> None:
    """Write a file of the cache, whole or not at all. Raises OSError."""
    # mkstemp makes files of mode 0600.
    number, temporary = tempfile.mkstemp(dir=path.parent, suffix=_SUFFIX)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise


def _prune() -> None:
    entries = [(each.stat().st_mtime, each.path) for each in os.scandir(folder()) if each.name.endswith(_SUFFIX)]
    oldest = time.time() - _MAX_DAYS * 86400
    for number, (changed, path) in enumerate(sorted(entries, reverse=True), 1):
        if number >= _MAX_RESULTS or changed < oldest:
            Path(path).unlink()


def _finding(row: list[Any]) -> Finding:
    rule, path, span, message, remedy, safety, also = row
    if not all(type(each) is str for each in (rule, path, message, remedy)):
        raise ValueError("no finding")
    places = tuple((str(other), int(line)) for other, line in also)
    return Finding(rule, path, Span(*map(int, span)), message, remedy, Safety(safety), also=places)


@functools.cache
def _program() -> str:
    """A hash of the state of this program's own sources, and of the rules that are installed beside it."""
    found = hashlib.sha256()
    for entry in _listed(str(Path(__file__).parents[1]), "", deep=True):
        found.update(entry.line.encode(errors="surrogateescape"))
    for part in installed.state():
        found.update(part)
    return found.hexdigest()


class _Entry(NamedTuple):
    """A file or folder: all that tells its state without a look inside, and when that last changed, in nanoseconds."""

    line: str
    changed: int = 0


def _around(root: Path, known: Project | None = None) -> Iterator[_Entry]:
    """What a check of a tree may ask for, but for the files whose bytes are `known`: `.env`, a lock above the tree.

    Raises NotKept for a symbolic link to a folder outside of the tree: what lies behind it has no end.
    """
    base = os.path.realpath(root)
    for above in _above(base):
        yield from (entry for entry in _listed(str(above), str(above), deep=False) if _MANIFEST.search(entry.line))
    # A service is at times started from the folder above it, with that folder's modules.
    with contextlib.suppress(OSError):
        beside = sorted(os.scandir(Path(base).parent), key=lambda each: each.name)
        yield from (_Entry(f"{each.name}\0") for each in beside if each.name.endswith(".py") or _is_package(each.path))
    for prefix in filter(None, (sys.prefix, os.environ.get("VIRTUAL_ENV"))):
        for site in sorted(Path(prefix).glob("lib/python3*/site-packages")):
            yield from _listed(str(site), str(site), deep=False)
    yield from _listed(base, "", deep=True, known=known)


def _is_package(folder: str) -> bool:
    return Path(folder, "__init__.py").is_file()


def _listed(folder: str, shown: str, *, deep: bool, known: Project | None = None) -> Iterator[_Entry]:
    """The entries of a folder: a folder's name, a file's name, size, times and inode."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda each: each.name)
    except OSError:
        return
    for each in entries:
        path = f"{shown}/{each.name}".lstrip("/")
        if each.is_dir(follow_symlinks=False):
            yield _Entry(f"{path}/\0")
            if deep and each.name not in (".git", "node_modules", "__pycache__"):
                yield from _listed(each.path, path, deep=True, known=known)
        elif known is None or path not in known.files:
            if deep and each.is_symlink() and each.is_dir():
                # What is listed is the tree: a link to one of its own folders shows nothing new.
                target = os.path.realpath(each.path)
                top = each.path.removesuffix(f"/{path}")
                if not f"{target}/".startswith(f"{top}/"):
                    raise NotKept(f"{path} is a link to a folder outside, and what lies behind it may change")
                yield _Entry(f"{path} -> {target}\0")
                continue
            with contextlib.suppress(FileNotFoundError):
                found = each.stat()
                times = found.st_mtime_ns, found.st_ctime_ns
                yield _Entry(f"{path}\0{found.st_size}\0{times}\0{found.st_ino}\0", max(times))
