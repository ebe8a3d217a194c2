"""What keeps `.env` out of an image that is built from the folder."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.deployment.images import compose_contexts
from codemods.formats import dockerfile, parse
from codemods.project.ignored_files import docker_verdict
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

SECRETS = (".env", ".env.*")
# The history holds what has left the code.
_NEW = (".git", "**/__pycache__")
# A folder that holds nothing else holds no service.
_ALONE = frozenset(("Dockerfile", "Containerfile", "docker-compose.yml", "compose.yaml", "entrypoint.sh", "start.sh"))

_NEEDS_GIT = re.compile(
    rb"\bgit (?:describe|rev-parse|log|show|submodule)|setuptools[-_]scm|versioneer|dunamai|hatch-vcs|[\"']git[\"']"
    rb"|\bimport git\b|\bfrom git\b"
)


def ignore_files(project: Project, root: str) -> dict[str, str]:
    """The files that say what stays out of the images that are built with a service's folder, each with its context.

    Empty where no Dockerfile copies the folder.
    """
    return dict(found for _, found in ignored_by_images(project, root))


def ignored_by_images(project: Project, root: str) -> Iterator[tuple[SourceFile, tuple[str, str]]]:
    """The Dockerfiles that copy a service's folder, each with such a file and its context."""
    for path, file in project.files.items():
        if file.kind != "dockerfile":
            continue
        sources = list(_sources(file))
        context = _context(project, file, sources)
        inside = posixpath.relpath(root or ".", context or ".")
        if not inside.startswith("..") and any(_holds(each, inside) for each in sources):
            own = f"{path}.dockerignore"
            yield file, (own if _stands(project, own) else posixpath.join(context, ".dockerignore"), context)


def _stands(project: Project, path: str) -> bool:
    try:
        return project.on_disk(path) is not None
    except OSError:
        return True


def lines_for(project: Project, root: str, context: str, before: str) -> list[str]:
    """The lines that such a file lacks to keep the folder's `.env` out; without text, those of a new one."""
    inside = "" if root == context else f"{posixpath.relpath(root, context or '.')}/"
    secrets = [f"{inside}{each}" for each in SECRETS]
    if not before:
        git = any(_NEEDS_GIT.search(file.data) for path, file in project.files.items()
                  if project.service_root(path) == root)  # fmt: skip
        return [each for each in (*_NEW, *secrets) if each != ".git" or not git]
    rules = before.splitlines()
    if all(docker_verdict(rules, f"{inside}{each}") for each in (".env", ".env.production")):
        return []
    return [each for each in secrets if each not in rules]


def _context(project: Project, image: SourceFile, sources: list[str]) -> str:
    """The folder that the image is built from: as Compose says, else the nearest with what the Dockerfile copies."""
    with contextlib.suppress(Unreadable):
        if known := [each for each in compose_contexts(image) if each is not None]:
            return known[0]
    named = [each for each in sources if each != "." and not set(each) & set("*?[$")]
    own = folder = posixpath.dirname(image.path)
    while True:
        holds = project.folders.get(folder, set())
        if all(each.partition("/")[0] in holds for each in named) and (named or _has_code(project, folder, holds)):
            return folder
        if not folder:
            return own
        folder = posixpath.dirname(folder)


def _has_code(project: Project, folder: str, holds: set[str]) -> bool:
    """Whether a folder holds code of a service, and not only the definitions that start it."""
    inside = f"{folder}/" if folder else ""
    code = (path for path, each in project.files.items() if each.kind == "python" and path.startswith(inside))
    return bool(holds - _ALONE) and any(code)


def _holds(source: str, inside: str) -> bool:
    """Whether what COPY takes holds a file `.env` of the folder `inside`, both from the build's context."""
    if source in (".", "*", "**"):
        return source != "*" or inside == "." or "/" not in inside
    return inside == source or inside.startswith(f"{source}/")


def _sources(file: SourceFile) -> Iterator[str]:
    """What the Dockerfile copies out of its context."""
    try:
        document: dockerfile.Document = parse(file)
    except Unreadable:
        return
    for each in document.instructions:
        if each.keyword in ("COPY", "ADD") and not dict(each.flags).get("from"):
            words = each.words if each.words is not None else tuple(each.text.split())
            yield from (posixpath.normpath(source).lstrip("/") or "." for source in words[:-1] if "://" not in source)
