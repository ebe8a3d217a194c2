"""The Dockerfile that a Compose service is built from, and what is known of an image before it is changed."""

from __future__ import annotations

import posixpath
import re

from codemods.formats import compose, parse
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_OTHER_SIGNAL = re.compile(
    rb"^\s*(?:STOPSIGNAL\s+|stop_signal:\s*[\"']?)(?:SIG)?(?!TERM\b|15\b)\w+", re.MULTILINE | re.IGNORECASE
)


def image_of(file: SourceFile, document: compose.Document, service: str) -> SourceFile | None:
    """The Dockerfile in the tree that a service of a Compose file is built from, None without one."""
    given = {each.path[2:]: each.value for each in document.scalars if each.path[:2] == ("services", service)}
    context = given.get(("build",)) or given.get(("build", "context"))
    if context is None or "$" in context or "://" in context:
        return None
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), context))
    name = given.get(("build", "dockerfile"), "Dockerfile")
    found = file.project.files.get(posixpath.normpath(posixpath.join(folder, name)))
    return found if found is not None and found.kind == "dockerfile" else None


def services_of(file: SourceFile, document: compose.Document, image: SourceFile) -> list[str]:
    """The services of a Compose file that are built from a Dockerfile."""
    names = dict.fromkeys(str(each.path[1]) for each in document.scalars if each.path[:1] == ("services",) < each.path)
    return [name for name in names if image_of(file, document, name) is image]


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
