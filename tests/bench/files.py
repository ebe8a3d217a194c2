"""The files of the benchmark: what `check` reads of the corpus' packages, and trees of any size made of them."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.engine.request import load
from tests.corpus.trees import wheels


@dataclass(frozen=True)
class Size:
    """What a tree holds."""

    packages: int
    files: int
    lines: int
    bytes: int


def corpus(folder: Path) -> dict[str, bytes]:
    """The Python files of the packages, by path. Every program is given these and no others."""
    found: dict[str, bytes] = {}
    for name, tree in wheels(folder).items():
        project, _ = load(tree)
        found |= {f"{name}/{path}": file.data for path, file in project.files.items() if path.endswith(".py")}
    return found


def size(files: Mapping[str, bytes]) -> Size:
    packages = {path.partition("/")[0] for path in files}
    lines = sum(data.count(b"\n") for data in files.values())
    return Size(len(packages), len(files), lines, sum(map(len, files.values())))


def write(files: Iterable[tuple[str, bytes]], target: Path) -> Path:
    for path, data in files:
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return target


def grown(files: Mapping[str, bytes], lines: int) -> Iterator[tuple[str, bytes]]:
    """Files of at least so many lines together: a mix of all packages; then copies of all under other names.

    Copies differ in their last line: nothing that knows a file by its content may take two for one.
    """
    order = sorted(files, key=lambda path: hashlib.sha256(path.encode()).digest())
    for copy in itertools.count(1) if order else ():
        for path in order:
            if lines <= 0:
                return
            data = files[path] if copy == 1 else files[path] + b"\n# copy %d\n" % copy
            lines -= data.count(b"\n")
            yield f"copy{copy}/{path}" if copy > 1 else path, data
