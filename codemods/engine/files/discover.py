"""Which files of a PATH are ours to read: .gitignore respected, environments and vendored code left out."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from codemods.engine.files.ignores import Ignore, folder_ignores, ignored, outer_ignores, patterns_at
from codemods.formats import kind_of
from codemods.vocabulary.finding import Problem

# Larger files are no hand-written source: reading and parsing them costs more than they can tell.
MAX_BYTES = 2_000_000

# What a run that was killed in the middle of writing leaves behind; the next one removes it.
JOURNAL = ".operable-journal.tmp"
LEFTOVER = re.compile(r"\.operable-(\d+|journal)\.tmp$")

SKIPPED_FOLDERS = frozenset(
    (
        ".git", ".hg", ".svn", ".tox", ".nox", ".venv", ".eggs", ".mypy_cache", ".pytest_cache", ".ruff_cache",
        ".terraform", ".serverless", ".aws-sam", "__pycache__", "__pypackages__", "node_modules", "bower_components",
        "site-packages", "dist-packages", "vendor", "vendored", "_vendor", "_vendored", "third_party", "thirdparty",
        "external_libs",
    )
)  # fmt: skip
_GENERATED_NAME = re.compile(r".*(_pb2|_pb2_grpc|_pb2\.pyi|_version)\.py$|.*\.min\.\w+$")
_GENERATED_HEAD = re.compile(rb"^\W*@generated\b|^#.*\bDO NOT EDIT\b|^# ?[Gg]enerated by ", re.MULTILINE)
_HEAD = 600


def discover(
    root: Path,
    exclude: tuple[str, ...] = (),
    only: frozenset[str] | None = None,
    ignores: tuple[Ignore, ...] = (),
) -> tuple[dict[str, bytes], list[Problem]]:
    """The contents of the files under root that may hold a finding, by path from root, and what could not be read.

    `exclude` holds patterns as in .gitignore, from root; `ignores` are those of the project's configuration. `only`
    names the files to read: whoever names a file wants it read, ignored or not. Symbolic links are not followed.
    """
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    paths = walk(root, exclude, problems, ignores=ignores) if only is None else iter(sorted(only))
    for path in paths:
        try:
            data = _read(root / path, path, problems)
        except OSError as error:
            problems.append(Problem(path, f"cannot be read: {error.strerror or error}"))
            continue
        if data is None:
            continue
        if only is not None and not kind_of(path, data):
            problems.append(Problem(path, "is no kind of file that has rules"))
        elif kind_of(path, data) and (only is not None or not _generated(path, data)):
            contents[path] = data
    return contents, problems


def _read(full: Path, path: str, problems: list[Problem]) -> bytes | None:
    """The file's bytes; None for a file that is none of ours (by its name, or by its first line) or too large."""
    size = full.stat().st_size
    if size > MAX_BYTES:
        # Of data in YAML nothing is said: most of it has no rules.
        if kind_of(path) not in ("", "yaml"):
            problems.append(Problem(path, f"is {size / 1e6:.1f} MB: larger than {MAX_BYTES // 10**6} MB, not read"))
        return None
    if kind_of(path):
        return full.read_bytes()
    with full.open("rb") as file:
        head = file.read(_HEAD)
        return head + file.read() if kind_of(path, head) else head


def _generated(path: str, data: bytes) -> bool:
    return bool(_GENERATED_NAME.match(path) or _GENERATED_HEAD.search(data, 0, _HEAD))


def walk(
    root: Path,
    exclude: tuple[str, ...] = (),
    problems: list[Problem] | None = None,
    everything: bool = False,
    ignores: tuple[Ignore, ...] = (),
) -> Iterator[str]:
    """The paths of the files under root that neither .gitignore nor `exclude` leaves out, in a fixed order.

    Without `everything` only names that could be one of ours, in folders that hold the project's own code. With it
    all that belongs to the tree but .git, also vendored and environment folders, odd names and symbolic links.
    """
    base = os.path.realpath(root)
    inherited = [*outer_ignores(base), *ignores, *([patterns_at(base, exclude)] if exclude else [])]
    problems = [] if problems is None else problems
    stack = [_entries(base, "", inherited, problems, everything)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
            continue
        path, is_folder, inside = found
        if is_folder:
            stack.append(_entries(base, path, inside, problems, everything))
        else:
            yield path


def _entries(
    root: str, folder: str, ignores: list[Ignore], problems: list[Problem], everything: bool
) -> Iterator[tuple[str, bool, list[Ignore]]]:
    """What a folder holds: each path, whether it is a folder, and the ignores that hold inside."""
    absolute = f"{root}/{folder}".rstrip("/")
    try:
        with os.scandir(absolute or "/") as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(Problem(_shown(folder or "."), f"cannot be read: {error.strerror or error}"))
        return
    names = {entry.name for entry in entries}
    if folder and not everything and ("pyvenv.cfg" in names or _is_old_environment(absolute, names)):
        return
    if not everything and posixpath.basename(folder) == "build" and _is_of_setuptools(absolute, names):
        return
    ignores = folder_ignores(absolute, names, ignores)
    skipped = {".git"} if everything else SKIPPED_FOLDERS
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and not _wanted(folder, entry, everything):
            continue
        if (is_folder and entry.name in skipped) or ignored(ignores, f"{absolute}/{entry.name}", is_folder):
            continue
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not everything and not _is_utf8(entry.name):
            problems.append(Problem(_shown(path), "is passed over: its name is not UTF-8"))
            continue
        yield path, is_folder, ignores


def _is_old_environment(folder: str, names: set[str]) -> bool:
    """Whether the folder is an environment that virtualenv made before it wrote pyvenv.cfg."""
    return any(
        name in names and Path(folder, name, "activate").is_file() and Path(folder, name, program).is_file()
        for name, program in (("bin", "activate_this.py"), ("bin", "python"), ("Scripts", "python.exe"))
    )


def _is_of_setuptools(folder: str, names: set[str]) -> bool:
    """Whether a folder called `build` holds the copies that `setup.py build` makes of the packages beside it."""
    made = {each for each in names if each.startswith(("bdist.", "lib", "temp.", "scripts-"))}
    return "lib" in names and names == made and Path(folder, "..", "setup.py").is_file()


def _wanted(folder: str, entry: os.DirEntry[str], everything: bool) -> bool:
    if LEFTOVER.match(entry.name):
        return False
    if everything:
        return entry.is_symlink() or entry.is_file(follow_symlinks=False)
    kind = kind_of(f"{folder}/{_shown(entry.name)}")
    return ("." not in entry.name or kind != "") and entry.is_file(follow_symlinks=False)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: str) -> str:
    """A path for a report: bytes that are no UTF-8 become a replacement character."""
    return path.encode(errors="surrogateescape").decode(errors="replace")
