"""The text files that no rule reads, in the folders that a stack's images are built from: code in other languages."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from codemods.domains.deployment.images import context_of
from codemods.engine.files.discover import MAX_BYTES, SKIPPED_FOLDERS
from codemods.formats import compose, parse
from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project
from codemods.vocabulary.unreadable import Unreadable

# What a program writes for itself, and what only people read.
_NO_CODE = re.compile(
    r".*(?:\.lock|[-.]lock\.(?:json|ya?ml)|-shrinkwrap\.json|\.sum|\.min\.\w+|\.map|\.md|\.rst|\.adoc)$", re.IGNORECASE
)
# A sample of variables, `sample.env.dev`, is what each installation begins with.
_OF_VARIABLES = re.compile(r"(?:^|[._-])env(?:[._-]|$)")
_HEAD = 1024


def other_texts(project: Project, path: str) -> Iterator[tuple[str, bytes]]:
    """Those beside the file at `path`, each with its text: of the Compose files in its folder, or around its image."""
    taken = set()
    beside = [_beside(project.root, posixpath.dirname(path))] if project.files[path].kind == "compose" else []
    for found in (*beside, *(_paths(project.root, folder) for folder in _contexts(project, path))):
        for inside in found:
            if inside in taken or inside in project.files or git_verdict(project, inside):
                continue
            if project.is_test(inside) and not _OF_VARIABLES.search(posixpath.basename(inside)):
                continue
            taken.add(inside)
            if data := _text(project.root / inside):
                yield inside, data


def _contexts(project: Project, path: str) -> list[str]:
    """The folders that the Compose files of a file's stack build images from."""
    found: dict[str, None] = {}
    own = project.files[path].kind == "compose"
    for each in project.files.values():
        if each.kind != "compose":
            continue
        try:
            document: compose.Document = parse(each)
        except Unreadable:
            continue
        services = {str(one.path[1]) for one in document.scalars if one.path[:1] == ("services",) < one.path}
        folders = [context_of(each, document, name) for name in sorted(services)]
        inside = [folder for folder in folders if folder is not None and not folder.startswith(("..", "/"))]
        beside = posixpath.dirname(each.path) == posixpath.dirname(path)
        if beside if own else any(not folder or path.startswith(f"{folder}/") for folder in inside):
            found |= dict.fromkeys(inside)
    return list(found)


def _paths(root: Path, folder: str) -> Iterator[str]:
    for where, folders, names in os.walk(root / folder):
        folders[:] = sorted(each for each in folders if each not in SKIPPED_FOLDERS)
        inside = Path(where).relative_to(root)
        yield from ((inside / name).as_posix() for name in sorted(names) if not _NO_CODE.match(name))


def _beside(root: Path, folder: str) -> Iterator[str]:
    """The files of the folder itself, as samples of what its Compose file takes: `sample.env.dev`."""
    names = sorted(each.name for each in (root / folder).iterdir()) if (root / folder).is_dir() else []
    yield from (posixpath.join(folder, name) for name in names if not _NO_CODE.match(name))


def _text(place: Path) -> bytes:
    """What the file holds; nothing where it is too large for code, no text, or only a link."""
    try:
        if place.is_symlink() or not place.is_file() or place.stat().st_size > MAX_BYTES:
            return b""
        with place.open("rb") as file:
            head = file.read(_HEAD)
            return b"" if b"\0" in head else head + file.read()
    except OSError:
        return b""
