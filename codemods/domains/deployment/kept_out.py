"""Files of a service whose images do not get them, and that nothing else of the tree brings anywhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from codemods.domains.deployment.added_files import is_left_out
from codemods.domains.deployment.images import builds_its_folder, compose_contexts, is_python_image
from codemods.formats import dockerfile, parse
from codemods.model.import_graph import knowing
from codemods.model.test_scopes import use_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What brings a tree somewhere without an image, or may.
_PLATFORMS = re.compile(
    r"(?:^|/)(?:Procfile|app\.ya?ml|serverless\.ya?ml|template\.ya?ml|zappa_settings\.json|vercel\.json|render\.yaml|"
    r"Vagrantfile|fabfile\.py|MANIFEST\.in|wsgi\.ini|uwsgi\.ini|[\w.-]+\.(?:service|timer|cron|spec|wsgi|tf))$"
    r"|(?:^|/)(?:ansible|puppet|chef|debian|terraform)/"
)
# Who reads these starts nothing by them.
_TOLD = (".md", ".rst", ".txt", "ignore")
_MANIFESTS = ("pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml", "environment.yaml")
_INSTALLS = ("setup.py", "setup.cfg")


@once
def is_kept_out(file: SourceFile) -> bool:
    """Whether images are what the service is deployed as, and no stage of one takes the file, nor what knows it."""
    if file.kind != "python" or _has_another_way(file.project):
        return False
    try:
        return all(_is_taken_by_none(file.project.files[path]) for path in knowing(file))
    except Unreadable:
        return False


@once
def _is_taken_by_none(file: SourceFile) -> bool:
    """Whether the service of a file has images, and none takes the file. Raises Unreadable."""
    project = file.project
    if _is_named(file):
        return False
    around = [(image, context) for image, context in _images(project) if _is_in(file.path, context)]
    root = project.service_root(file.path)
    if not around and not root:
        return bool(_images(project)) and not any(posixpath.dirname(each) == "" for each in _manifests(project))
    if not any(_is_of(image, context, root) for image, context in around):
        return False
    return not any(_takes(image, context, posixpath.relpath(file.path, context or ".")) for image, context in around)


@once
def _manifests(project: Project) -> list[str]:
    """What says which libraries a folder's code needs."""
    return [
        path for path, each in project.files.items()
        if each.kind == "requirements" or posixpath.basename(path) in _MANIFESTS
    ]  # fmt: skip


def _is_of(image: SourceFile, context: str, root: str) -> bool:
    """Whether an image is a service's: it lies there, is built from there, or takes what lies there, file by file."""
    if image.project.service_root(image.path) == root or context == root:
        return True
    document: dockerfile.Document = parse(image)
    return any(posixpath.join(context, each).startswith(f"{root}/") for each in _sources(document))


@once
def _has_another_way(project: Project) -> bool:
    return any(_PLATFORMS.search(path) is not None or posixpath.basename(path) in _INSTALLS for path in project.files)


def _is_named(file: SourceFile) -> bool:
    """Whether a definition names the file, or a folder around it that it mounts: `./jobs:/app/jobs`, `.:/app`."""
    name = posixpath.basename(file.path).encode()
    mounts = [each.encode() for each in (*_folders(file.path), ".")]
    mount = re.compile(rb"[-\s\"'](?:\./)?(?:%s)/?:/" % b"|".join(map(re.escape, mounts)))
    for path, other in file.project.files.items():
        if other.kind in ("python", "dockerfile") or path.endswith(_TOLD) or use_of(other) is not Use.PRODUCTION:
            continue
        if name in other.spelled or (other.kind == "compose" and mount.search(other.spelled)):
            return True
    return False


def _folders(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


@once
def _images(project: Project) -> list[tuple[SourceFile, str]]:
    """The Dockerfiles for production that Python runs in, each with a folder that it may be built from."""
    found: list[tuple[SourceFile, str]] = []
    for image in project.files.values():
        if image.kind == "dockerfile" and use_of(image) is Use.PRODUCTION and is_python_image(image):
            own = [posixpath.dirname(image.path)]
            known = [each for each in compose_contexts(image) if each is not None]
            contexts = known or (own if builds_its_folder(image) else [*own, ""])
            found += [(image, each) for each in dict.fromkeys(contexts)]
    return found


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _takes(image: SourceFile, context: str, name: str) -> bool:
    """Whether some stage gets the file out of the build's context, or may."""
    document: dockerfile.Document = parse(image)
    if any(each.onbuild or dict(each.flags).get("mount", "").startswith("type=bind") for each in document.instructions):
        return True
    # Where nothing is copied, or what the image starts is, the code comes some other way.
    sources = _sources(document)
    if not sources or any("$" in source for source in sources) or _speaks_of(image, context, name, sources):
        return True
    taken = any(
        source in ("", ".") or name.startswith(f"{source}/") or fnmatch(name, source) or _is_below(name, source)
        for source in sources
    )
    return taken and not is_left_out(image, context, name)


def _speaks_of(image: SourceFile, context: str, name: str, sources: list[str]) -> bool:
    """Whether an image names a file, past where it takes others of that name in."""
    said = posixpath.basename(name)
    others = [
        each for each in sources
        if posixpath.basename(each) == said and each != name and posixpath.join(context, each) in image.project.files
    ]  # fmt: skip
    rest = image.text
    for each in others:
        rest = rest.replace(each, "")
    return said in rest


def _is_below(name: str, source: str) -> bool:
    """Whether a pattern takes a folder around the file: `COPY s* /app`."""
    return any(fnmatch(each, source) for each in _folders(name))


def _sources(document: dockerfile.Document) -> list[str]:
    return [
        source.strip("\"'").removeprefix("./").strip("/")
        for each in document.instructions if each.keyword in ("COPY", "ADD") and "from" not in dict(each.flags)
        for source in (each.words or tuple(each.text.split()))[:-1] if "://" not in source
    ]  # fmt: skip
