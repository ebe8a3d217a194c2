"""Whether something other than a Compose file starts a service: a platform, a cluster, an image that a CI pushes."""

from __future__ import annotations

import posixpath
import re

from codemods.libraries import servers
from codemods.libraries.programs import PLATFORMS, PLATFORMS_BY_TEXT, WORKLOAD
from codemods.project.audience.compose_signs import RELOADS
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path
from codemods.vocabulary.kept import once

SERVES = re.compile(
    rf"(?:^|[\s/])(?:(?:{servers.NOT_WATCHING})\b|(?:{servers.WATCHING})\b(?!.*--reload)|httpd\b|apache2\w*\b|mod_wsgi)"
)
_DEBUG_MODE = re.compile(
    r"(?im)(?<![\w-])(?:\w+_)?(?:DEBUG=(?:1|true|yes|on)\b|LOG_?LEVEL=DEBUG\b|ENV(?:IRONMENT)?=dev\w*)"
    r"|--log-level[= ]debug\b"
)
_CI = re.compile(
    r"^\.(?:github/workflows|circleci|buildkite|gitlab)/|^(?:\.gitlab-ci|cloudbuild|buildspec|azure-pipelines)[\w.-]*$"
)
_PUSHES = re.compile(
    rb"\bdocker\s+(?:image\s+)?push\b|--push\b|\bpush[:=]\s*[\"']?true\b|\buses:[^\n]*\bPublish-Docker-Git[Hh]ub-Action\b"
)
_IMAGE = re.compile(
    rb"^[ \t-]*[\"']?(?:image|Image|repository)[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',#][^\"'\n,#]*)", re.MULTILINE
)

# Cloud Foundry's manifest: applications, each from a buildpack unless it is given an image.
_APPLICATIONS = re.compile(rb"^applications:", re.MULTILINE)
_BUILDPACK = re.compile(rb"^[ \t-]*buildpacks?:[^\n]*(?:\n[ \t-][^\n]*)*?python", re.MULTILINE)
_OF_IMAGE = re.compile(rb"^[ \t-]*docker:[ \t]*\n[ \t]+image:", re.MULTILINE)


def is_deployed(file: SourceFile, folders: set[str], words: set[str]) -> bool:
    """Whether a platform or a cluster starts what lies in one of the folders, or is called by one of the words."""
    project = file.project
    roots = {"", *folders, *(project.service_root(posixpath.join(each, "x")) for each in folders)}
    platforms = (posixpath.join(root, name) for root in roots for name in ("Procfile", *PLATFORMS, *PLATFORMS_BY_TEXT))
    if any(each != file.path and _starts(project, each) for each in platforms):
        return True
    if any(has_buildpack(project, each) for each in roots):
        return True
    called = words | {*parts(project.root.name)}
    return any(
        WORKLOAD.search(other.spelled) and _runs(other, called, project.service_root(path) in roots)
        for path, other in project.files.items()
        if other.kind in ("yaml", "plain") and is_production(other)
    )


@once
def has_buildpack(project: Project, folder: str) -> bool:
    """Whether a manifest of Cloud Foundry has the platform build what lies in a folder."""
    return any(
        file.kind == "yaml"
        and posixpath.basename(path).startswith("manifest")
        and _APPLICATIONS.search(file.data)
        and _BUILDPACK.search(file.data)
        and not _OF_IMAGE.search(file.data)
        for path, file in project.files.items()
        if posixpath.dirname(path) in (folder, *(posixpath.join(folder, each) for each in ("manifests", "deploy")))
    )


def _starts(project: Project, path: str) -> bool:
    """Whether a platform's file is there that starts something for production."""
    try:
        data = project.on_disk(path)
    except OSError:
        return False
    if data is None:
        return False
    name, text = posixpath.basename(path), data.decode("utf-8", "replace")
    if name in PLATFORMS_BY_TEXT:
        return PLATFORMS_BY_TEXT[name].search(text) is not None
    return name != "Procfile" or (SERVES.search(text) is not None and not says_debug(text))


def says_debug(text: str) -> bool:
    """Whether a Procfile starts a process for whom develops it."""
    return RELOADS.search(text) is not None or _DEBUG_MODE.search(text) is not None


def is_published(project: Project, folder: str) -> bool:
    """Whether CI builds an image of the folder and pushes it: what is deployed has its code in it."""
    named = re.compile(rb"(?<![\w.-])" + re.escape(folder.encode()) + rb"(?![\w.-])")
    return any(
        _CI.search(path) and _PUSHES.search(each.data) and (not folder or named.search(each.data))
        for path, each in project.files.items()
    )


def is_production(file: SourceFile) -> bool:
    return use_of_path(file.path, file.project.told.test_folders) is Use.PRODUCTION


def _runs(file: SourceFile, words: set[str], near: bool) -> bool:
    """Whether a workload runs an image that is called as the service is, or, close to it, one that a template names."""
    for match in _IMAGE.finditer(file.spelled):
        image = match[1].decode("utf-8", "replace")
        if near and ("{{" in image or "$" in image):
            return True
        name = re.sub(r"[:@].*", "", image.strip().rpartition("/")[2])
        if not words.isdisjoint(parts(name)):
            return True
    return False
