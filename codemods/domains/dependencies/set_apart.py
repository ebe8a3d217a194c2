"""Requirements files that no service runs on: of the checks of CI, of a package for an index, of the documentation, of
scripts that people run by hand.
"""

from __future__ import annotations

import posixpath
import re

from codemods.domains.commands.by_hand import is_reached, is_run_by_hand
from codemods.domains.dependencies import manifests
from codemods.formats import dockerfile
from codemods.libraries import servers
from codemods.libraries.distributions import BUILDS_PAGES, METADATA
from codemods.libraries.frameworks import web
from codemods.model.import_graph import importers
from codemods.project.audience.started import is_published_library
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_CI = re.compile(r"^(?:\.github/|\.gitlab/|\.circleci/|\.gitlab-ci\.ya?ml$|\.travis\.yml$|azure-pipelines\.ya?ml$)")
# Who reads these installs nothing by them.
_TOLD = (".md", ".rst", ".txt", ".in", "ignore")
# What a manifest tells an index of its package.
_PUBLISHED = re.compile(rb"Programming Language :: Python\b")
_SETS_UP = re.compile(r"\bsetup\.py\s+(?:install|develop|bdist\w*)\b|\bpython\S*\s+-m\s+build\b")
# Packages that were made before.
_PACKED = re.compile(r"\*|\.(?:whl|zip|tar\.\w+|tgz)\b")
# What a platform or an image is told by, which has the folder's requirements installed.
_DEFINES = frozenset(("dockerfile", "procfile", "compose", "unit"))


def is_set_apart(manifest: SourceFile) -> bool:
    """Whether nothing that serves is installed by a requirements file."""
    return (
        is_for_checks(manifest)
        or is_published_library(manifest.project)
        or _is_of_package(manifest)
        or _builds_pages(manifest)
        or _is_of_scripts(manifest)
    )


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


def _is_of_package(manifest: SourceFile) -> bool:
    """Whether a package's own file reads the requirements file for all who install the package, which an index gets or
    the images take in another way.
    """
    project = manifest.project
    if not manifests.is_metadata(manifest) or manifest.path in _in_any_image(project):
        return False
    if any(_sets_up(image) for _, image in manifests.images(project)):
        return False
    folder = posixpath.dirname(manifest.path)
    told = (project.files.get(posixpath.join(each, name)) for each in manifests.upward(folder) for name in METADATA)
    return bool(_in_any_image(project)) or any(each is not None and _PUBLISHED.search(each.spelled) for each in told)


def _builds_pages(manifest: SourceFile) -> bool:
    """Whether what the file asks for makes documentation, and none of it serves."""
    read = manifests.document(manifest)
    names = {each.name for each in read.requirements} if read else set()
    return any(map(BUILDS_PAGES.match, names)) and names.isdisjoint(web.INSTALLED | servers.INSTALLED)


def _is_of_scripts(manifest: SourceFile) -> bool:
    """Whether all the code of the file's own folder, which no definition starts, is scripts that people run by hand."""
    project, folder = manifest.project, posixpath.dirname(manifest.path)
    if not folder or manifest.path in _in_any_image(project):
        return False
    below = [each for path, each in project.files.items() if path.startswith(f"{folder}/")]
    code = [each for each in below if each.kind == "python" and not project.is_test(each.path)]
    first = [each for each in code if not importers(each)]
    run = any(map(is_run_by_hand, first)) and all(is_run_by_hand(each) or _is_empty(each) for each in first)
    return run and not any(map(is_reached, code)) and not any(each.kind in _DEFINES for each in below)


def _is_empty(file: SourceFile) -> bool:
    return not file.data.strip()


def _sets_up(image: dockerfile.Document) -> bool:
    """Whether an image installs a package of the tree by its own metadata."""
    return any(each.keyword == "RUN" and _SETS_UP.search(each.text) for each in image.instructions) or any(
        line.kind == "path" and _PACKED.search(line.target) is None
        for _, found in manifests.image_installs(image) for line, _ in found.named
    )  # fmt: skip


@once
def _in_any_image(project: Project) -> frozenset[str]:
    """The requirements files that an image of the tree installs."""
    roots = {project.service_root(file.path) for file, _ in manifests.images(project)}
    return frozenset(path for root in roots for path in _in_images(project, root))


@once
def _in_images(project: Project, root: str) -> frozenset[str]:
    """The requirements files that the images of a service install by their names, and what these take in."""
    found = [
        other
        for file, image in manifests.images(project)
        if project.service_root(file.path) == root and not manifests.is_aside(file)
        for _, install in (*manifests.image_installs(image), *manifests.image_wheels(image))
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
