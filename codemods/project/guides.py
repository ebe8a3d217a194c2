"""The pages that tell people what to do with a service, which no document here reads: README, INSTALL, DEPLOYMENT."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from itertools import product

from codemods.project.project import Project

READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md", "README.org", "README.adoc")
_OTHERS = tuple(
    f"{page}{ending}"
    for page, ending in product(
        ("INSTALL", "INSTALLATION", "DEPLOY", "DEPLOYMENT", "CONTRIBUTING", "DEVELOPMENT", "DEVELOPING"),
        (".md", ".rst", ".txt", ""),
    )
)  # fmt: skip


def readmes(project: Project, folders: Iterable[str]) -> Iterator[str]:
    """The text of each folder's README; of every one, where it has several."""
    return _texts(project, folders, READMES)


def guides(project: Project, folders: Iterable[str]) -> Iterator[str]:
    """The text of each page in these folders that tells people how to install, develop, deploy or start the service."""
    return _texts(project, folders, (*READMES, *_OTHERS))


def _texts(project: Project, folders: Iterable[str], names: tuple[str, ...]) -> Iterator[str]:
    for folder in dict.fromkeys(folders):
        for name in names:
            if text := project.text_on_disk(posixpath.join(folder, name)):
                yield text
