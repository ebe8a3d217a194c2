"""The interpreter of a service: its own environment, or one that uv makes from its lock or requirements."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from labs.cluster.cleanroom import BuildFailed, Environment, NoIndex, uv
from labs.prove.profile import BadProfile

ENVIRONMENTS = (".venv", "venv", "env")
REQUIREMENTS = ("requirements.lock", "requirements.txt", "requirements/prod.txt", "requirements/production.txt",
                "requirements/base.txt", "requirements/default.txt", "requirements/common.txt")  # fmt: skip
SERVERS = ("gunicorn", "uvicorn", "hypercorn", "daphne", "uwsgi")


def find(tree: Path, folder: Path, named: str) -> tuple[Path, str] | None:
    """The folder of the programs of the environment that a service has, and where that was found."""
    if named == "labs":
        return Path(sysconfig.get_path("scripts")), "the environment of the labs"
    if named:
        place = tree / named
        return (place.parent if place.is_file() else place / "bin"), "the profile"
    for base in dict.fromkeys((folder, tree)):
        for name in ENVIRONMENTS:
            if (base / name / "bin" / "python").exists():
                return base / name / "bin", f"{(base / name).relative_to(tree)}/"
    return None


def make(tree: Path, folder: Path, home: Path, program: str) -> tuple[Path, str]:
    """An environment in home with what the service's lock or requirements say, and the server that its image or host
    brings beside them: program. Raises BadProfile where none can be made."""
    words, source = next(installs(tree, folder, home), ((), ""))
    target = home / "environment"
    try:
        uv("venv", "--quiet", "--python", sys.executable, target)
        if words:
            # Images of Python have it up to 3.11, and older servers need its pkg_resources.
            uv("pip", "install", "--quiet", "--python", target / "bin" / "python", "setuptools<81")
            uv("pip", "install", "--quiet", "--python", target / "bin" / "python", *words, cwd=folder)
        if program in SERVERS and missing_program(target / "bin", program):
            uv("pip", "install", "--quiet", "--python", target / "bin" / "python", program)
    except NoIndex as error:
        raise BadProfile(f"no environment could be made from {source}: {error}") from None
    except BuildFailed as error:
        raise BadProfile(
            f"no environment could be made from {source}: make a .venv, or name its python in the profile\n{error}"
        ) from None
    return target / "bin", f"made from {source}" if source else "made, empty: the tree says no requirements"


def installs(tree: Path, folder: Path, home: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """The arguments of `uv pip install`, the best first, and the file that they are from."""
    for base in dict.fromkeys((folder, tree)):
        if (base / "uv.lock").is_file():
            exported = home / "exported.txt"
            words = ("--quiet", "--frozen", "--no-dev", "--no-hashes", "--no-emit-project", "--output-file", exported)
            uv("export", *words, "--project", base)
            yield ("-r", str(exported)), "uv.lock"
        if (base / "Pipfile.lock").is_file():
            listed = json.loads((base / "Pipfile.lock").read_text())["default"]
            exported = home / "exported.txt"
            exported.write_text("".join(f"{name}{each.get('version', '')}\n" for name, each in listed.items()))
            yield ("-r", str(exported)), "Pipfile.lock"
        for name in REQUIREMENTS:
            if (base / name).is_file():
                yield ("-r", str(base / name)), name
        if (base / "pyproject.toml").is_file() and "[project]" in (base / "pyproject.toml").read_text():
            yield ("-r", str(base / "pyproject.toml")), "pyproject.toml"


@contextlib.contextmanager
def room(words: tuple[str, ...], folder: Path, home: Path, newer: Path | None = None) -> Iterator[Environment]:
    """A clean room with what `uv pip install` installs by these words. newer: as of cleanroom.build. Raises as it."""
    home.mkdir()
    environment = home / "venv"
    uv("venv", "--quiet", "--python", sys.executable, environment)
    late = ["--find-links", str(newer)] if newer else []
    uv("pip", "install", "--quiet", "--python", environment / "bin" / "python", *late, *words, cwd=folder)
    yield Environment(environment, folder)


def missing_program(programs: Path, word: str) -> bool:
    """Whether the environment lacks the program that a command begins with."""
    path = os.pathsep.join(map(str, (programs, "/usr/local/bin", "/usr/bin", "/bin")))
    return not any(os.access(Path(folder) / word, os.X_OK) for folder in path.split(os.pathsep)) and "/" not in word
