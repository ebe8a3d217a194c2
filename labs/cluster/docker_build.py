"""A clean room by a Docker Engine: the image that it builds from the Dockerfile, without its cache.

The build needs the package index, and the registry unless the engine has the base image: see the network it is given.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from labs.cluster import cleanroom
from labs.cluster.docker import LABEL, docker

# What pip, or the engine, says when it reaches nobody.
OFFLINE = ("connection broken by", "Failed to establish a new connection", "failed to do request")
FROM = re.compile(r"^FROM .*$", re.MULTILINE | re.IGNORECASE)
FOLDER = "newer-releases"
LATE = f"COPY {FOLDER} /{FOLDER}\nENV PIP_FIND_LINKS=/{FOLDER}"


@dataclass(frozen=True)
class Image:
    """A built image, and the tree that it was built from."""

    identity: str
    tree: Path

    def installed(self) -> dict[str, str]:
        return cleanroom.versions(self._python("-m", "pip", "freeze"))

    def missing(self, modules: Iterable[str]) -> list[str]:
        return cleanroom.look(lambda *words: self._python("-c", *words), self.tree, modules)

    def _python(self, *words: str) -> str:
        return docker("run", "--rm", "--network=none", _label(), "--entrypoint=python", self.identity, *words)


@contextlib.contextmanager
def build(tree: Path, home: Path, newer: Path | None = None) -> Iterator[cleanroom.Room]:
    """Build the tree's image; the same arguments and errors as cleanroom.build. It is gone afterwards."""
    context = shutil.copytree(tree, home / "context")
    if newer:
        _add(context, newer)
    name = home / "identity"
    try:
        docker("build", "--no-cache", "--network=host", "--progress=plain", _label(), f"--iidfile={name}", context)
    except RuntimeError as error:
        raise (cleanroom.NoIndex if any(word in str(error) for word in OFFLINE) else cleanroom.BuildFailed)(
            _failure(str(error))
        ) from error
    identity = name.read_text()
    try:
        yield Image(identity, tree)
    finally:
        docker("rmi", "--force", identity)


def _label() -> str:
    return f"--label={LABEL}={os.getpid()}"


def _add(context: Path, newer: Path) -> None:
    """Have every stage find the newer releases, beside those of the index."""
    shutil.copytree(newer, context / FOLDER)
    file, ignored = context / "Dockerfile", context / ".dockerignore"
    file.write_text(FROM.sub(lambda found: f"{found[0]}\n{LATE}", file.read_text()))
    if ignored.exists():
        ignored.write_text(f"{ignored.read_text()}\n!{FOLDER}\n")


def _failure(said: str) -> str:
    """The lines of a build's log that tell why it failed, or all of it where none does."""
    errors = [line for line in said.splitlines() if "ERROR" in line]
    return "\n".join(errors) or said
