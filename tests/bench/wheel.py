"""The wheel: how large it and what it depends on are, and how long its command takes to be imported."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from labs.trees import ROOT
from tests.bench.measure import RUNS, Failed, run

IMPORTED = ("", "import codemods.cli", "import codemods.cli, codemods.engine.checking, codemods.reports.formats")


@dataclass(frozen=True)
class Wheel:
    """Bytes of the wheel, and of its files unpacked; bytes on disk by distribution that it needs; seconds, medians,
    that a start of Python takes with nothing, with the command line, and with what `check` loads first.
    """

    packed: int
    unpacked: int
    needs: dict[str, int]
    seconds: tuple[float, ...]


def weighed(home: Path, quick: bool = False) -> Wheel:
    """Build the wheel in a folder, without an index, and import it from there. Raises Failed."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(home), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        raise Failed((done.stdout + done.stderr).strip().splitlines()[-1][:120])
    (built,) = home.glob("*.whl")
    unpacked = home / "unpacked"
    with zipfile.ZipFile(built) as wheel:
        wheel.extractall(unpacked)
        size = sum(each.file_size for each in wheel.infolist())
    seconds = tuple(_imported(each, home, unpacked, 1 if quick else RUNS) for each in IMPORTED)
    return Wheel(built.stat().st_size, size, {name: held(name) for name in sorted(needed("operable"))}, seconds)


def _imported(code: str, home: Path, unpacked: Path, runs: int) -> float:
    words = (sys.executable, "-c", code)
    # The first run writes the bytecode.
    done = [run(words, home, {"PYTHONPATH": str(unpacked)}) for _ in range(runs + 1)]
    if wrong := next((each for each in done if each.code), None):
        raise Failed(wrong.said.strip().splitlines()[-1][:120])
    return statistics.median(each.seconds for each in done[1:])


def needed(name: str) -> set[str]:
    """The distributions that an installer brings with one, by name, and what those bring; extras left out."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for each in _requirements(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _requirements(name: str) -> Iterator[str]:
    try:
        requirements = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for each in requirements:
        what, _, marker = each.partition(";")
        match = re.match(r"[\w.-]+", what)
        # What another platform, an older Python or an extra needs is not there.
        if match and not re.search(r"extra|python_version *<|platform|implementation", marker):
            yield re.sub(r"[-_.]+", "-", match[0]).lower()


def held(name: str) -> int:
    """The bytes of an installed distribution's files."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return 0
    places = [Path(str(each.locate())) for each in files if each.suffix != ".pyc"]
    return sum(each.stat().st_size for each in places if each.is_file())
