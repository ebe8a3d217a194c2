"""Images that only developers or tests have: a platform builds the service from its sources, and starts it itself."""

from __future__ import annotations

import posixpath
import re

from codemods.formats import dockerfile, parse
from codemods.libraries.programs import PLATFORMS, TESTS, WORKLOAD
from codemods.project.audience.compose_signs import RELOADS
from codemods.project.audience.compose_use import is_for_developers, services_of, started_by
from codemods.project.audience.deployed_elsewhere import SERVES, has_buildpack, is_production, is_published, says_debug
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_DEPLOYED = frozenset(("prod", "production", "live", "staging", "stage", "deploy", "deployment", "swarm", "release"))
# What hands an image on, or starts it on a machine, outside of a CI.
_HANDS_ON = re.compile(
    rb"\bdocker\s+(?:image\s+)?push\b|--push\b|\bdocker\s+run\s(?:[^\n]*\s)?(?:-d|--detach|--restart)\b"
    rb"|\bgcloud\s+(?:builds\s+submit|run\s+deploy)\b|\bheroku\s+container:|\baz\s+acr\s+build\b|\bflyctl\s+deploy\b"
)


@once
def is_developers_image(image: SourceFile) -> bool:
    """Whether a Dockerfile is one for developers, or tests, beside what a platform makes of the service's sources."""
    if image.kind != "dockerfile" or not _DEPLOYED.isdisjoint(parts(posixpath.basename(image.path))):
        return False
    if _is_handed_on(image):
        return False
    folders = dict.fromkeys(("", posixpath.dirname(image.path), image.project.service_root(image.path)))
    if any(has_buildpack(image.project, each) for each in folders):
        return True
    if only_tests(image):
        return not _is_composed(image)
    started = started_by(image)
    return bool(
        any(_has_dynos(image.project, each) for each in folders)
        and RELOADS.search(started)
        and _is_composed(image, by_developers=True)
        and not _is_composed(image)
    )


def only_tests(image: SourceFile) -> bool:
    """Whether all that the stages of a Dockerfile start are tests."""
    try:
        document: dockerfile.Document = parse(image)
    except Unreadable:
        return False
    started = [" ".join(each.words or (each.text,)) for each in document.instructions if each.keyword == "CMD"]
    entered = any(each.keyword == "ENTRYPOINT" for each in document.instructions)
    return bool(started) and not entered and all(map(TESTS.search, started))


def _has_dynos(project: Project, folder: str) -> bool:
    """Whether a Procfile starts a server of production from a folder's sources."""
    text = project.text_on_disk(posixpath.join(folder, "Procfile"))
    return SERVES.search(text) is not None and not says_debug(text)


def _is_handed_on(image: SourceFile) -> bool:
    """Whether anything takes an image of the tree elsewhere: a CI, another platform, a cluster, a script."""
    project, folder = image.project, posixpath.dirname(image.path)
    if is_published(project, folder) or is_published(project, ""):
        return True
    if any(project.is_on_disk(posixpath.join(each, name)) for each in {"", folder} for name in PLATFORMS):
        return True
    return any(
        WORKLOAD.search(each.spelled) if each.kind in ("yaml", "plain") else _HANDS_ON.search(each.data)
        for each in project.files.values()
        if each.kind in ("yaml", "plain", "shell") and is_production(each)
    )


def _is_composed(image: SourceFile, by_developers: bool = False) -> bool:
    """Whether a Compose file of production has a container of an image start something; or one of developers any."""
    return any(
        each.image is image and (by_developers or not RELOADS.search(each.command))
        for file in image.project.files.values()
        if file.kind == "compose" and _is_developers(file) is by_developers
        for each in services_of(file)
    )


def _is_developers(file: SourceFile) -> bool:
    try:
        return not is_production(file) or is_for_developers(file)
    except Unreadable:
        return False
