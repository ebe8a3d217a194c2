"""A clean room: an empty virtual environment in which only what the Dockerfile installs will be.

uv stands in for pip: it takes the same arguments, keeps what it downloaded once, and is quick. docker_build makes one
with a Docker Engine.
"""

import base64
import contextlib
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from labs.cluster import dockerfile, service

NEWER = "9999.0"
# What uv does not know, or knows by another name; each is no use in a fresh environment.
IGNORED = {"--no-cache-dir", "--disable-pip-version-check", "--root-user-action=ignore", "--user"}
OFFLINE = ("error sending request", "dns error", "Failed to fetch", "Could not connect", "timed out")
# Prints a line for each of the modules that a program in the working directory would not find, and for CMD's program.
LOOK = """
import importlib.util, shutil, sys
program, *modules = sys.argv[1:]
gone = [name for name in modules if importlib.util.find_spec(name) is None]
print(*gone, *[] if shutil.which(program) else [f"the program {program}"], sep="\\n")
"""


class BuildFailed(Exception):
    """What the failing step said."""


class NoIndex(RuntimeError):
    """The package index does not answer."""

    def __init__(self, said: str) -> None:
        super().__init__(f"the package index does not answer: connect, or run experiment 2 later\n{said}")


class Room(Protocol):
    """What a build has made."""

    def installed(self) -> dict[str, str]:
        """Each distribution's version."""

    def missing(self, modules: Iterable[str]) -> list[str]:
        """Those of the modules that a program started there would not find, and CMD's program if it is not there."""


def uv(*arguments: str | Path, cwd: Path | None = None) -> str:
    """Standard output of uv. Raises BuildFailed, or NoIndex where nothing can be downloaded."""
    command = [sys.executable, "-m", "uv", *map(str, arguments), "--no-config", "--color", "never"]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode and any(word in done.stderr for word in OFFLINE):
        raise NoIndex(done.stderr)
    if done.returncode:
        raise BuildFailed(done.stderr.strip())
    return done.stdout


@dataclass(frozen=True)
class Environment:
    """A virtual environment, and the tree that it was made for."""

    folder: Path
    tree: Path

    def installed(self) -> dict[str, str]:
        return versions(uv("pip", "freeze", "--python", self.folder / "bin" / "python"))

    def missing(self, modules: Iterable[str]) -> list[str]:
        return look(self._python, self.tree, modules)

    def _python(self, *words: str) -> str:
        programs = self.folder / "bin"
        path = {"PATH": f"{programs}{os.pathsep}{os.defpath}"}
        command = [str(programs / "python"), "-c", *words]
        return subprocess.run(command, cwd=self.tree, env=path, capture_output=True, text=True, check=True).stdout


def look(python: Callable[..., str], tree: Path, modules: Iterable[str]) -> list[str]:
    """Room.missing, by the room's `python -c`."""
    return list(filter(None, python(LOOK, service.command(tree)[0], *sorted(modules)).splitlines()))


@contextlib.contextmanager
def build(tree: Path, home: Path, newer: Path | None = None, python: str | Path = sys.executable) -> Iterator[Room]:
    """Carry out the tree's pip installs in a new environment in home, of a Python of the same version as python. newer
    is a folder of wheels that the index has by then. Raises BuildFailed, NoIndex."""
    environment = home / "venv"
    uv("venv", "--quiet", "--python", python, environment)
    late = ["--find-links", str(newer)] if newer else []
    for arguments in dockerfile.pip_installs(tree):
        words = [each for word in arguments if word not in IGNORED for each in _expanded(word, tree)]
        uv("pip", "install", "--quiet", "--python", environment / "bin" / "python", *late, *words, cwd=tree)
    yield Environment(environment, tree)


def _expanded(word: str, tree: Path) -> Sequence[str]:
    """As a shell does it; a name without a slash would be looked up in the index."""
    found = sorted(tree.glob(word.removeprefix("./"))) if "*" in word else []
    return [f"./{path.relative_to(tree)}" for path in found] or [word]


def versions(frozen: str) -> dict[str, str]:
    """Each distribution's version in the output of pip freeze."""
    pairs = (line.replace(" @ ", "==", 1).partition("==") for line in frozen.splitlines())
    # A local package is listed with the path that it came from, which differs from one build to the next.
    return {name: "local" if "://" in version else version for name, _, version in pairs}


def release_of_everything(names: Iterable[str], folder: Path) -> Path:
    """A folder with one more release of each distribution, newer than any: the index some months from now."""
    folder.mkdir()
    for name in names:
        module = name.lower().replace("-", "_")
        info = f"{module}-{NEWER}.dist-info"
        files = {
            f"{module}_newer.py": "",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: labs\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in files.items())
        with zipfile.ZipFile(folder / f"{module}-{NEWER}-py3-none-any.whl", "w") as wheel:
            for path, text in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}).items():
                wheel.writestr(path, text)
    return folder


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
