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
    return (text for _, text in _pages(project, folders, READMES))


def guides(project: Project, folders: Iterable[str]) -> Iterator[str]:
    """The text of each page in these folders that tells people how to install, develop, deploy or start the service."""
    return (text for _, text in guide_pages(project, folders))


def guide_pages(project: Project, folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The path and the text of each of these pages."""
    return _pages(project, folders, (*READMES, *_OTHERS))


def _pages(project: Project, folders: Iterable[str], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for folder in dict.fromkeys(folders):
        for name in names:
            if text := project.text_on_disk(path := posixpath.join(folder, name)):
                yield path, text
