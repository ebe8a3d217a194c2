"""The interpreter of a service: its own environment, or one that uv makes from its lock or requirements."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

from labs.cluster.cleanroom import BuildFailed, Environment, NoIndex, uv
from labs.prove import pythons
from labs.prove.manifests import installs
from labs.prove.profile import BadProfile, Profile

ENVIRONMENTS = (".venv", "venv", "env")
SERVERS = ("gunicorn", "uvicorn", "hypercorn", "daphne", "uwsgi", "waitress-serve", "flask")
PACKAGES = {"waitress-serve": "waitress"}


def find(tree: Path, folder: Path, named: str) -> tuple[Path, str] | None:
    """The folder of the programs of the environment that a service has, and where that was found."""
    if named == "labs":
        return Path(sysconfig.get_path("scripts")), "the environment of the labs"
    if named and not pythons.VERSION.fullmatch(named):
        place = tree / named
        return (place.parent if place.is_file() else place / "bin"), "the profile"
    for base in dict.fromkeys((folder, tree)) if not named else ():
        for name in ENVIRONMENTS:
            if (base / name / "bin" / "python").exists():
                return base / name / "bin", f"{(base / name).relative_to(tree)}/"
    return None


def make(tree: Path, profile: Profile, home: Path, program: str) -> tuple[Path, str]:
    """An environment in home with what the service's lock or requirements say, and the server that its image or host
    brings beside them: program. Raises BadProfile where none can be made."""
    folder = tree / profile.folder
    words, source = next(installs(tree, folder, home), ((), ""))
    target = home / "environment"
    python, version = _of_a_version(tree, folder, profile.python, target)
    install: list[str | Path] = ["pip", "install", "--quiet", "--python", python, *as_of(profile)]
    try:
        if words:
            # Images of Python have it up to 3.11, and older servers need its pkg_resources.
            uv(*install, "setuptools<81")
            uv(*install, *words, cwd=folder)
        if program in SERVERS and missing_program(target / "bin", program):
            uv(*install, PACKAGES.get(program, program))
    except NoIndex as error:
        raise BadProfile(f"no environment could be made from {source}: {error}") from None
    except BuildFailed as error:
        raise BadProfile(
            f"no environment could be made from {source} with Python {version}: name in the profile the version that "
            f'it is made for, and the day that its pins are of: python = "3.9", as_of = "2021-06-30"; '
            f"or the python of an environment of your own\n{error}"
        ) from None
    made = f"{source}, " if source else "no requirements, of which the tree says nothing, "
    return target / "bin", f"made from {made}Python {version}"


def _of_a_version(tree: Path, folder: Path, named: str, target: Path) -> tuple[Path, str]:
    """An empty environment in target of the version that is named or that the tree says, and that version; of the
    labs' own where that is not to be had. Raises BadProfile where a named one is not."""
    said, source = (named, "the profile") if named else pythons.said(tree, folder)
    for version in dict.fromkeys((said, *pythons.instead(said))) if said else pythons.instead(said):
        with contextlib.suppress(BuildFailed, NoIndex):
            uv("venv", "--quiet", "--clear", "--python", pythons.program(version), target)
            lacking = f", as there is no {said} ({source}) here" if said else ""
            return target / "bin" / "python", f"{version} ({source})" if version == said else version + lacking
        if named:
            raise BadProfile(f"there is no Python {named} here, and uv cannot get one: install it, or leave python out")
    raise BadProfile(f"uv can make no environment of {sys.executable}: name the service's own in the profile")


def as_of(profile: Profile) -> Sequence[str]:
    """What lets uv install what there was on the profile's day."""
    return ("--exclude-newer", profile.as_of) if profile.as_of else ()


@contextlib.contextmanager
def room(
    words: tuple[str, ...], folder: Path, python: Path, home: Path, newer: Path | None = None
) -> Iterator[Environment]:
    """A clean room with what `uv pip install` installs by these words. newer: as of cleanroom.build. Raises as it."""
    home.mkdir()
    environment = home / "venv"
    uv("venv", "--quiet", "--python", python, environment)
    late = ["--find-links", str(newer)] if newer else []
    uv("pip", "install", "--quiet", "--python", environment / "bin" / "python", *late, *words, cwd=folder)
    yield Environment(environment, folder)


def missing_program(programs: Path, word: str) -> bool:
    """Whether the environment lacks the program that a command begins with."""
    path = os.pathsep.join(map(str, (programs, "/usr/local/bin", "/usr/bin", "/bin")))
    return not any(os.access(Path(folder) / word, os.X_OK) for folder in path.split(os.pathsep)) and "/" not in word
