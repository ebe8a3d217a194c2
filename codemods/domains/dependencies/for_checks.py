"""Requirements files that the checks of CI alone install: what runs is an image with files of its own."""

from __future__ import annotations

import posixpath
import re

from codemods.domains.dependencies import manifests
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_CI = re.compile(r"^(?:\.github/|\.gitlab/|\.circleci/|\.gitlab-ci\.ya?ml$|\.travis\.yml$|azure-pipelines\.ya?ml$)")
# Who reads these installs nothing by them.
_TOLD = (".md", ".rst", ".txt", ".in", "ignore")


def is_for_checks(manifest: SourceFile) -> bool:
    """Whether an image of the service takes other requirements files, and nothing but CI names this one."""
    brought = _in_images(manifest.project, manifest.project.service_root(manifest.path))
    if not brought or manifest.path in brought or any(manifests.includers(manifest)):
        return False
    name = re.compile(rb"(?<![\w.-])%s" % re.escape(posixpath.basename(manifest.path).encode()))
    naming = [
        path for path, file in manifest.project.files.items()
        if path != manifest.path and not path.endswith(_TOLD) and name.search(file.spelled)
    ]  # fmt: skip
    return bool(naming) and all(map(_CI.match, naming))


def _in_images(project: Project, root: str) -> frozenset[str]:
    """The requirements files that the images of a service install by their names, and what these take in."""
    found = [
        other
        for file, image in manifests.images(project)
        if project.service_root(file.path) == root and not manifests.is_aside(file)
        for _, install in manifests.image_installs(image)
        for name in install.files
        if (other := manifests.in_image(file, name)) is not None
    ]
    taken: set[str] = set()
    for each in found:
        _take(each, taken)
    return frozenset(taken)


def _take(manifest: SourceFile, taken: set[str]) -> None:
    """Add the file and those that it takes in, each of which several others may take in."""
    if manifest.path in taken:
        return
    taken.add(manifest.path)
    read = manifests.document(manifest)
    for line in read.lines if read else ():
        other = manifests.target(manifest, line) if line.kind in ("include", "constraint") else None
        if other is not None:
            _take(other, taken)
