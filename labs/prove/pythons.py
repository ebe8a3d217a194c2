"""Which version of Python a service is made for, and where this machine has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from labs.cluster import dockerfile

VERSION = re.compile(r"3\.\d+(\.\d+)?")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
OLDEST = (3, 8)  # the first that lets itself be watched
IMAGE = re.compile(r"(?:^|/)python:(3\.\d+)")
# Files that name one version, and how.
NAMED = {
    ".python-version": re.compile(r"^\s*(?:python-)?(3\.\d+)", re.MULTILINE),
    "runtime.txt": re.compile(r"python-(3\.\d+)"),
    "Pipfile": re.compile(r'python_version\s*=\s*"(3\.\d+)'),
}
LEAST = re.compile(r'(?:requires-python\s*=\s*"|^python\s*=\s*")[^"\n]*?(?:>=|\^|~=?|==)\s*(3\.\d+)', re.MULTILINE)


def said(tree: Path, folder: Path) -> tuple[str, str]:
    """The version that a tree says, and which file of it says so; ("", "") where none does. What is older than OLDEST
    is told as that."""
    version, source = next(_said(tree, folder), ("", ""))
    if version and _pair(version) < OLDEST:
        return ".".join(map(str, OLDEST)), f"{source} says {version}"
    return version, source


def _said(tree: Path, folder: Path) -> Iterator[tuple[str, str]]:
    for base in dict.fromkeys((folder, tree)):
        if (base / "Dockerfile").is_file():
            found = (IMAGE.search(each) for each in dockerfile.bases(base))
            yield from ((match[1], "Dockerfile") for match in found if match)
        for name, shape in NAMED.items():
            if match := shape.search(_text(base / name)):
                yield match[1], name
        # A least version says something only to an interpreter that is older.
        if (match := LEAST.search(_text(base / "pyproject.toml"))) and _pair(match[1]) > sys.version_info[:2]:
            yield match[1], "pyproject.toml"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _pair(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")[:2]))


def instead(version: str) -> list[str]:
    """The versions to try where one is not to be had: those just below it, then the labs' own."""
    minors = range(_pair(version)[1] - 1 if version else 0, sys.version_info.minor, -1)
    return [*(f"3.{minor}" for minor in minors), OWN]


def program(version: str) -> str:
    """What uv is to make an environment of for a version: a program of this machine, or the version, for uv to find."""
    if version == OWN:
        return sys.executable
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    managed = sorted(root.glob(f"versions/{version}*/bin/python3"))
    places = [shutil.which(f"python{version}"), *map(str, managed)]
    return next((place for place in places if place and _is(place, version)), version)


def _is(place: str, version: str) -> bool:
    """Whether a program is that version: a shim of pyenv may be none."""
    words = [place, "-c", "import platform; print(platform.python_version())"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"{done.stdout.strip()}.".startswith(f"{version}.")
