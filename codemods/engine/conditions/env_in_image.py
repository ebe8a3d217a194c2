"""Whether a service's image is built with its `.env`: a `.dockerignore` against it would end a build or a start."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from codemods.formats import dockerfile, parse
from codemods.formats.dotenv import EXAMPLES
from codemods.plans.build_imports import imported_in_build
from codemods.plans.secret_steps import loads_dotenv
from codemods.project.guides import READMES
from codemods.project.ignored_files import git_verdict
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.rewriting.text.image_ignore import ignored_by_images, lines_for
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# A comment that speaks of the file, and not of keeping it out.
_MEANT = re.compile(
    r"^[ \t]*#(?!.*\b(?:ignore|exclud|without|not|never|secrets? out)).*(?<![\w*/.-])\.env(?![\w-]|\.\w)",
    re.IGNORECASE | re.MULTILINE,
)
# The libraries that look into the file.
_LOOKS = re.compile(rb"\b(?:decouple|environs|environ\.Env|dotenv|pydantic_settings|BaseSettings|starlette\.config)\b")
_RUN = re.compile(r"\b(?:docker|podman)\s+(?:container\s+)?run\b(?:[^\n]|(?<=\\)\n)*")
_BUILD = re.compile(r"\b(?:docker|podman)\s[^\n]*?\bbuild\s[^\n]*?(?<=\s)(?:-t|--tag)[ =]([\w./:-]+)")
_GIVEN = re.compile(r"\s(?:-e|--env|--env-file)[\s=]|:/\S*\.env\b|-v\s*\S*\.env\b")


@once
def built_with_dotenv(project: Project, root: str) -> str:
    """Where the tree says that an image takes the `.env` of the service's folder, which nothing keeps out; or ''."""
    for image, (ignore, context) in ignored_by_images(project, root):
        if lines_for(project, root, context, project.text_on_disk(ignore)) and (said := _says(image, root)):
            return said
    return ""


def _says(image: SourceFile, root: str) -> str:
    if match := _MEANT.search(image.text):
        return f"{image.path}:{image.text.count(chr(10), 0, match.end()) + 1}"
    project = image.project
    # What git holds is in each image, with all that nobody else gives the service.
    if _is_in_git(project, own := posixpath.join(root, ".env")) and any(
        each.kind == "python" and _LOOKS.search(each.spelled) for each in project.services.get(root, ())
    ):
        return own
    if not loads_dotenv(project, root) or project.folders.get(root, set()).isdisjoint(EXAMPLES):
        return ""
    return next(_built(image), "") or next(_started(image), "")


def _is_in_git(project: Project, path: str) -> bool:
    """Whether git holds the file, or would take it."""
    if project.in_git is not None:
        return path in project.in_git
    return path in project.files and not git_verdict(project, path)


def _built(image: SourceFile) -> Iterator[str]:
    """The commands of the build that start the code behind the first COPY of it."""
    try:
        document: dockerfile.Document = parse(image)
    except Unreadable:
        return
    copied = [each.line for each in document.instructions if each.keyword in ("COPY", "ADD")]
    yield from (f"{image.path}:{line}" for line, _ in imported_in_build(image) if any(each < line for each in copied))


def _started(image: SourceFile) -> Iterator[str]:
    """The pages that start a container and give it nothing, where none says how to."""
    told = {path: text for path in (image.path, *READMES) if (text := image.project.text_on_disk(path))}
    built = {each[1].partition(":")[0] for text in told.values() for each in _BUILD.finditer(text)}
    runs = [(path, each[0]) for path, text in told.items() for each in _RUN.finditer(text)]
    if not any(_GIVEN.search(each) for _, each in runs):
        yield from (path for path, each in runs if built & {word.partition(":")[0].strip("`") for word in each.split()})
