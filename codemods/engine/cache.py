"""The results of finished checks, kept for the next run on the same tree.

A result's name is a hash of all that it can depend on: the files' paths and bytes, what else lies in the tree and
in the folders above it (names, sizes, times), the rules, this program's own sources, the Python that runs. So nothing
is taken for the result of another state, and nothing has to be invalidated. What goes wrong here costs time only.

A secret is not kept, only which rule finds it in which file, so that a report of a kept result can conceal it. A run
whose fixes read folders anywhere on the machine is not kept.
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
from typing import Any

from codemods.analysis.project import Project
from codemods.engine.session import Checked
from codemods.finding import Finding, Problem, Safety, Span

_MAX_DAYS = 30
_MAX_RESULTS = 200
_MAX_BYTES = 5_000_000
# What these find depends on folders outside of the tree that only the code names.
_LOOKS_OUTSIDE = frozenset(("OP205", "OP206"))
_SUFFIX = ".json"
# What a rule looks for in the folders above the tree.
_MANIFEST = re.compile(
    r"/(\.git/?|[^/]*(lock|requirements|project|pipfile|setup|environment|conda|\.env)[^/]*)\0", re.IGNORECASE
)


def folder() -> Path:
    """Where the user's results lie."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "operable"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "operable"
    return Path.home() / ".cache" / "operable"


def key(project: Project, rules: Iterable[str]) -> str | None:
    """The name of the result of checking the project with some rules; None for a tree whose state can't be told."""
    found = hashlib.sha256()
    try:
        for each in (_program(), sys.version, sorted(rules), os.path.realpath(project.root)):
            found.update(f"{each}\0".encode(errors="surrogateescape"))
        for path, file in sorted(project.files.items()):
            found.update(f"{path}\0{len(file.data)}\0".encode())
            found.update(file.data)
        for line in _around(project):
            found.update(line.encode(errors="surrogateescape"))
    except (OSError, ValueError):
        return None
    return found.hexdigest()


def load(name: str) -> tuple[Checked, list[tuple[str, str]]] | None:
    """The result of that name, None where there is none that can be read; and what finds its secrets: path and rule."""
    try:
        path = folder() / (name + _SUFFIX)
        kept = json.loads(path.read_bytes())
        result = Checked([_finding(each) for each in kept["findings"]], [Problem(*each) for each in kept["problems"]])
        hidden = [(str(path_), str(rule)) for path_, rule in kept["hidden"]]
        os.utime(path)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return result, hidden


def save(name: str, result: Checked) -> None:
    """Keep a result whose findings' words hold no secret, for its owner alone; and let go of what is old."""
    if any(each.rule in _LOOKS_OUTSIDE for each in result.findings):
        return
    rows = [
        (each.rule, each.path, (each.span.line, each.span.column, each.span.end_line, each.span.end_column),
         each.message, each.remedy, each.safety.value)
        for each in result.findings
    ]  # fmt: skip
    hidden = sorted({(each.path, each.rule) for each in result.findings if each.conceal})
    problems = [(each.path, each.message, each.line) for each in result.problems]
    data = json.dumps({"findings": rows, "problems": problems, "hidden": hidden}).encode()
    with contextlib.suppress(OSError):
        if len(data) <= _MAX_BYTES:
            folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            _prune()
            _write(folder() / (name + _SUFFIX), data)


def _write(path: Path, data: bytes) -> None:
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
    rule, path, span, message, remedy, safety = row
    if not all(type(each) is str for each in (rule, path, message, remedy)):
        raise ValueError("no finding")
    return Finding(rule, path, Span(*map(int, span)), message, remedy, Safety(safety))


@functools.cache
def _program() -> str:
    """A hash of this program's own sources."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def _around(project: Project) -> Iterator[str]:
    """A line for each file that was not read but may be asked for: `.env`, a lock above the tree, a data file.

    Raises ValueError for a symbolic link to a folder: what lies behind it has no end.
    """
    root = os.path.realpath(project.root)
    for above in Path(root).parents:
        yield from (line for line in _listed(str(above), str(above), deep=False) if _MANIFEST.search(line))
    # A service is at times started from the folder above it, with that folder's modules.
    with contextlib.suppress(OSError):
        beside = sorted(os.scandir(Path(root).parent), key=lambda each: each.name)
        yield from (f"{each.name}\0" for each in beside if each.name.endswith(".py") or _is_package(each.path))
    for prefix in filter(None, (sys.prefix, os.environ.get("VIRTUAL_ENV"))):
        for site in sorted(Path(prefix).glob("lib/python3*/site-packages")):
            yield from _listed(str(site), str(site), deep=False)
    for library in project.libraries:
        yield from _listed(os.path.realpath(library), "library", deep=True)
    yield from _listed(root, "", deep=True, known=project)


def _is_package(folder: str) -> bool:
    return Path(folder, "__init__.py").is_file()


def _listed(folder: str, shown: str, *, deep: bool, known: Project | None = None) -> Iterator[str]:
    """A line for each entry of a folder: a folder's name, a file's name, size and time."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda each: each.name)
    except OSError:
        return
    for each in entries:
        path = f"{shown}/{each.name}".lstrip("/")
        if each.is_dir(follow_symlinks=False):
            yield f"{path}/\0"
            if deep and each.name not in (".git", "node_modules", "__pycache__"):
                yield from _listed(each.path, path, deep=True, known=known)
        elif known is None or path not in known.files:
            if deep and each.is_symlink() and each.is_dir():
                raise ValueError("a link to a folder")
            with contextlib.suppress(FileNotFoundError):
                state = each.stat()
                yield f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0"
