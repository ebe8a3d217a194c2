"""The modules that the base of an image has its own server import: the image starts nothing else itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from codemods.formats import dockerfile, parse
from codemods.libraries.servers import SERVED_BY_IMAGE, SERVING_IMAGES, STARTS_OF_IMAGE
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# Where such images have the application, and its server starts.
_HOME = "/app"


def imported_by_base(image: SourceFile) -> Iterator[SourceFile]:
    """The module that a server of the image's base imports, in the folder that the image is built from or its own."""
    try:
        document: dockerfile.Document = parse(image)
    except Unreadable:
        return
    modules = next((each for name, each in SERVING_IMAGES if name.search(document.base())), ())
    if not modules or not _leaves_start(document):
        return
    given = document.environment()
    named = next((each for name in SERVED_BY_IMAGE if (each := given.get(name, "").partition(":")[0])), "")
    for module in (f"{named.replace('.', '/')}.py",) if named else modules:
        found = list(_taken(document, image, posixpath.join(_HOME, module)))
        if found:
            yield from found
            return


def _leaves_start(document: dockerfile.Document) -> bool:
    """Whether the image says nothing of what its container starts, or names a script of its base."""
    said = [each for each in (document.entrypoint(), document.cmd()) if each is not None]
    return all((each.words or (*each.text.split(), ""))[0] in STARTS_OF_IMAGE for each in said)


def _taken(document: dockerfile.Document, image: SourceFile, path: str) -> Iterator[SourceFile]:
    for place in document.taken_from(path):
        for folder in dict.fromkeys((posixpath.dirname(image.path), "")):
            found = image.project.files.get(posixpath.normpath(posixpath.join(folder, place)))
            if found is not None:
                yield found
                return
