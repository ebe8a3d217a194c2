"""Where a service would name its production server: the requirements that an image or a dyno installs."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator

from codemods.formats import dockerfile
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Site, Span
from codemods.vocabulary.unreadable import Unreadable

_NAMED = re.compile(r"^\s*gunicorn\b(?!-)", re.IGNORECASE | re.MULTILINE)
_REQUIREMENTS = re.compile(r"(?:\s-r\s*|\s--requirements?[=\s]\s*)([^\s;&|]+)")
_PROJECT = re.compile(r"\b(?:pip3?|uv pip) install\s(?:[^&;|]*\s)?(?:-e\s+)?\.(?:\[[\w,-]+\])?(?:\s|$)")
_INCLUDED = re.compile(r"^\s*(?:-r|--requirement)[\s=]*(\S+)", re.MULTILINE)
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml")
# What follows is not for production.
HEADING = re.compile(
    r"^\s*#.*\b(?:dev|development|tests?|testing|lint(?:ing)?|docs?|debug)\b", re.IGNORECASE | re.MULTILINE
)
_SAYS = {
    "runtime.txt": re.compile(rb"(?:python-)?(\d)(?:\.(\d+))?"),
    ".python-version": re.compile(rb"(\d)(?:\.(\d+))?"),
    "Pipfile": re.compile(rb"python(?:_full)?_version\s*=\s*[\"'](\d)(?:\.(\d+))?"),
    "pyproject.toml": re.compile(rb"(?:requires-python|^python)\s*=\s*[\"'][\^~>=]*\s*(\d)(?:\.(\d+))?", re.MULTILINE),
    "setup.py": re.compile(rb"python_requires\s*=\s*[\"'][~>=]*\s*(\d)(?:\.(\d+))?"),
    "setup.cfg": re.compile(rb"python_requires\s*=\s*[~>=]*\s*(\d)(?:\.(\d+))?"),
}
_ELSEWHERE = re.compile(r"dev|test|lint|doc", re.IGNORECASE)


def of_image(file: SourceFile, document: dockerfile.Document) -> SourceFile | None:
    """The requirements file or pyproject.toml that a Dockerfile installs from; None where none is known."""
    folder = posixpath.dirname(file.path)
    text = "\n".join(each.text for each in document.instructions if each.keyword == "RUN" and not each.onbuild)
    names = [each for each in _REQUIREMENTS.findall(text) if not _ELSEWHERE.search(posixpath.basename(each))]
    for name in names:
        for path in (name.removeprefix("./"), posixpath.basename(name)):
            found = file.project.files.get(posixpath.join(folder, path.lstrip("/")))
            if found is not None and found.kind == "requirements":
                return found
    project = file.project.files.get(posixpath.join(folder, "pyproject.toml"))
    return project if not names and _PROJECT.search(text) else None


def sites(manifest: SourceFile) -> tuple[Site, ...] | None:
    """Where the server has to be added: nowhere if it is named already; None where a person has to do it.

    A lock with hashes, and one of a project manager, can't be extended by a line.
    """
    try:
        if manifest.kind == "toml":
            return _project_sites(manifest)
        if any(_NAMED.search(each.text) for each in _with_included(manifest)):
            return ()
        if "--hash=" in manifest.text or HEADING.search(manifest.text):
            return None
        if _is_old(manifest) or any(_locked(manifest, each) for each in (*_LOCKS, "Pipfile")):
            return None
        source = manifest.project.files.get(f"{manifest.path.removesuffix('.txt')}.in")
        return tuple(Site(each.path, _end(each), "manifest") for each in (source, manifest)
                     if each is not None and not _NAMED.search(each.text))  # fmt: skip
    except Unreadable:
        return None


def _is_old(manifest: SourceFile) -> bool:
    """Whether the project says that it runs on a Python that this gunicorn does not know: before 3.10."""
    folder = posixpath.dirname(manifest.path)
    for name, said in _SAYS.items():
        try:
            data = manifest.project.on_disk(posixpath.join(folder, name)) or b""
        except OSError:
            continue
        if match := said.search(data):
            return match[1] == b"2" or int(match[2] or b"10") < 10
    return False


def _end(file: SourceFile) -> Span:
    return Span(len(file.lines), 1, len(file.lines), 1)


def _with_included(manifest: SourceFile, above: tuple[SourceFile, ...] = ()) -> Iterator[SourceFile]:
    """The file, and those that it takes in by `-r`."""
    yield manifest
    for name in _INCLUDED.findall(manifest.text):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(manifest.path), name))
        other = manifest.project.files.get(path)
        if other is not None and other not in (*above, manifest):
            yield from _with_included(other, (*above, manifest))


def _locked(manifest: SourceFile, name: str) -> bool:
    try:
        path = posixpath.join(posixpath.dirname(manifest.path), name)
        return manifest.project.on_disk(path) is not None
    except OSError:
        return True


def _project_sites(manifest: SourceFile) -> tuple[Site, ...] | None:
    names = dependencies(manifest.text)
    if _is_old(manifest):
        return () if names and any(_NAMED.match(each) for each in names) else None
    if names is None or any(_locked(manifest, each) for each in _LOCKS):
        return () if names and any(_NAMED.match(each) for each in names) else None
    if any(_NAMED.match(each) for each in names):
        return ()
    start = re.search(r"^dependencies\s*=\s*\[", manifest.text, re.MULTILINE)
    if start is None:
        return None
    line = manifest.text.count("\n", 0, start.start()) + 1
    return (Site(manifest.path, Span(line, 1, line, 1), "manifest"),)


def dependencies(text: str) -> list[str] | None:
    """`project.dependencies` of a pyproject.toml; None where it holds none or is no TOML."""
    try:
        found = tomllib.loads(text).get("project", {}).get("dependencies")
    except (tomllib.TOMLDecodeError, AttributeError):
        return None
    return found if isinstance(found, list) and all(isinstance(each, str) for each in found) else None
