"""Who reads a folder's `.env`: where nobody does, a secret that moved there would be lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codemods.domains.commands.units import runs_service
from codemods.domains.deployment.compose_services import FIRST, is_stack, is_taken_up_elsewhere
from codemods.domains.deployment.images import compose_contexts, services_of, sources
from codemods.domains.settings.missing_in_compose import built_from, env_file_takers, ungiven
from codemods.formats import compose, dockerfile, dotenv, makefile, parse, unit
from codemods.formats.dotenv import EXAMPLES
from codemods.libraries.programs import DYNO
from codemods.libraries.settings import DOTENV_FINDS
from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_NAMED = re.compile(rb"^[^#\n]*(?<![\w.*-])\.env(?![\w.*-])", re.MULTILINE)
_OPENED = re.compile(
    rb"\bopen\(\s*[\"'](?:\./)?\.env[\"']\s*(?:,\s*(?:encoding=)?[\"'](?:rt?|utf-?8)[\"'])*[^\"'\n]*\)"
)
_ASKED_FOR = re.compile(rb"\b(?:exists|isfile)\(\s*[\"'](?:\./)?\.env[\"']\s*\)")
_FILLED_IN = re.compile(rb"(?<!\$)\$\{?([A-Za-z_]\w*)")
_LINE_END = b"\n"
_MAKEFILES = (*makefile.NAMES, "justfile", "Justfile")
_COMMANDS = ("shell", "procfile", "unit", "compose")
# What reads it beside the code of each folder: pipenv.
_TOOLS = ("Pipfile",)
# What names the programs that a package is installed with.
_METADATA = ("setup.py", "setup.cfg", "pyproject.toml")
# `detector=detector.main:run`, `detector = "detector.main:run"`, `scripts=["bin/detector"]`.
_SCRIPT = r"(?:^[ \t]*|[\"'/])(?:{0})(?:[\"']?[ \t]*=[ \t]*[\"']?[\w.]+:\w|[\"'](?=[ \t]*[,\]]))"


@dataclass(frozen=True, slots=True)
class Giver:
    """What gives a service its environment. `kind`: compose, unit, dyno, image; `said`: what a person is told of it."""

    kind: str
    said: str


@once
def is_read(project: Project, root: str) -> bool:
    """Whether something reads the `.env` of a service's folder, or people have one there."""
    return _is_there(project, root) or any(
        _reads(project, root, path, file) for path, file in project.files.items() if not project.is_test(path)
    )


@once
def _is_read_for_code(project: Project, root: str) -> bool:
    """The same, and not only by Compose for what its files say."""
    if _is_there(project, root) and not _is_composes_own(project, root):
        return True
    if any(True for _ in env_file_takers(project, root)):
        return True
    others = ((path, file) for path, file in project.files.items() if file.kind != "compose")
    return any(_reads(project, root, path, file) for path, file in others if not project.is_test(path))


def _is_there(project: Project, root: str) -> bool:
    names = project.folders.get(root, set())
    return not names.isdisjoint((*EXAMPLES, *_TOOLS)) or project.is_on_disk(posixpath.join(root, ".env"))


def _is_composes_own(project: Project, root: str) -> bool:
    """Whether all that the folder's `.env` and its examples name is what Compose files there are filled in with."""
    names = project.folders.get(root, set())
    if not names.isdisjoint(_TOOLS):
        return False
    texts = [project.text_on_disk(posixpath.join(root, each)) for each in (".env", *EXAMPLES)]
    named = {entry.name for text in texts for entry in dotenv.parse(text).entries}
    filled = {
        match.decode()
        for path, file in project.files.items() if file.kind == "compose" and posixpath.dirname(path) == root
        for match in _FILLED_IN.findall(file.data)
    }  # fmt: skip
    return bool(named) and named <= filled


@once
def script(project: Project, root: str) -> str:
    """The script, Makefile, Procfile or unit that names the folder's `.env`; '' without one."""
    found = (
        path for path, file in sorted(project.files.items())
        if file.kind not in ("python", "compose") and not project.is_test(path) and _reads(project, root, path, file)
    )  # fmt: skip
    return next(found, "")


@once
def opener(project: Project, root: str) -> str:
    """The file of the service's code that opens the folder's `.env` and reads it line by line; '' without one."""
    return next((each.path for each in _code(project, root) if _OPENED.search(each.spelled)), "")


@once
def asked_for(project: Project, root: str) -> str:
    """Where the code does something else where a `.env` is there, which nothing of it reads: "path:line", or ''."""
    if any(_OPENED.search(each.spelled) or DOTENV_FINDS.search(each.spelled) for each in _code(project, root)):
        return ""
    for each in _code(project, root):
        if match := _ASKED_FOR.search(each.spelled):
            return f"{each.path}:{each.spelled.count(_LINE_END, 0, match.start()) + 1}"
    return ""


def _code(project: Project, root: str) -> list[SourceFile]:
    return [
        each for path, each in sorted(project.files.items())
        if each.kind == "python" and not project.is_test(path) and project.service_root(path) == root
    ]  # fmt: skip


