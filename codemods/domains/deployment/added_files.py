"""Whether an image gets a file that a fix adds beside the code, and the COPY that has to name it for that."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from codemods.domains.commands.commands import copies_all, holds
from codemods.domains.deployment.images import compose_contexts
from codemods.formats import dockerfile, parse
from codemods.model.test_scopes import use_of
from codemods.project.ignored_files import docker_verdict
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Site
from codemods.vocabulary.unreadable import Unreadable

ROLE = "copy"

# With any other flag (`--from`, `--parents`, `--exclude`) more is asked than which files go where.
_FLAGS = frozenset(("chown", "chmod", "link"))
_LAST_ITEM = re.compile(r"(,\s*)?\"([^\"\\]+)\"\s*\]$")
_LAST_WORD = re.compile(r"((?:\s|\\\n)+)(\S+)$")


@dataclass(frozen=True, slots=True)
class Copied:
    """A COPY that has to name one more file: where, and what it says then."""

    site: Site
    text: str


def texts(copied: Iterable[Copied]) -> dict[str, str]:
    """What a finding's data hold for the rewrite: the new text of the COPY in each image, by the image's path."""
    return {each.site.path: each.text for each in copied}


def at_start(image: SourceFile, context: str, path: str, module: SourceFile | None = None) -> tuple[Copied, ...] | None:
    """What has to change so that the image's process finds an added file in the folder that it starts in.

    None where nothing would do, or nothing is sure to. `context` is the folder that the image is built from, `module`
    what the process begins with. Raises Unreadable.
    """
    document: dockerfile.Document = parse(image)
    name = posixpath.relpath(path, context or ".")
    if name.startswith("../") or is_left_out(image, context, name):
        return None
    folder = posixpath.normpath(document.workdir())
    copies = list(document.copies())
    if copies_all(document) or any(
        _takes(each, name) and each.into_folder and each.target == folder for each in copies
    ):
        return ()
    return _beside(image, document, context, name, module, folder)


def beside(image: SourceFile, context: str, path: str, module: SourceFile) -> tuple[Copied, ...] | None:
    """The same for a module that another one in the same folder imports."""
    document: dockerfile.Document = parse(image)
    name = posixpath.relpath(path, context or ".")
    if name.startswith("../") or is_left_out(image, context, name):
        return None
    if holds(document, name):
        return ()
    if posixpath.dirname(path) != posixpath.dirname(module.path):
        return None
    return _beside(image, document, context, name, module, "")


def naming(module: SourceFile) -> Iterator[tuple[SourceFile, str]]:
    """The images that a COPY brings a module into by its own name, each with the folder that it is built from."""
    for image in module.project.files.values():
        if image.kind != "dockerfile" or use_of(image) is not Use.PRODUCTION or not _names(image, module):
            continue
        try:
            document: dockerfile.Document = parse(image)
            known = [each for each in compose_contexts(image) if each is not None]
        except Unreadable:
            continue
        for context in dict.fromkeys(known or [posixpath.dirname(image.path), ""]):
            name = posixpath.relpath(module.path, context or ".")
            if not name.startswith("../") and any(_takes(each, name) for each in document.copies()):
                yield image, context


def _names(image: SourceFile, module: SourceFile) -> bool:
    """Whether an image's file holds the module's name or a pattern."""
    return posixpath.basename(module.path).encode() in image.data or b"*" in image.data


def is_brought(image: SourceFile, context: str, path: str) -> bool:
    """Whether the image gets the file out of the folder that it is built from. Raises Unreadable."""
    document: dockerfile.Document = parse(image)
    name = posixpath.relpath(path, context or ".")
    return holds(document, name) or any(_takes(each, name) for each in document.copies())


def is_left_out(image: SourceFile, context: str, name: str) -> bool:
    """Whether a .dockerignore keeps the file out of the image, or it can't be read."""
    for path in (f"{image.path}.dockerignore", posixpath.join(context, ".dockerignore")):
        try:
            data = image.project.on_disk(path)
        except OSError:
            return True
        if data is not None:
            return docker_verdict(data.decode("utf-8", "replace").splitlines(), name) is True
    return False


def _beside(
    image: SourceFile, document: dockerfile.Document, context: str, name: str, module: SourceFile | None, folder: str
) -> tuple[Copied, ...] | None:
    """The one COPY of the last stage that brings the module, to the folder if one is given, and with it the name."""
    if module is None or _stands(image.project, posixpath.join(context, name)):
        return None
    brought = posixpath.relpath(module.path, context or ".")
    found = [each for each in document.copies() if _takes(each, brought)]
    if len(found) != 1 or not found[0].into_folder or (folder and found[0].target != folder):
        return None
    own = found[0].instruction
    plain = own.stage == len(document.stages) - 1 and not own.heredocs and {flag for flag, _ in own.flags} <= _FLAGS
    text = _naming(found[0], name, brought) if plain and _is_as_written(image, own) else ""
    return (Copied(Site(image.path, own.value, ROLE), text),) if text else None


def _takes(copy: dockerfile.Copy, path: str) -> bool:
    """Whether a COPY names the one file, not a folder around it."""
    return any(
        posixpath.dirname(each) == posixpath.dirname(path)
        and fnmatch(posixpath.basename(path), posixpath.basename(each))
        for each in map(_in_context, copy.sources)
    )


def _in_context(source: str) -> str:
    return source.removeprefix("./").lstrip("/")


def _naming(copy: dockerfile.Copy, name: str, module: str) -> str:
    """What the COPY says, with the file as its last source, in its own form; "" where that is unusual.

    More than one source asks for a destination with a slash at its end.
    """
    written = copy.instruction.written
    match = (_LAST_WORD if copy.instruction.words is None else _LAST_ITEM).search(written)
    if match is None or match[1] is None:
        return ""
    own = next((each for each in copy.sources if _in_context(each) == module), "")
    source = f"./{name}" if own.startswith("./") else name
    target = match[2] if match[2].endswith("/") else f"{match[2]}/"
    gap, before = match[1], written[: match.start()]
    if copy.instruction.words is None:
        return f"{before}{gap}{source}{gap}{target}"
    return f'{before}{gap}"{source}"{gap}"{target}"{written[match.end(2) + 1 :]}'


def _is_as_written(image: SourceFile, instruction: dockerfile.Instruction) -> bool:
    """Whether the text holds all that stands in its lines: no comments between them, no line ends of two characters."""
    span = instruction.value
    lines = [each.rstrip("\r") for each in image.lines[span.line - 1 : span.end_line]]
    same = "\n".join(lines)[span.column - 1 :].rstrip() == instruction.written
    return same and (span.line == span.end_line or "\r" not in image.text)


def _stands(project: Project, path: str) -> bool:
    try:
        return project.on_disk(path) is not None
    except OSError:
        return True
