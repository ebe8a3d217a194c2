"""The Dockerfile that a Compose service is built from, and what is known of an image before it is changed."""

from __future__ import annotations

import posixpath
import re

from codemods.formats import compose, dockerfile, parse
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# Systems and languages alone; a name that only the build knows may be one of them.
_PLAIN = re.compile(
    r"(?:(?:\S+/)?(?:python|pypy|debian|ubuntu|alpine|centos|fedora|rockylinux|almalinux|amazonlinux|miniconda3?|mambaforge"
    r"|micromamba|anaconda3?|buildpack-deps|ubi\d\S*|node|golang|rust|nvidia/\S+|cuda\S*|uv|scratch|distroless\S*)(?:[:@]|$)|.*\$)"
)
_PYTHON = re.compile(r"\bpip3?\b|\bpython|gunicorn|uwsgi|uvicorn|poetry|pipenv|\.py\b|requirements", re.IGNORECASE)
_OTHER_SIGNAL = re.compile(
    rb"^\s*(?:STOPSIGNAL\s+|stop_signal:\s*[\"']?)(?:SIG)?(?!TERM\b|15\b)\w+", re.MULTILINE | re.IGNORECASE
)


def is_python_image(file: SourceFile) -> bool:
    """Whether a Dockerfile builds something that Python runs in. Raises Unreadable."""
    return _PYTHON.search(file.text) is not None


def image_of(file: SourceFile, document: compose.Document, service: str) -> SourceFile | None:
    """The Dockerfile in the tree that a service of a Compose file is built from, None without one."""
    folder = context_of(file, document, service)
    if folder is None:
        return None
    given = {each.path[2:]: each.value for each in document.scalars if each.path[:2] == ("services", service)}
    name = given.get(("build", "dockerfile"), "Dockerfile")
    found = file.project.files.get(posixpath.normpath(posixpath.join(folder, name)))
    return found if found is not None and found.kind == "dockerfile" else None


def context_of(file: SourceFile, document: compose.Document, service: str) -> str | None:
    """The folder of the tree that a Compose service's image is built from, None where none is known."""
    given = {each.path[2:]: each.value for each in document.scalars if each.path[:2] == ("services", service)}
    context = given.get(("build",)) or given.get(("build", "context"))
    if context is None or "$" in context or "://" in context:
        return None
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), context))
    return "" if folder == "." else folder


def services_of(file: SourceFile, document: compose.Document, image: SourceFile) -> list[str]:
    """The services of a Compose file that are built from a Dockerfile."""
    names = dict.fromkeys(str(each.path[1]) for each in document.scalars if each.path[:1] == ("services",) < each.path)
    return [name for name in names if image_of(file, document, name) is image]


def in_image_of_others(file: SourceFile) -> bool:
    """Whether an image around the file is built on one that brings a server, with settings that nobody sees here."""
    folder = posixpath.dirname(file.path)
    for path, each in file.project.files.items():
        if each.kind == "dockerfile" and f"{folder}/".startswith(f"{posixpath.dirname(path)}/".lstrip("/")):
            try:
                document: dockerfile.Document = parse(each)
            except Unreadable:
                continue
            if document.stages and _PLAIN.match(_base(document)) is None:
                return True
    return False


def _base(document: dockerfile.Document) -> str:
    """The image that the last stage is built on in the end."""
    stage = document.stages[-1]
    while stage.parent is not None:
        stage = document.stages[stage.parent]
    return stage.image


def other_signal(image: SourceFile) -> bool:
    """Whether the image, or a Compose file that builds it, stops its containers by another signal than SIGTERM."""
    if _OTHER_SIGNAL.search(image.data):
        return True
    for file in image.project.files.values():
        if file.kind == "compose" and _OTHER_SIGNAL.search(file.data):
            try:
                if services_of(file, parse(file), image):
                    return True
            except Unreadable:
                continue
    return False