@once
def other_way(project: Project, root: str) -> Giver | None:
    """What gives the service its environment where nothing reads the folder's `.env`; None where none is known.

    Compose reads it for itself: what it gives to a service stands in the service's `environment`, or in `env_file`.
    """
    if _is_read_for_code(project, root):
        return None
    # The file that Compose takes by itself has the shortest name.
    for path, file in sorted(project.files.items(), key=lambda each: (len(each[0]), each[0])):
        if file.kind == "compose" and not project.is_test(path):
            for service, description in composed(file).items():
                if built_from(project, posixpath.dirname(path), description) == root:
                    return Giver("compose", f"the service {service} of {path}")
        if file.kind == "unit" and _runs(project, root, file):
            return Giver("unit", path)
    names = (posixpath.join(folder, name) for folder in dict.fromkeys((root, "")) for name in DYNO)
    if dyno := next((each for each in names if each in project.files), ""):
        return Giver("dyno", f"the platform of {dyno}")
    starter = _starter_above(project, root)
    return Giver("image", starter) if starter else None


def is_given_elsewhere(project: Project, root: str, names: Iterable[str]) -> bool:
    """Whether Compose gives the service each of the variables already, and nothing reads the folder's `.env`."""
    giver = other_way(project, root)
    return giver is not None and giver.kind == "compose" and not any(ungiven(project, root, names))


def is_of_no_use(project: Project, root: str) -> bool:
    """Whether the service runs in an image of a folder above, whose starter never comes to the folder's `.env`."""
    giver = other_way(project, root)
    return giver is not None and giver.kind == "image"


@once
def _starter_above(project: Project, root: str) -> str:
    """What starts the image of a folder above that takes a service's code, where the service's folder builds none of
    its own: "the service web of deploy/compose.yaml", "whoever starts the image of Dockerfile"; '' without one.
    """
    images = [each for _, each in sorted(project.files.items()) if each.kind == "dockerfile"]
    if not root or any(each.path.startswith(f"{root}/") for each in images):
        return ""
    for image in images:
        if not project.is_test(image.path) and any(_takes_code(image, each, root) for each in _contexts(image)):
            return next(_built_services(image), f"whoever starts the image of {image.path}")
    return ""


def _contexts(image: SourceFile) -> list[str]:
    """The folders that a Dockerfile is built from, as far as the tree says."""
    try:
        found = [each for each in compose_contexts(image) if each is not None]
    except Unreadable:
        return []
    return found or [posixpath.dirname(image.path)]


def _takes_code(image: SourceFile, context: str, root: str) -> bool:
    """Whether an image that is built from a folder takes the service's code out of it, from around the service."""
    if context == root or not root.startswith(f"{context}/" if context else ""):
        return False
    inside = posixpath.relpath(root, context or ".")
    try:
        document: dockerfile.Document = parse(image)
    except Unreadable:
        return False
    code = [posixpath.relpath(each.path, context or ".") for each in image.project.python()]
    return any(
        each in ("", ".", inside)
        or inside.startswith(f"{each}/")
        or (each.startswith(f"{inside}/") and any(path == each or path.startswith(f"{each}/") for path in code))
        for each in sources(document)
    )


def _built_services(image: SourceFile) -> Iterator[str]:
    """The services of Compose files, none for tests, that are built from a Dockerfile."""
    for path, file in sorted(image.project.files.items(), key=lambda each: (len(each[0]), each[0])):
        if file.kind == "compose" and not image.project.is_test(path):
            document: compose.Document = parse(file)
            yield from (f"the service {each} of {path}" for each in services_of(file, document, image))


def _reads(project: Project, root: str, path: str, file: SourceFile) -> bool:
    folder, name = posixpath.split(path)
    if file.kind == "compose" and folder == root:
        return (name in FIRST or not is_taken_up_elsewhere(file)) and not is_stack(file)
    own = project.service_root(path) == root or folder == root
    if file.kind == "python":
        return own and (DOTENV_FINDS.search(file.spelled) or _NAMED.search(file.spelled)) is not None
    if file.kind not in _COMMANDS and name not in _MAKEFILES:
        return False
    if own or folder.startswith(f"{root}/" if root else ""):
        return _NAMED.search(file.spelled) is not None
    # From above it is named by its folder.
    return f"{posixpath.relpath(root, folder or '.')}/.env".encode() in file.spelled


def _runs(project: Project, root: str, file: SourceFile) -> bool:
    own = project.service_root(file.path)
    try:
        document: unit.Document = parse(file)
        if own == root and _installed(project, root, document):
            return True
        return own in (root, "") and runs_service(document, file)
    except Unreadable:
        return False


def _installed(project: Project, root: str, document: unit.Document) -> bool:
    """Whether a unit starts a program that the folder's package is installed with, wherever that is then."""
    programs = [re.escape(posixpath.basename(each.words[0])) for each in document.commands if each.words]
    named = re.compile(_SCRIPT.format("|".join(programs) or r"\b\B"), re.MULTILINE)
    try:
        told = [project.on_disk(posixpath.join(root, each)) or b"" for each in _METADATA]
    except OSError:
        return False
    return any(named.search(each.decode("utf-8", "replace")) for each in told)
